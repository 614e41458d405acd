"""A month later: what October's run left open, what it closed, what became of the certificates it issued.

November's export has October's records, corrected where they were wrong, and what came in since. Rulings are those made in
November; what the register knows (renewals, revocations, names) is not repeated in it.
"""

from . import ciipa as ciipa_month
from .ciipa import Ciipa
from .cncert import H1, Cncert
from .cntisp import FULL, Cntisp
from .month import date
from .tcas375 import Tcas375, exact
from .tpso import Tpso

OCTOBER = "2026-11-20"                  # the cycle most of October's reviews belong to
NEXT, NEXT_OF_THREE = "2027-11-20", "2029-11-20"
CERTIFIED, CERTIFIED_FOR_THREE = "2027-10-30", "2029-10-30"
CLOSING = ("maintain", "certify", "upgrade", "downgrade", "revoke", "warn", "reject")


def first(records, **fields):
    """The first record that has these fields."""
    return next(record for record in records if all(record.get(name) == value for name, value in fields.items()))


def paper_of(month, unit_id, scheme, kind):
    return first(month.submissions, unit_id=unit_id, scheme=scheme, kind=kind)


def unruled(programme, cycle, shows, expected, track=None, score=None):
    programme.case(cycle, shows, expected, track, score)


def ruled(programme, cycle, shows, expected, ruling="approved", track=None, score=None, **others):
    """A case the office has ruled on: the ruling repeats its action and level."""
    _, action, _, to = expected.split()[:4]
    programme.rule(cycle, action, None if to == "-" else to, ruling, track=track, **others)
    programme.case(cycle, shows, expected, track, score)


def running(programme, unit_id, cycle, level, shows, track=None, attained="-", score=None):
    """A certificate whose review is not due."""
    programme.at(unit_id)
    programme.case(cycle, shows, "not-due none %s %s no %s -" % (level, level, attained), track, score)


def closed(programme, unit_id, cycle, level, shows="closed in October", track=None):
    programme.at(unit_id)
    programme.case(cycle, shows, "decided none %s %s no - -" % (level, level), track)


# --- October's records, put right ------------------------------------------------------------

def leave_out_mistakes(month):
    """What October's run rejected has been corrected, but for what is shown again below."""
    known = {unit["unit_id"]: unit for unit in month.units if unit["unit_id"] != "U0900"}
    month.units[:] = known.values()                         # U0005 came twice
    month.supplement.clear()
    month.submissions[:] = [paper for paper in month.submissions if paper["submission_id"] != "S9001"
                            and not (paper["scheme"] == "tcas375" and paper["content"].get("track") == "training")]
    first(month.evidence, date="2026-02-30")["date"] = "2026-03-02"                         # U0030: a report
    first(month.evidence, kind="support-hours", data={"hours": -6})["data"]["hours"] = 6    # U0056
    first(month.staff, experience_years=-1)["experience_years"] = 1                         # U0050
    first(month.staff, training_hours={"2025": 9.99})["training_hours"]["2025"] = 10.5      # U0054
    paper_of(month, "U0048", "ciipa", "application")["content"]["scope"] = ["9.1.2"]
    first(month.findings["tpso"], item="4.8")["item"] = "4.7"                               # U0051
    wrong = next(finding for finding in month.findings["ciipa"] if finding["result"] == "na" and finding["item"] == "9.2.1.a")
    wrong["result"], wrong["remark"] = "met", "查阅制度文件及近一年执行记录，符合"               # U0047
    month.findings["tcas375"][:] = [finding for finding in month.findings["tcas375"] if finding["assessment_id"] != "A9001"]
    month.assessments[:] = [one for one in month.assessments if one["scheme"] != "tcas375" or one["tracks"] != ["protection"]]


def leave_out_closed(month, october):
    """Assessments of what October closed belong to no open term; those after the end of an old term belong to the new one."""
    gone = set()
    for case in october.cases.values():
        scheme, unit_id, track, _ = case.proposal_id.split("/")
        if case.cells["outcome"].split(" ")[0] in CLOSING and case.cells["status"] != "overdue":
            gone.add((scheme, unit_id, track))
    kept = [one for one in month.assessments
            if not any((one["scheme"], one["unit_id"], track) in gone for track in one["tracks"] or ["-"])]
    names = {one["assessment_id"] for one in kept}
    month.assessments[:] = kept
    for findings in month.findings.values():
        findings[:] = [finding for finding in findings if finding["assessment_id"] in names]


