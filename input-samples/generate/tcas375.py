"""T/CAS 375: each grade, up, down, straight down by two, copies of one text, facts on and below their limits."""

import re

from .assessed import Assessed, items_of
from .companies import uscc

DUE = "2026-11-20"
APPENDICES = {"consulting": "C", "integration": "D", "operations": "E", "monitoring": "F", "response": "G", "software": "H",
              "ics": "I", "data": "J"}
OTHERS, CONSULTING = ("6.3.6.b", "6.4.7.b", "6.5.7.b"), ("6.3.6.c", "6.4.7.c", "6.5.7.c")
# what grade 1, 2, 3, 4 asks for, exactly
BASIC = {"years_in_service": (0, 1, 3, 5), "registered_capital_wan": (100, 300, 500, 1000), "office_area_m2": (60, 100, 200, 500),
         "head_years": (1, 2, 3, 3), "tech_lead_years": (1, 2, 3, 5), "finance_title": (0, 1, 2, 2),
         "finance_title_years": (0, 0, 0, 3), "service_staff": (5, 10, 20, 30), "specialist_staff": (3, 6, 10, 20),
         "projects": (1, 3, 6, 10), "revenue_wan": (30, 50, 100, 200), "largest_project_wan": (8, 10, 30, 100)}
FIELDS = {
    "consulting": {"revenue_wan": (15, 20, 50, 100), "largest_project_wan": (3, 5, 10, 20),
                   "consulting_team_members": (3, 5, 10, 20), "certified_consultants": (0, 0, 5, 10)},
    "integration": {"implementation_group_members": (3, 5, 5, 5), "trial_run_months": (1, 1, 1, 1),
                    "trial_run_record_months": (0, 0, 1, 3)},
    "monitoring": {"self_developed_tools": (0, 0, 1, 1)},
    "response": {"response_hours_local": (8, 6, 4, 2), "response_hours_remote": (12, 8, 8, 4)},
    "software": {"development_team_members": (5, 10, 15, 20), "security_service_staff": (3, 5, 7, 10),
                 "trial_run_record_months": (0, 0, 1, 3)},
    "ics": {"automation_staff": (1, 3, 5, 10), "infosec_staff": (1, 3, 5, 10), "supported_protocols": (3, 10, 15, 20)},
    "data": {"service_team_members": (3, 5, 10, 10), "software_team_members": (3, 5, 30, 30), "response_hours_local": (12, 12, 6, 6),
             "response_hours_remote": (24, 24, 12, 12), "platform_delivery_cases": (0, 0, 1, 1), "planning_dimensions": (0, 0, 0, 4)},
}


def exact(track, grade, **others):
    """The facts that grade asks for, none better than it has to be."""
    facts = {name: numbers[grade - 1] for name, numbers in dict(BASIC, **FIELDS.get(track, {})).items()}
    facts.update(others)
    return facts


def plain(text):
    return re.sub(r"\s", "", text).rstrip("；。;.，,、：:")


def requirements():
    """Items of one text, within chapter 6 or an appendix, are one requirement: (copies, lowest level)."""
    pools = {}
    for item in items_of("tcas375"):
        pools.setdefault((item["id"][0], plain(item["text"])), []).append(item)
    return [([item["id"] for item in copies], int(copies[0]["level"])) for copies in pools.values()]


REQUIREMENTS = requirements()


class Tcas375(Assessed):
    scheme = "tcas375"

    def holds(self, unit_id, track, level, valid_to=DUE):
        self.at(unit_id)
        self.certificate(level, valid_to, track=track)

    def review(self, track, facts=None, on="2026-10-12"):
        content = {"complete": True, "truthful": True, "period": "2026", "track": track}
        if facts:
            content["facts"] = facts
        return self.paper("annual-review", on, content)

    def apply(self, unit_id, track, level, facts, on="2026-09-07"):
        self.at(unit_id)
        return self.paper("application", on, {"track": track, "applied_level": level, "facts": facts})

    def assess(self, track, grade, unmet=(), na=(), votes=None, copies=0, everyone=False, applicant=False,
               first="2026-10-13", last="2026-10-23"):
        """Findings on the lists and the appendix up to a grade, one per text; `copies` -1: under the last copy of it."""
        spared = set(OTHERS if track == "consulting" else CONSULTING) | ({"6.2.6"} if applicant else set())
        asked, results = [], {}
        for ids, level in REQUIREMENTS:
            if level <= grade and ids[0] not in spared and ids[0][0] in ("6", APPENDICES[track]):
                item = [name for name in ids if name[0] != "6" or int(name[2]) <= grade + 1][copies]
                asked.append(item)
                results[item] = "unmet" if item in unmet else "na" if item in na else "met"
        assessment, experts = self.assessment(first, last, [track], good=not unmet)
        self.findings(assessment, experts, asked, results, votes, everyone=everyone)
        return assessment, experts


