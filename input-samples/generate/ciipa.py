"""T/CIIPA: scores by hand, necessary items, experts, facts, persons, scope, the track that is referred."""

from .assessed import Assessed, items_of
from .companies import uscc

DUE = "2026-11-20"
CHAPTERS = {"consulting": "9.1", "training": "9.2", "development": "9.3", "protection": "9.4", "testing": "9.5",
            "confrontation": "9.6", "emergency": "9.7"}
# as many items met of some terms, together exactly 65:
# 6.2 7/7 10, 8.1 5/10 2.5, 8.2 14/21 8, 8.3 5, 8.4 2/4 2.5, 8.5 3, 8.6 2, 8.7 3/5 3, 8.8 3/7 3, 8.9 3, 8.10 2/4 1.5,
# 8.11 2/4 1.5, 8.12 0/3 0, 8.13 5: 50, and 9.2 10/20 15
TRAINING_65 = {"8.1": 5, "8.2": 14, "8.4": 2, "8.7": 3, "8.8": 3, "8.10": 2, "8.11": 2, "8.12": 0, "9.2": 10}
# in sevenths, thirds and ninths: 6.2 6/7 60/7 and 8.2 13/21 52/7, together 16; 8.3 2/3 10/3 and 8.12 1/3 2/3, together 4;
# 8.1 3/10 1.5, 8.4 2/4 2.5, 8.5 3, 8.6 2, 8.7 3/5 3, 8.8 2/7 2, 8.9 3, 8.10 1.5, 8.11 1.5, 8.13 5: 45, and 9.7 18/27 20
EMERGENCY_65 = {"6.2": 6, "8.1": 3, "8.2": 13, "8.3": 2, "8.4": 2, "8.7": 3, "8.8": 2, "8.10": 2, "8.11": 2, "8.12": 1,
                "9.7": 18}
FACTS = {"registered_capital_wan": 2000, "years_in_service": 7, "technical_staff": 42, "bachelor_percent": 88,
         "turnover_percent": 12, "training_hours": 56, "confidentiality_hours": 12}
EXACT = {"registered_capital_wan": 500, "years_in_service": 2, "technical_staff": 15, "bachelor_percent": 70,
         "turnover_percent": 30, "training_hours": 40, "confidentiality_hours": 8}
ITEMS = items_of("ciipa")


def term_of(item):
    return ".".join(item.split(".")[:2])


def service_of(item):
    return item.rsplit(".", 1)[0]


class Ciipa(Assessed):
    scheme = "ciipa"

    def holds(self, unit_id, track, valid_to=DUE, scope=None, status="valid"):
        self.at(unit_id)
        self.certificate("pass", valid_to, track=track, scope=scope, status=status, years=3)

    def review(self, track, facts=None, on="2026-10-12"):
        content = {"complete": True, "truthful": True, "period": "2026", "track": track}
        if facts:
            content["facts"] = facts
        return self.paper("annual-review", on, content)

    def apply(self, unit_id, track, on="2026-09-07", facts=FACTS, scope=None):
        self.at(unit_id)
        content = {"track": track, "applied_level": "pass", "facts": facts}
        if scope:
            content["scope"] = scope
        return self.paper("application", on, content)

    def assess(self, track, met=None, unmet=(), na=(), skip=(), services=None, votes=None, persons=None, everyone=False,
               first="2026-10-13", last="2026-10-23"):
        """Findings on chapters 6 and 8 and the track's own (or some services of it). `met`: how many items of a term are
        met, the necessary ones first; of the other terms all are."""
        chapter = CHAPTERS[track]
        asked = [item for item in ITEMS if term_of(item["id"])[0] in "68"
                 or term_of(item["id"]) == chapter and (services is None or service_of(item["id"]) in services)]
        left, results = dict(met or {}), {}
        for item in sorted(asked, key=lambda item: not item.get("necessary")):
            name, term = item["id"], term_of(item["id"])
            results[name] = "na" if name in na else "unmet" if name in unmet or left.get(term, 1) == 0 else "met"
            if term in left and results[name] == "met":
                left[term] -= 1
        assert not any(left.values()), left
        assessment, experts = self.assessment(first, last, [track], good="unmet" not in results.values())
        self.findings(assessment, experts, [item["id"] for item in asked if item["id"] not in skip], results, votes, persons,
                      everyone)
        return assessment, experts