def changes_and_conflicts(month, october):
    """What October changed holds; where the platform did not take it over, the register's word counts."""
    status = {"revoke → -": "revoked", "withdraw → -": "withdrawn"}
    ended = {case.proposal_id.rsplit("/", 1)[0]: status[case.cells["outcome"]] for case in october.cases.values()
             if case.cells["outcome"] in status}
    for record in month.certificates:
        subject = "%s/%s/%s" % (record["scheme"], record["unit_id"], record.get("track", "-"))
        record["status"] = ended.get(subject, record["status"])
    first(month.certificates, unit_id="U0021", scheme="cntisp")["status"] = "replaced"      # by its early upgrade
    first(month.units, unit_id="U0032")["name"] = "上海外滩源网络安全技术有限公司"
    first(month.units, unit_id="U0047")["registered_address"] = "河南省郑州市金水区农科路88号"
    # U0044 has still its old name: register-conflict
    first(month.certificates, unit_id="U0051", scheme="tcas375")["level"] = "3"             # register-conflict


def leave_out_unit(month, unit_id):
    """Nothing of the unit reached the export."""
    for name in ("units", "certificates", "agreements", "submissions", "evidence", "staff", "assessments"):
        records = getattr(month, name)
        records[:] = [record for record in records if record["unit_id"] != unit_id]


# --- CNTISP ----------------------------------------------------------------------------------

def cntisp_running(cntisp):
    renewed = "renewed in October, its new term began on 21 November"
    for unit_id, level in (("U0001", "1"), ("U0003", "2"), ("U0005", "3"), ("U0008", "2"), ("U0024", "3"), ("U0040", "3")):
        running(cntisp, unit_id, NEXT, level, renewed)
    for unit_id, level, shows in (
            ("U0002", "2", "one level lower since 21 November"), ("U0029", "3", "one level lower since 21 November"),
            ("U0007", "3", "kept its level by the office's word"), ("U0042", "3", "kept its level by the office's word"),
            ("U0022", "1", "two levels higher since 21 November"), ("U0023", "3", "kept its level, its request being rejected"),
            ("U0020", "2", "its next certificate, there before, runs since 21 November")):
        running(cntisp, unit_id, NEXT, level, shows)
    running(cntisp, "U0010", "2027-10-15", "2", "renewed when overdue: the new term follows the old one")
    running(cntisp, "U0013", "2027-11-27", "3", "renewed in October; its new term began on 28 November")
    running(cntisp, "U0015", "2027-10-31", "3", "renewed on the last day of the old term; the report of 1 November counts for the new one")
    running(cntisp, "U0016", "2027-10-30", "2", "renewed a day after the old term")
    running(cntisp, "U0017", "2027-08-02", "3", "renewed 90 days late: a quarter of the new term is over")
    running(cntisp, "U0019", "2027-03-31", "2", "not due, so far below its level")
    running(cntisp, "U0021", "2027-04-30", "1", "the level of its early upgrade, to the end of the old term", attained="1")
    running(cntisp, "U0032", "2027-05-31", "2", "not due; the export has the name approved in October")
    running(cntisp, "U0033", "2027-06-30", "3", "not due")
    for unit_id, level in (("U0035", "2"), ("U0041", "3")):
        running(cntisp, unit_id, CERTIFIED, level, "certified in October, as of 31 October")
    for on in ("2026-11-04", "2026-11-11", "2026-11-25"):       # between the two terms and after: all for the new one
        cntisp.at("U0001")
        cntisp.report(on, on == "2026-11-11")
        cntisp.feedback(on)