def first_records(month):
    tcas = Tcas375(month)
    tcas.at("U0021")
    tcas.paper("annual-review", "2026-09-12", {"complete": True, "truthful": True, "track": "response"})


def applicants(tcas):
    paper = tcas.apply("U0052", "consulting", "1", exact("consulting", 1, projects=0))
    tcas.assess("consulting", 1, applicant=True)
    tcas.rule(paper, "certify", "1", "approved", track="consulting")
    tcas.case(paper, "grade 1, exactly; no project yet, which an applicant is not asked for; approved",
              "due certify - 1 no 1 certify:1", "consulting")

    # J.3.2.a asks for 30
    paper = tcas.apply("U0076", "data", "3", exact("data", 3, software_team_members=29))
    tcas.assess("data", 3, applicant=True)
    tcas.case(paper, "applied for 3, but 29 in its software team contradict J.3.2 a): grade 2; nobody ruled yet",
              "due certify - 2 no 2 -", "data")

    paper = tcas.apply("U0082", "operations", "3", exact("operations", 4))
    tcas.assess("operations", 4, applicant=True)
    tcas.rule(paper, "certify", "3", "approved", track="operations")
    tcas.case(paper, "reaches grade 4, capped by the 3 it applied for; approved",
              "due certify - 3 no 4 certify:3", "operations")

    paper = tcas.apply("U0075", "monitoring", "4", exact("monitoring", 4))
    tcas.assess("monitoring", 4, applicant=True)
    tcas.rule(paper, "certify", "4", "approved", track="monitoring", remark="专家组一致同意")
    tcas.case(paper, "grade 4; approved", "due certify - 4 no 4 certify:4", "monitoring")

    paper = tcas.apply("U0077", "software", "1", exact("software", 1))
    tcas.assess("software", 1, unmet=("H.1.4.c",), applicant=True)
    tcas.rule(paper, "reject", None, "approved", remark="代码安全检查未开展", track="software")
    tcas.case(paper, "one item of the professional list of grade 1 unmet: no grade; approved",
              "due reject - - no - reject:-", "software")


def grades(tcas):
    tcas.holds("U0080", "ics", "1")
    tcas.review("ics", exact("ics", 1))
    tcas.assess("ics", 1)
    tcas.case(DUE, "grade 1, exactly", "due maintain 1 1 no 1 maintain:1", "ics")

    tcas.holds("U0053", "operations", "2")
    tcas.review("operations", exact("operations", 2))
    tcas.assess("operations", 2)
    tcas.case(DUE, "grade 2, exactly", "due maintain 2 2 no 2 maintain:2", "operations")

    tcas.holds("U0022", "integration", "3")
    tcas.review("integration", exact("integration", 3))
    tcas.assess("integration", 3, unmet=("6.2.4",), copies=-1)
    tcas.case(DUE, "grade 3; 6.2.4 unmet, which the higher list makes good; found under the last copy of each text",
              "due maintain 3 3 no 3 maintain:3", "integration")

    tcas.holds("U0001", "monitoring", "4")
    tcas.review("monitoring", exact("monitoring", 4))
    tcas.assess("monitoring", 4, votes={"F.3.2.c": ["met", "unmet", "met"], "6.4.9.a": ["met", "met", "unmet"]}, everyone=True)
    tcas.case(DUE, "grade 4, exactly, 中级职称 for three years; three experts on every item, of one mind on all but two",
              "due maintain 4 4 no 4 maintain:4", "monitoring")