def first_records(month):
    ciipa = Ciipa(month)
    ciipa.at("U0021")
    ciipa.paper("annual-review", "2026-09-11", {"complete": True, "truthful": True, "track": "consulting"})


def scores(ciipa):
    ciipa.holds("U0053", "training")
    ciipa.review("training", FACTS)
    ciipa.assess("training", TRAINING_65)
    ciipa.case(DUE, "exactly 65", "due maintain pass pass no pass maintain:pass", "training", "65")

    # one item of 8.1 fewer: 2 for 2.5
    ciipa.holds("U0054", "training")
    ciipa.review("training", FACTS)
    ciipa.assess("training", dict(TRAINING_65, **{"8.1": 4}))
    ciipa.rule(DUE, "revoke", None, "approved", remark="得分未达65分", track="training")
    ciipa.case(DUE, "64.5; approved", "due revoke pass - no - revoke:-", "training", "64.5")

    paper = ciipa.apply("U0001", "emergency")
    ciipa.assess("emergency", EMERGENCY_65)
    ciipa.rule(paper, "certify", "pass", "approved", track="emergency")
    ciipa.case(paper, "exactly 65 from sevenths, thirds and ninths; approved", "due certify - pass no pass certify:pass",
               "emergency", "65")

    # no item of 8.12: 65 - 2/3
    paper = ciipa.apply("U0055", "emergency")
    ciipa.assess("emergency", dict(EMERGENCY_65, **{"8.12": 0}))
    ciipa.case(paper, "two thirds of a point too few; nobody ruled yet", "due reject - - no - -", "emergency", "64.3333")

    # 8.6 1/2 of 2
    ciipa.holds("U0056", "protection")
    ciipa.review("protection", FACTS)
    ciipa.assess("protection", unmet=("8.6.a",))
    ciipa.rule(DUE, "revoke", None, "deferred", remark="待补充法务人员聘用材料", track="protection")
    ciipa.case(DUE, "99 points, but one necessary item (8.6 a)) is missing; deferred", "due revoke pass - no - -",
               "protection", "99")

    # 9.1 23/46 of 30, 8.12 2/3 of 2: 70 - 2/3 + 15
    ciipa.holds("U0021", "consulting")
    ciipa.assess("consulting", {"9.1": 23}, unmet=("8.12.a",),
                 na=("8.3.b", "8.4.b", "8.5.a", "8.5.b", "8.5.c", "8.5.d", "8.5.e", "8.11.a", "8.11.b", "8.11.c", "8.11.d"))
    ciipa.case(DUE, "eleven conditional items do not apply: 8.5 and 8.11 have nothing left and count in full",
               "due maintain pass pass no pass maintain:pass", "consulting", "84.3333")