def cntisp_open(cntisp):
    month = cntisp.month
    cntisp.at("U0004")
    cntisp.report("2026-11-18", True)
    unruled(cntisp, OCTOBER, "the 20th report came two days before the end of the term", "overdue maintain 2 2 no 2 maintain:2")

    cntisp.at("U0009")
    ruled(cntisp, OCTOBER, "contact unreachable for 4 working days; deferred in October, changed by the office to maintain",
          "overdue downgrade 2 3 no - maintain:2", "changed", remark="联系人变更已提前报备，核实无误",
          decided={"action": "maintain", "to": "2"})
    cntisp.at("U0011")
    ruled(cntisp, "2026-10-15", "a proposal of October, approved in November", "overdue downgrade 2 3 no 3 downgrade:3")
    cntisp.at("U0012")
    ruled(cntisp, "2026-10-15", "a proposal of October, rejected in November: it stays open", "overdue downgrade 2 3 no 3 -",
          "rejected", remark="一组信息的提交时间待与平台核对")
    cntisp.at("U0014")
    unruled(cntisp, "2026-11-28", "its review opened after October's run, its term ended before this one",
            "overdue maintain 3 3 no 3 maintain:3")
    cntisp.at("U0018")
    unruled(cntisp, "2026-08-01", "expired", "expired none 3 3 no 3 -")
    cntisp.at("U0025")
    unruled(cntisp, OCTOBER, "nothing of it is in the export: nothing is decided", "overdue none 1 1 no - -")
    cntisp.at("U0028")
    ruled(cntisp, OCTOBER, "an appeal names the proposal; approved, this time with a remark", "overdue downgrade 2 3 yes 3 downgrade:3",
          remark="申诉所列四组信息经复核确为重复")
    cntisp.at("U0030")
    ruled(cntisp, OCTOBER, "the date of its report corrected: nine reports, no longer held; approved",
          "overdue revoke 3 - no - revoke:-", remark="补正后仍不足10组")
    cntisp.at("U0031")
    unruled(cntisp, OCTOBER, "its term begins before the evidence the export covers", "overdue none 2 2 no - -")

    closed(cntisp, "U0032", paper_of(month, "U0032", "cntisp", "information-change")["submission_id"], "2")
    closed(cntisp, "U0033", paper_of(month, "U0033", "cntisp", "information-change")["submission_id"], "3")
    cntisp.at("U0039")
    ruled(cntisp, paper_of(month, "U0039", "cntisp", "information-change")["submission_id"],
          "wants a change but withdrew its certificate; approved", "due reject - - no - reject:-")


def cntisp_new(cntisp):
    month = cntisp.month
    # 20 working days after 31 October: up to 27 November
    cntisp.at("U0024")
    cntisp.paper("upgrade-request", "2026-11-27", {"to_level": "2"})
    ruled(cntisp, "upgrade-" + OCTOBER, "maintained as eligible in October, asked for level 2 on the 20th working day after; approved",
          "due upgrade 3 2 no 2 upgrade:2", on="2026-11-30")

    cntisp.at("U0034")
    ruled(cntisp, paper_of(month, "U0034", "cntisp", "application")["submission_id"],
          "trial over since 31 October: 6 reports carry level 3 of the 2 it applied for; approved",
          "due certify - 3 no 3 certify:3", on="2026-11-16")
    cntisp.at("U0036")
    ruled(cntisp, paper_of(month, "U0036", "cntisp", "application")["submission_id"], "a proposal of October, approved in November",
          "due certify - 3 no 3 certify:3")
    closed(cntisp, "U0037", paper_of(month, "U0037", "cntisp", "application")["submission_id"], "-", "rejected in October")
    cntisp.at("U0038")
    paper = paper_of(month, "U0038", "cntisp", "application")
    paper["content"]["trial_from"] = "2026-11-16"
    cntisp.agreement("2026-11-16")
    cntisp.case(paper["submission_id"], "its agreement is signed, its trial began on 16 November", "trial none - - no - -")

    cntisp.at("U0006")
    paper = cntisp.paper("application", "2026-11-24", {"applied_level": "3", "facts": {}})
    cntisp.case(paper, "revoked in October, applies again", "awaiting-agreement none - - no - -")

    # a holding the register does not know, under another office's number
    cntisp.at("U0080")
    start = date("2025-12-19")
    month.certificates.append({"certificate_no": "陕网支2025-0117", "unit_id": "U0080", "scheme": "cntisp", "level": "3",
                               "valid_from": "2025-12-19", "valid_to": "2026-12-18", "status": "valid"})
    cntisp.agreement("2025-12-01")
    cntisp.contribution(start, date("2026-11-30"), FULL["3"])
    cntisp.summary("2026-11-23")
    cntisp.case("2026-12-18", "entered in November, under another office's number; due", "due maintain 3 3 no 3 maintain:3")