def up(tcas):
    tcas.holds("U0078", "operations", "2")
    tcas.review("operations", exact("operations", 3))
    tcas.assess("operations", 3)
    tcas.paper("upgrade-request", "2026-10-14", {"track": "operations", "to_level": "4"})
    tcas.rule(DUE, "upgrade", "3", "approved", remark="同意升为3级", track="operations")
    tcas.case(DUE, "asks for 4 and reaches 3; approved", "due upgrade 2 3 no 3 upgrade:3", "operations")

    tcas.holds("U0082", "consulting", "1")
    tcas.review("consulting", exact("consulting", 2))
    tcas.assess("consulting", 2)
    tcas.paper("upgrade-request", "2026-10-14", {"track": "consulting", "to_level": "2"})
    tcas.rule(DUE, "upgrade", "2", "rejected", remark="取得1级不足一年，暂不升级", track="consulting")
    tcas.case(DUE, "asks for 2 and reaches it; rejected, so it keeps its grade",
              "due upgrade 1 2 no 2 maintain:1", "consulting")

    tcas.holds("U0063", "monitoring", "2")
    tcas.review("monitoring", exact("monitoring", 3))
    tcas.assess("monitoring", 3)
    tcas.case(DUE, "reaches 3 without a request: eligible", "due maintain 2 2 no 3 maintain:2", "monitoring")


def down(tcas):
    tcas.holds("U0079", "integration", "4")
    tcas.review("integration", exact("integration", 4))
    tcas.assess("integration", 4, unmet=("D.3.2.a", "D.4.4.2"))
    tcas.rule(DUE, "downgrade", "2", "approved", remark="应急组人员无认证资质", track="integration")
    tcas.case(DUE, "an item of grade 3 unmet: straight down by two; approved",
              "due downgrade 4 2 no 2 downgrade:2", "integration")

    # G.4.2.b asks for 2 hours; the later review of two has the facts
    tcas.holds("U0021", "response", "4")
    tcas.review("response", exact("response", 4, response_hours_local=2.5))
    tcas.assess("response", 4)
    tcas.case(DUE, "a local response within 2.5 hours contradicts G.4.2 b); nobody ruled yet",
              "due downgrade 4 3 no 3 -", "response")

    tcas.holds("U0072", "monitoring", "3")
    tcas.review("monitoring", exact("monitoring", 3, years_in_service=2.5, grade3_years=2, office_area_m2=199.5))
    tcas.assess("monitoring", 3)
    tcas.rule(DUE, "downgrade", "2", "changed", remark="新租赁面积已补证，维持3级", decided={"action": "maintain", "to": "3"},
              track="monitoring")
    tcas.case(DUE, "two and a half years, but two of grade 3, do for 6.4.1; 199.5 m² contradict 6.4.4; changed by the office to maintain",
              "due downgrade 3 2 no 2 maintain:3", "monitoring")

    tcas.holds("U0060", "ics", "2")
    tcas.review("ics", exact("ics", 2))
    tcas.assess("ics", 2, na=("I.2.4.b",))
    tcas.rule(DUE, "downgrade", "1", "deferred", remark="待核实隔离类产品型号", track="ics")
    tcas.case(DUE, "na on an item, which counts as not met; deferred", "due downgrade 2 1 no 1 -", "ics")

    tcas.holds("U0070", "integration", "4")
    tcas.review("integration", exact("integration", 4))
    assessment, experts = tcas.assess("integration", 4)
    said = [finding for finding in tcas.found if finding["item"] == "6.4.6.a"][-1]
    tcas.finding(assessment, "6.5.6.a", "unmet", said["expert"], remark="测试环境与生产环境共用核心交换机")
    tcas.case(DUE, "one expert found a copy of one text met (6.4.6 a)) and the other unmet (6.5.6 a)): in conflict, held",
              "due downgrade 4 2 yes 2 -", "integration")

    tcas.holds("U0071", "operations", "3")
    tcas.review("operations", exact("operations", 3))
    tcas.assess("operations", 3, votes={"E.3.3.a": ["met", "unmet"]})
    tcas.rule(DUE, "downgrade", "2", "approved", remark="渗透测试工具授权已到期，经复核确认", track="operations")
    tcas.case(DUE, "two experts differ on an item of grade 3: tied, held; approved with a remark",
              "due downgrade 3 2 yes 2 downgrade:2", "operations")

    tcas.holds("U0047", "software", "2")
    tcas.review("software", exact("software", 2))
    tcas.assess("software", 2, unmet=("H.2.6.3.b",))
    tcas.assessment("2026-10-20", "2026-10-28", ["protection"])         # bad-field: a track of another programme
    tcas.case(DUE, "grade 1; a later assessment was rejected for a track the programme has not: held", "due downgrade 2 1 yes 1 -",
              "software")