def experts(ciipa):
    # 9.1 45/46 of 30
    ciipa.holds("U0073", "consulting")
    ciipa.review("consulting", FACTS)
    ciipa.assess("consulting", votes={"9.1.1.d": ["met", "unmet"]})
    ciipa.rule(DUE, "revoke", None, "approved", remark="经第三位专家复核，证书数量不足", track="consulting")
    ciipa.case(DUE, "two experts differ on a necessary item (9.1.1 d)): tied, unmet, held; approved with a remark",
               "due revoke pass - yes - revoke:-", "consulting", "99.3478")

    ciipa.holds("U0057", "consulting")
    ciipa.review("consulting", FACTS)
    ciipa.assess("consulting", votes={"9.1.1.a": ["met", "unmet"]})
    ciipa.case(DUE, "tied on an item that is not necessary: passes all the same", "due maintain pass pass no pass maintain:pass",
               "consulting", "99.3478")

    # 8.1 9/10 of 5, 9.2 19/20 of 30, 8.11 3/3 of 3 as a) is na: 100 - 0.5 - 1.5
    paper = ciipa.apply("U0051", "training", facts=EXACT)
    met, unmet = "met", "unmet"
    ciipa.assess("training", everyone=True, votes={
        "8.1.b": [unmet, met, unmet], "8.1.c": [met, unmet, met], "8.11.a": ["na", met, "na"], "8.11.b": [met, "na", met],
        "8.12.c": [met, met, unmet], "9.2.1.c": [met, met, unmet], "9.2.4.f": [unmet, unmet, met]})
    ciipa.case(paper, "three experts on every item: the majority counts; facts exactly as asked; nobody ruled yet",
               "due certify - pass no pass -", "training", "98")

    # 54/59 of 30: five items of 9.4.8 without a finding
    paper = ciipa.apply("U0064", "protection")
    ciipa.assess("protection", skip=("9.4.8.a", "9.4.8.c", "9.4.8.e", "9.4.8.f", "9.4.8.g"))
    ciipa.rule(paper, "certify", "pass", "approved", track="protection")
    ciipa.case(paper, "five items not assessed, none of them necessary; approved", "due certify - pass no pass certify:pass",
               "protection", "97.4576")

    # 19/20 of 30
    paper = ciipa.apply("U0065", "training")
    ciipa.assess("training", skip=("9.2.4.e",))
    ciipa.rule(paper, "reject", None, "approved", remark="实训平台未评价", track="training")
    ciipa.case(paper, "a necessary item (9.2.4 e)) was not assessed; approved",
               "due reject - - no - reject:-", "training", "98.5")

    paper = ciipa.apply("U0066", "consulting", "2026-10-16")
    ciipa.assess("consulting", {"9.1": 12}, first="2026-10-12", last="2026-10-15")
    ciipa.case(paper, "its assessment ended the day before it applied: awaiting another", "due none - - no - -", "consulting")

    # the wrong record is not counted: 9.2 9/20 of 30, that is 65 - 1.5
    ciipa.holds("U0047", "training")
    ciipa.review("training", FACTS)
    ciipa.assess("training", TRAINING_65)
    wrong = [finding for finding in ciipa.found if finding["item"] == "9.2.1.a"][-1]
    wrong["result"], wrong["remark"] = "na", "本年度未开展，建议不计"          # na-not-allowed
    ciipa.case(DUE, "na on an item that is not conditional: rejected, so not assessed, a point and a half lost; held",
               "due revoke pass - yes - -", "training", "63.5")


def facts(ciipa):
    # 8.10 3/4 of 3
    paper = ciipa.apply("U0058", "development", facts=dict(FACTS, training_hours=39))
    ciipa.assess("development")
    ciipa.rule(paper, "reject", None, "approved", remark="培训学时未达40学时", track="development")
    ciipa.case(paper, "39 hours of training contradict the experts on 8.10 d), which is necessary; approved",
               "due reject - - no - reject:-", "development", "99.25")

    paper = ciipa.apply("U0059", "development", facts=EXACT)
    ciipa.assess("development")
    ciipa.rule(paper, "certify", "pass", "approved", track="development")
    ciipa.case(paper, "every fact exactly as asked; approved",
               "due certify - pass no pass certify:pass", "development", "100")

    # 8.1 9/10 of 5; 9.3 14/14
    ciipa.holds("U0060", "development")
    ciipa.review("development", FACTS, on="2026-08-03")
    ciipa.review("development", dict(FACTS, turnover_percent=30.5))
    ciipa.assess("development", na=("9.3.2.g",))
    ciipa.case(DUE, "30.5 % of its staff replaced, by the later of two reviews: contradicts 8.1 g), which is not necessary; passes",
               "due maintain pass pass no pass maintain:pass", "development", "99.5")

    # 6.2 6/7 of 10
    ciipa.holds("U0050", "emergency")
    ciipa.review("emergency", dict(FACTS, registered_capital_wan=499.99))
    ciipa.assess("emergency")
    ciipa.case(DUE, "a registered capital of 499.99 contradicts 6.2 b); a record of its staff was rejected: held",
               "due revoke pass - yes - -", "emergency", "98.5714")