def cntisp_late(cntisp):
    """The office thinks better of it when the certificate is out."""
    cntisp.at("U0002")
    cntisp.rule(OCTOBER, "downgrade", "2", "rejected", remark="单位补充说明，请重新考虑")                  # unknown-proposal


# --- CNCERT ----------------------------------------------------------------------------------

def cncert_half_years(cncert):
    month = cncert.month
    for unit_id, shows in (("U0001", "commended in October"), ("U0010", "closed in October"), ("U0043", "closed in October"),
                           ("U0044", "warned in October"), ("U0046", "closed in October"), ("U0052", "warned in October"),
                           ("U0059", "closed in October")):
        closed(cncert, unit_id, H1, "member", shows)
    cncert.at("U0045")
    ruled(cncert, H1, "a proposal of October, approved in November", "due warn member member no - warn:member",
          remark="事件响应次数不足，予以提醒")
    running(cncert, "U0047", H1, "member", "member since 10 June: no whole month in the half-year")
    running(cncert, "U0048", "2026H2", "member", "member since 15 July: the running half-year is not due")
    cncert.at("U0049")
    cncert.report("2026-11-09")
    unruled(cncert, H1, "handed in a report with its section on cases", "due maintain member member no member maintain:member")
    cncert.at("U0050")
    ruled(cncert, H1, "contact lost for one working day; approved with a remark on the appeal", "due warn member member yes - warn:member",
          remark="所称书面报备未查到")
    cncert.at("U0051")
    ruled(cncert, H1, "rejected in October, proposed again; changed by the office to maintain",
          "due warn member member no - maintain:member", "changed", remark="经核实电话记录，报告及时",
          decided={"action": "maintain", "to": "member"})
    cncert.at("U0063")
    cncert.report("2026-11-10")
    unruled(cncert, H1, "reminded in October, handed in its report", "due maintain member member no member maintain:member")
    running(cncert, "U0054", "2026H2", "member", "the violation was settled in October, when the office changed its revocation")
    cncert.at("U0056")
    unruled(cncert, H1, "6 hours instead of -6: exactly 40.00 a month", "due maintain member member no member maintain:member")
    for unit_id in ("U0047", "U0048"):
        closed(cncert, unit_id, paper_of(month, unit_id, "cncert", "information-change")["submission_id"], "member")
    cncert.at("U0044")
    cncert.rule(H1, "warn", "member", "changed", remark="撤回提醒", decided={"action": "maintain", "to": "member"})    # stale-ruling


def cncert_applicants(cncert):
    month = cncert.month
    cncert.at("U0057")
    ruled(cncert, paper_of(month, "U0057", "cncert", "application")["submission_id"],
          "referred again, as long as nobody decides; changed by the office: the panel did not select it",
          "due refer - - no - reject:-", "changed", remark="评选未入围", decided={"action": "reject", "to": None})
    cncert.at("U0038")
    cncert.certificate("member", "2028-11-15", "2026-11-16")
    running(cncert, "U0038", "2026H2", "member", "selected by the panel: a member since 16 November, entered in this month")
    cncert.at("U0060")
    paper = cncert.paper("application", "2026-11-10", {"applied_level": "member"})
    ruled(cncert, paper, "lost its standing after two warnings in a row: may not apply for the next term; approved",
          "due reject - - no - reject:-")


# --- third-party norm ------------------------------------------------------------------------

def tpso_running(tpso):
    renewed = "renewed in October, its new term began on 21 November"
    for unit_id in ("U0013", "U0040", "U0060"):
        running(tpso, unit_id, NEXT, "registered", renewed)
    running(tpso, "U0053", NEXT, "registered", "warned and renewed in October")
    running(tpso, "U0044", NEXT, "registered", "its next certificate, there before, runs since 21 November")
    running(tpso, "U0005", CERTIFIED, "registered", "certified in October, as of 31 October")
    running(tpso, "U0047", "2027-04-30", "registered", "not due")
    tpso.at("U0064")
    tpso.case("2026-12-22", "its review is open: reminded again, no assessment yet", "due none registered registered no - -")
    tpso.at("U0066")
    tpso.case("2026-07-31", "expired", "expired none registered registered no - -")