def out(tcas):
    tcas.holds("U0064", "software", "2")
    tcas.review("software", exact("software", 2))
    tcas.assess("software", 2, unmet=("H.1.6.1.a",))
    tcas.rule(DUE, "revoke", None, "approved", remark="试运行记录缺失", track="software")
    tcas.case(DUE, "an item of grade 1 unmet: no grade is left; approved", "due revoke 2 - no - revoke:-", "software")

    tcas.holds("U0081", "response", "1")
    tcas.review("response", exact("response", 1, projects=0))
    tcas.assess("response", 1)
    tcas.case(DUE, "no project signed contradicts 6.2.6, which holders are asked for; nobody ruled yet", "due revoke 1 - no - -",
              "response")

    tcas.holds("U0074", "data", "2", "2027-06-30")
    tcas.review("data", exact("data", 2))
    tcas.assess("data", 2)
    tcas.proof("violation", "2026-08-12", {"confirmed": True, "basis": "law"})
    tcas.rule("2027-06-30", "revoke", None, "approved", remark="同一违规行为，另案处理", track="data")
    tcas.case("2027-06-30", "a confirmed violation, long before the review is due; approved",
              "not-due revoke 2 - no 2 revoke:-", "data")


def windows(tcas):
    tcas.holds("U0051", "software", "2", "2027-03-31")
    tcas.review("software", exact("software", 2), on="2026-08-03")
    tcas.assess("software", 2, unmet=("H.2.2.b",), first="2026-08-10", last="2026-08-14")
    tcas.case("2027-03-31", "not due, so far below its grade: an early warning", "not-due none 2 2 no 1 -", "software")

    tcas.holds("U0049", "operations", "1", "2026-10-15")
    tcas.review("operations", exact("operations", 1))
    tcas.assess("operations", 1)
    tcas.case("2026-10-15", "overdue; assessed after the term", "overdue maintain 1 1 no 1 maintain:1", "operations")

    tcas.holds("U0050", "ics", "1", "2026-07-31")
    tcas.case("2026-07-31", "92 days after the term: expired", "expired none 1 1 no - -", "ics")

    tcas.holds("U0043", "operations", "2")
    tcas.holds("U0043", "operations", "2", "2027-11-20")
    tcas.case(DUE, "its next certificate is there already", "decided none 2 2 no - -", "operations")

    tcas.holds("U0048", "consulting", "2")
    tcas.review("consulting", exact("consulting", 2))
    tcas.assess("consulting", 2, first="2025-11-10", last="2025-11-20")
    tcas.case(DUE, "its last assessment ended the day before the term: awaiting another", "due none 2 2 no - -", "consulting")


def papers(tcas):
    tcas.holds("U0044", "response", "2", "2027-05-31")
    paper = tcas.paper("information-change", "2026-10-13", {"name": "重庆两江磐盾网络安全有限公司"})
    tcas.rule(paper, "reissue", "2", "approved")
    tcas.case("2027-05-31", "not due", "not-due none 2 2 no - -", "response")
    tcas.case(paper, "new name; approved, the certificate is printed again", "due reissue 2 2 no - reissue:2")

    tcas.holds("U0045", "integration", "1", "2027-05-31")
    paper = tcas.paper("information-change", "2026-10-13", {"uscc": uscc(902, "430104")})
    tcas.case("2027-05-31", "not due", "not-due none 1 1 no - -", "integration")
    tcas.case(paper, "wants another USCC; nobody ruled yet", "due reject 1 1 no - -")

    tcas.holds("U0046", "operations", "3", "2027-02-28")
    paper = tcas.paper("withdrawal", "2026-10-20", {"track": "operations", "reason": "运维业务转让"})
    tcas.rule(paper, "withdraw", None, "approved", track="operations")
    tcas.case("2027-02-28", "its own withdrawal is open", "not-due none 3 3 no - -", "operations")
    tcas.case(paper, "the withdrawal; approved", "due withdraw 3 - no - withdraw:-", "operations")


def mistakes(tcas):
    """A finding that belongs to no assessment, and a request on a track the programme lacks; neither holds anything."""
    tcas.at("U0080")
    tcas.finding({"assessment_id": "A9001", "from": "2026-10-13", "to": "2026-10-23"}, "6.2.1", "met", "高知远")    # unknown-assessment
    tcas.paper("upgrade-request", "2026-10-14", {"track": "training", "to_level": "2"})                     # bad-field


def fill(month):
    tcas = Tcas375(month)
    for part in (applicants, grades, up, down, out, windows, papers, mistakes):
        part(tcas)