def persons(ciipa):
    ciipa.holds("U0061", "consulting", "2027-03-31")
    ciipa.case("2027-03-31", "not due", "not-due none pass pass no - -", "consulting")
    ciipa.holds("U0061", "training", "2026-12-22")
    ciipa.case("2026-12-22", "its review opens on 24 November, before the next run: reminded", "not-due none pass pass no - -", "training")
    order = ["consulting", "training", "protection", "confrontation"]
    everywhere = [ciipa.person(["service"], 8, hours=60, counted_in=order) for _ in range(3)]
    others = [ciipa.person(["service"], 6, hours=60, counted_in=["confrontation"]) for _ in range(3)]

    # 8.12 2/3 of 2
    ciipa.holds("U0061", "protection")
    ciipa.review("protection", FACTS)
    ciipa.assess("protection", unmet=("8.12.b",), persons={"9.4.1.d": everywhere[:2], "9.4.3.d": everywhere})
    ciipa.case(DUE, "three persons counted in their third class", "due maintain pass pass no pass maintain:pass",
               "protection", "99.3333")

    # 9.6.1.d needs five and has four left, 9.6.4.d has its three: 58/59 of 30
    paper = ciipa.apply("U0061", "confrontation")
    ciipa.assess("confrontation", persons={"9.6.1.d": everywhere[:2] + others, "9.6.4.d": others})
    ciipa.case(paper, "two of the five persons for 9.6.1 d) would be counted in a fourth class; nobody ruled yet",
               "due reject - - no - -", "confrontation", "99.4915")

    # 9.2.1.b is unmet: 19/20 of 30
    paper = ciipa.apply("U0049", "training")
    ciipa.assess("training", persons={"9.2.1.b": [], "9.2.2.c": [ciipa.person(["service"], 5, counted_in=["training"]) for _ in "ab"]})
    ciipa.case(paper, "9.2.1 b) found met without naming anybody: an empty list of persons; nobody ruled yet",
               "due reject - - no - -", "training", "98.5")


def scope(ciipa):
    # 12/13 of 30; 9.1.2 is outside
    paper = ciipa.apply("U0062", "consulting", scope=["9.1.1", "9.1.6"])
    ciipa.assess("consulting", unmet=("9.1.1.f", "9.1.2.b", "9.1.2.d"), services=("9.1.1", "9.1.2", "9.1.6"))
    ciipa.rule(paper, "certify", "pass", "approved", track="consulting")
    ciipa.case(paper, "applies for two service items: the unmet ones of 9.1.2 do not count; approved",
               "due certify - pass no pass certify:pass", "consulting", "97.6923")

    # 5/6 of 30
    ciipa.holds("U0063", "emergency", scope=["9.7.1"])
    ciipa.review("emergency", FACTS)
    ciipa.assess("emergency", {"9.7": 5}, services=("9.7.1",))
    ciipa.case(DUE, "its certificate covers 应急演练 only", "due maintain pass pass no pass maintain:pass", "emergency", "95")

    # 65 less 0.5
    ciipa.holds("U0048", "training")
    ciipa.review("training", FACTS)
    ciipa.assess("training", dict(TRAINING_65, **{"8.1": 4}))
    ciipa.apply("U0048", "consulting", scope=["9.1.2", "9.2.1"])       # bad-field
    ciipa.case(DUE, "64.5; an application of its own for a scope outside the chapter was rejected: held",
               "due revoke pass - yes - -", "training", "64.5")