def tpso_rectified(tpso):
    tpso.at("U0056")
    tpso.project("2026-11-16", "2026-11-12")
    tpso.assess(last="2026-11-25")
    unruled(tpso, OCTOBER, "put right: its next project was filed in time, and it was assessed again before 30 November",
            "overdue maintain registered registered no registered maintain:registered")
    tpso.at("U0057")
    ruled(tpso, OCTOBER, "had until 30 November to show an ability and handed in nothing; approved",
          "overdue revoke registered - no - revoke:-", on="2026-11-30", remark="逾期未整改")
    tpso.at("U0067")
    tpso.assess(last="2026-11-26")
    unruled(tpso, OCTOBER, "to be rectified by the office's word: its foreign owners are out, 4.2 was found met",
            "overdue maintain registered registered no registered maintain:registered")


def tpso_open(tpso):
    month = tpso.month
    tpso.at("U0017")
    ruled(tpso, OCTOBER, "a proposal of October, approved in November: until 30 December",
          "overdue rectify registered registered no - rectify:registered")
    tpso.at("U0046")
    tpso.case(OCTOBER, "its own withdrawal is open until the next run", "overdue none registered registered no registered -")
    ruled(tpso, paper_of(month, "U0046", "tpso", "withdrawal")["submission_id"], "the withdrawal; deferred in October, rejected now",
          "due withdraw registered - no - -", "rejected", remark="单位来函撤回申请")
    closed(tpso, "U0047", paper_of(month, "U0047", "tpso", "information-change")["submission_id"], "registered")
    tpso.at("U0048")
    ruled(tpso, paper_of(month, "U0048", "tpso", "information-change")["submission_id"], "wants a change but was never registered; approved",
          "due reject - - no - reject:-")
    tpso.at("U0049")
    unruled(tpso, OCTOBER, "its term begins before the evidence the export covers", "overdue none registered registered no - -")
    tpso.at("U0050")
    ruled(tpso, OCTOBER, "the record of its staff corrected: no longer held; approved", "overdue warn registered registered no - warn:registered")
    tpso.at("U0051")
    unruled(tpso, OCTOBER, "the finding filed under 4.8 is found under 4.7", "overdue maintain registered registered no registered maintain:registered")
    tpso.at("U0052")
    first(month.evidence, unit_id="U0052", kind="change")["data"]["reported_on"] = "2026-11-03"
    ruled(tpso, OCTOBER, "the change of 23 October reported on 3 November, too late; approved",
          "overdue warn registered registered no - warn:registered")
    tpso.at("U0054")
    unruled(tpso, OCTOBER, "deferred in October; 10.5 hours of training by the lists", "overdue maintain registered registered no registered maintain:registered")
    tpso.at("U0055")
    ruled(tpso, OCTOBER, "three minor faults; rejected in October, proposed again, approved",
          "overdue warn registered registered no - warn:registered")
    tpso.at("U0058")
    ruled(tpso, OCTOBER, "still tied on 4.6 a), held; deferred", "overdue rectify registered registered yes - -", "deferred",
          remark="待第三位专家复核")
    tpso.at("U0065")
    unruled(tpso, "2026-10-15", "an incident was not reported in time; nobody ruled yet", "overdue rectify registered registered no - -")
    closed(tpso, "U0062", paper_of(month, "U0062", "tpso", "application")["submission_id"], "-", "rejected in October")
    tpso.at("U0063")
    tpso.assess(last="2026-11-12", able="c")
    ruled(tpso, paper_of(month, "U0063", "tpso", "application")["submission_id"], "assessed since it applied; approved",
          "due certify - registered no registered certify:registered")


# --- T/CIIPA ---------------------------------------------------------------------------------

def ciipa_running(ciipa):
    for unit_id, track in (("U0021", "consulting"), ("U0053", "training"), ("U0057", "consulting"), ("U0060", "development"),
                           ("U0061", "protection"), ("U0063", "emergency")):
        running(ciipa, unit_id, NEXT_OF_THREE, "pass", "renewed in October, its new term began on 21 November", track)
    for unit_id, track in (("U0001", "emergency"), ("U0059", "development"), ("U0062", "consulting"), ("U0064", "protection"),
                           ("U0068", "testing")):
        running(ciipa, unit_id, CERTIFIED_FOR_THREE, "pass", "certified in October, as of 31 October", track)
    running(ciipa, "U0070", "2029-10-15", "pass", "renewed when overdue; the assessment of late October counts for the new term too",
            "consulting", "pass", "98")
    running(ciipa, "U0072", NEXT_OF_THREE, "pass", "its next certificate, there before, runs since 21 November", "development")
    running(ciipa, "U0044", "2027-05-31", "pass", "not due; the export has still its old name, the register the new one", "confrontation")
    for unit_id, cycle, track in (("U0044", "2027-05-31", "emergency"), ("U0045", "2027-05-31", "training"),
                                  ("U0046", "2027-02-28", "consulting"), ("U0061", "2027-03-31", "consulting"),
                                  ("U0069", "2027-01-31", "testing")):
        running(ciipa, unit_id, cycle, "pass", "not due", track)
    ciipa.at("U0061")
    ciipa.case("2026-12-22", "its review is open: reminded again, no assessment yet", "due none pass pass no - -", "training")
    ciipa.at("U0071")
    ciipa.case("2026-08-01", "expired", "expired none pass pass no - -", "consulting")


def ciipa_open(ciipa):
    month = ciipa.month
    ciipa.at("U0047")
    unruled(ciipa, OCTOBER, "the finding of na corrected to met: exactly 65", "overdue maintain pass pass no pass maintain:pass", "training", "65")
    ciipa.at("U0048")
    ruled(ciipa, OCTOBER, "64.5; its application is in order, so no longer held; approved", "overdue revoke pass - no - revoke:-",
          track="training", score="64.5")
    ciipa.case(paper_of(month, "U0048", "ciipa", "application")["submission_id"], "the application, its scope corrected: awaiting an assessment",
               "due none - - no - -", "consulting")
    ciipa.at("U0050")
    ciipa.review("emergency", dict(ciipa_month.FACTS, registered_capital_wan=500), on="2026-11-16")
    unruled(ciipa, OCTOBER, "its capital was raised to 500, says a later review, and its staff corrected",
            "overdue maintain pass pass no pass maintain:pass", "emergency", "100")
    ciipa.at("U0056")
    ruled(ciipa, OCTOBER, "one necessary item (8.6 a)) is missing; deferred in October, approved now", "overdue revoke pass - no - revoke:-",
          track="protection", score="99", remark="未补充法务人员聘用材料")
    ciipa.at("U0067")
    unruled(ciipa, OCTOBER, "检测评估 is referred again, as long as nobody decides", "overdue refer pass pass no - refer:pass", "testing")
    closed(ciipa, "U0044", paper_of(month, "U0044", "ciipa", "information-change")["submission_id"], "-")
    ciipa.at("U0045")
    ruled(ciipa, paper_of(month, "U0045", "ciipa", "information-change")["submission_id"], "wants another USCC; approved",
          "due reject pass pass no - reject:pass")


def ciipa_applicants(ciipa):
    month = ciipa.month

    def paper(unit_id):
        ciipa.at(unit_id)
        return paper_of(month, unit_id, "ciipa", "application")["submission_id"]

    for unit_id, track in (("U0058", "development"), ("U0065", "training")):
        closed(ciipa, unit_id, paper(unit_id), "-", "rejected in October", track)
    ruled(ciipa, paper("U0049"), "a proposal of October, approved in November", "due reject - - no - reject:-", track="training", score="98.5")
    ruled(ciipa, paper("U0051"), "a proposal of October, approved in November", "due certify - pass no pass certify:pass", track="training",
          score="98")
    ruled(ciipa, paper("U0055"), "two thirds of a point too few; deferred", "due reject - - no - -", "deferred", track="emergency",
          score="64.3333", remark="待复核专家打分")
    for person in month.staff:
        if person["unit_id"] == "U0061" and len(person.get("counted_in", ())) == 4:
            person["counted_in"] = ["protection", "confrontation", "consulting", "training"]
    ruled(ciipa, paper("U0061"), "two persons are counted in this class first of all now; approved", "due certify - pass no pass certify:pass",
          track="confrontation", score="100")
    unruled(ciipa, paper("U0066"), "still awaiting an assessment since it applied", "due none - - no - -", "consulting")


# --- T/CAS 375 -------------------------------------------------------------------------------