def windows(ciipa):
    ciipa.holds("U0070", "consulting", "2026-10-15")
    ciipa.review("consulting", FACTS, on="2026-09-23")
    ciipa.assess("consulting", unmet=("8.6.a",), first="2026-05-11", last="2026-05-20")      # would cost it the level
    ciipa.assess("consulting", {"8.12": 0}, first="2026-10-19", last="2026-10-28")
    ciipa.case("2026-10-15", "overdue; of two assessments the later counts, which came after the term",
               "overdue maintain pass pass no pass maintain:pass", "consulting", "98")

    ciipa.holds("U0071", "consulting", "2026-08-01")
    ciipa.case("2026-08-01", "91 days after the term: expired", "expired none pass pass no - -", "consulting")

    ciipa.holds("U0072", "development")
    ciipa.certificate("pass", "2029-11-20", track="development", years=3)
    ciipa.case(DUE, "its next certificate is there already", "decided none pass pass no - -", "development")

    for track in ("consulting", "development"):
        ciipa.holds("U0074", track, "2027-06-30")
        ciipa.rule("2027-06-30", "revoke", None, "approved", remark="泄露服务过程中知悉的敏感信息，经核实", track=track)
        ciipa.case("2027-06-30", "a confirmed violation reaches every track; approved", "not-due revoke pass - no - revoke:-", track)
    ciipa.proof("violation", "2026-06-17", {"confirmed": True, "basis": "law"})

    ciipa.holds("U0067", "testing")
    ciipa.case(DUE, "检测评估 is judged by another document: referred", "due refer pass pass no - refer:pass", "testing")
    paper = ciipa.apply("U0068", "testing")
    ciipa.rule(paper, "refer", None, "changed", remark="已按T/CIIPA 00007评价通过", decided={"action": "certify", "to": "pass"},
               track="testing")
    ciipa.case(paper, "applies for 检测评估: referred; certified by the office, as the other document's evaluation says",
               "due refer - - no - certify:pass", "testing")
    ciipa.holds("U0069", "testing", "2027-01-31")
    ciipa.case("2027-01-31", "not due", "not-due none pass pass no - -", "testing")


def papers(ciipa):
    for track in ("confrontation", "emergency"):
        ciipa.holds("U0044", track, "2027-05-31")
        ciipa.case("2027-05-31", "not due", "not-due none pass pass no - -", track)
    paper = ciipa.paper("information-change", "2026-10-13", {"name": "重庆两江磐盾网络安全有限公司"})
    ciipa.rule(paper, "reissue", None, "approved")
    ciipa.case(paper, "new name, two tracks; approved, both certificates are printed again", "due reissue - - no - reissue:-")

    ciipa.holds("U0045", "training", "2027-05-31")
    paper = ciipa.paper("information-change", "2026-10-13", {"uscc": uscc(902, "430104")})
    ciipa.case("2027-05-31", "not due", "not-due none pass pass no - -", "training")
    ciipa.case(paper, "wants another USCC; nobody ruled yet", "due reject pass pass no - -")

    ciipa.holds("U0046", "consulting", "2027-02-28")
    ciipa.case("2027-02-28", "not due, and not withdrawn", "not-due none pass pass no - -", "consulting")
    ciipa.holds("U0046", "training", "2027-02-28")
    paper = ciipa.paper("withdrawal", "2026-10-20", {"track": "training", "reason": "培训业务停办"})
    ciipa.rule(paper, "withdraw", None, "approved", track="training")
    ciipa.case("2027-02-28", "not due; its own withdrawal of this track is open", "not-due none pass pass no - -", "training")
    ciipa.case(paper, "the withdrawal of one of two tracks; approved", "due withdraw pass - no - withdraw:-", "training")


def fill(month):
    ciipa = Ciipa(month)
    for part in (scores, experts, facts, persons, scope, windows, papers):
        part(ciipa)