def tcas_running(tcas):
    renewed = "renewed in October, its new term began on 21 November"
    for unit_id, track, level in (("U0001", "monitoring", "4"), ("U0022", "integration", "3"), ("U0053", "operations", "2"),
                                  ("U0080", "ics", "1")):
        running(tcas, unit_id, NEXT, level, renewed, track)
    for unit_id, track, level, shows in (
            ("U0043", "operations", "2", "its next certificate, there before, runs since 21 November"),
            ("U0071", "operations", "2", "one grade lower since 21 November"), ("U0078", "operations", "3", "one grade higher since 21 November"),
            ("U0072", "monitoring", "3", "kept its grade by the office's word"), ("U0079", "integration", "2", "two grades lower since 21 November"),
            ("U0082", "consulting", "1", "kept its grade, its request being rejected")):
        running(tcas, unit_id, NEXT, level, shows, track)
    for unit_id, track, level in (("U0052", "consulting", "1"), ("U0075", "monitoring", "4"), ("U0082", "operations", "3")):
        running(tcas, unit_id, CERTIFIED, level, "certified in October, as of 31 October", track)
    running(tcas, "U0049", "2027-10-15", "1", "renewed when overdue; the assessment after the old term counts for the new one too", "operations", "1")
    running(tcas, "U0051", "2027-03-31", "2", "the export says grade 3, the register 2", "software", "1")
    running(tcas, "U0044", "2027-05-31", "2", "not due", "response")
    running(tcas, "U0045", "2027-05-31", "1", "not due", "integration")
    tcas.at("U0050")
    tcas.case("2026-07-31", "expired", "expired none 1 1 no - -", "ics")
    running(tcas, "U0063", NEXT, "2", "maintained as eligible in October, asked for grade 3 a day too late", "monitoring")
    tcas.paper("upgrade-request", "2026-11-28", {"track": "monitoring", "to_level": "3"})


def tcas_open(tcas):
    month = tcas.month
    tcas.at("U0021")
    ruled(tcas, OCTOBER, "a proposal of October, approved in November", "overdue downgrade 4 3 no 3 downgrade:3", track="response")
    tcas.at("U0047")
    ruled(tcas, OCTOBER, "the assessment of another programme's track is gone: no longer held; approved",
          "overdue downgrade 2 1 no 1 downgrade:1", track="software")
    tcas.at("U0048")
    tcas.assess("consulting", 2, first="2026-11-09", last="2026-11-18")
    unruled(tcas, OCTOBER, "assessed at last, two days before the end of the term", "overdue maintain 2 2 no 2 maintain:2", "consulting")
    tcas.at("U0060")
    ruled(tcas, OCTOBER, "na on an item; deferred in October, rejected now: it stays open", "overdue downgrade 2 1 no 1 -", "rejected", track="ics",
          remark="隔离类产品已补测，请按新结论重新提出")
    tcas.at("U0070")
    ruled(tcas, OCTOBER, "still in conflict, held; approved with a remark", "overdue downgrade 4 2 yes 2 downgrade:2", track="integration",
          remark="测试环境共用核心交换机属实")
    tcas.at("U0081")
    ruled(tcas, OCTOBER, "no project signed; deferred", "overdue revoke 1 - no - -", "deferred", track="response", remark="合同正在用印")
    closed(tcas, "U0044", paper_of(month, "U0044", "tcas375", "information-change")["submission_id"], "2")
    tcas.at("U0045")
    unruled(tcas, paper_of(month, "U0045", "tcas375", "information-change")["submission_id"], "wants another USCC; nobody ruled yet",
            "due reject 1 1 no - -")
    tcas.at("U0076")
    ruled(tcas, paper_of(month, "U0076", "tcas375", "application")["submission_id"], "a proposal of October, approved in November",
          "due certify - 2 no 2 certify:2", track="data")
    closed(tcas, "U0077", paper_of(month, "U0077", "tcas375", "application")["submission_id"], "-", "rejected in October", "software")


def november(october):
    month = october.next_month("2026-11-30", "2026-12-31", "2026-11-12", "2026-11-16")
    leave_out_mistakes(month)
    leave_out_closed(month, october)
    changes_and_conflicts(month, october)
    leave_out_unit(month, "U0025")
    for programme, parts in (
            (Cntisp(month), (cntisp_running, cntisp_open, cntisp_new, cntisp_late)),
            (Cncert(month), (cncert_half_years, cncert_applicants)),
            (Tpso(month), (tpso_running, tpso_rectified, tpso_open)),
            (Ciipa(month), (ciipa_running, ciipa_open, ciipa_applicants)),
            (Tcas375(month), (tcas_running, tcas_open))):
        for part in parts:
            part(programme)
    return month
