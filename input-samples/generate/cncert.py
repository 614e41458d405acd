"""CNCERT: the first half of 2026 for units that were members in it, applications, changes, a withdrawal."""

from .companies import uscc
from .month import Programme, days_between

H1 = "2026H1"
MEMBER_FROM, MEMBER_TO = "2025-01-01", "2026-12-31"
SECTIONS = ("bidding", "services", "participation", "cases")
SESSIONS = (750, 825, 640, 410, 990, 733, 1200, 560, 387, 1010, 95, 480)   # hundredths of an hour


class Cncert(Programme):
    scheme = "cncert"

    def member(self, unit_id, valid_from=MEMBER_FROM, valid_to=MEMBER_TO):
        self.at(unit_id)
        self.certificate("member", valid_to, valid_from)

    def report(self, on="2026-07-14", sections=SECTIONS, period=H1):
        return self.paper("half-year-report", on, {"complete": True, "truthful": True, "period": period,
                                                   "sections": list(sections)})

    def hours(self, hundredths, first="2026-01-05", last="2026-06-28"):
        """Sessions that add up to exactly this many hundredths of an hour."""
        sessions = []
        while hundredths > 0:
            sessions.append(min(hundredths, SESSIONS[len(sessions) % len(SESSIONS)]))
            hundredths -= sessions[-1]
        for on, session in zip(days_between(first, last, len(sessions)), sessions):
            self.proof("support-hours", on, {"hours": session // 100 if session % 100 == 0 else session / 100})

    def events(self, count, first="2026-01-04", last="2026-06-29"):
        for on in days_between(first, last, count):
            self.proof("event-response", on, {})

    def work(self, unit_id, events=6, hours=24000):
        """A member of the whole half-year with its report; as given, exactly what is asked."""
        self.member(unit_id)
        self.events(events)
        self.hours(hours)
        self.report()


def first_records(month):
    cncert = Cncert(month)
    cncert.at("U0010")
    cncert.proof("support-hours", "2026-09-15", {"hours": 7.5})
    cncert.proof("event-response", "2026-09-16", {})
    cncert.paper("half-year-report", "2026-07-20", {"complete": True, "truthful": True, "period": H1,
                                                    "sections": list(SECTIONS)})


def limits(cncert):
    # 12 events / 6 months = 2, 360 h / 6 = 60
    cncert.work("U0001", 12, 36000)
    cncert.rule(H1, "commend", "member", "approved", remark="同意通报表扬")
    cncert.case(H1, "exactly 2 events and 60 hours a month: commended; approved",
                "due commend member member no member commend:member")

    # 359.94 / 6 = 59.99
    cncert.work("U0043", 12, 35994)
    cncert.paper("application", "2026-09-08", {"applied_level": "member"})
    cncert.case(H1, "2 events, but 59.99 hours a month: no commendation; its application is ignored",
                "due maintain member member no member maintain:member")

    cncert.member("U0010")
    cncert.events(6)
    for index, on in enumerate(days_between("2026-01-06", "2026-06-27", 30)):   # ten times 7.1 + 8.2 + 8.7 = 240 h
        cncert.proof("support-hours", on, {"hours": (7.1, 8.2, 8.7)[index % 3]})
    cncert.case(H1, "exactly 40.00 hours a month, added up from fractions; what it did in September belongs to the next half-year",
                "due maintain member member no member maintain:member")

    # 239.94 / 6 = 39.99
    cncert.work("U0044", 6, 23994)
    cncert.rule(H1, "warn", "member", "approved", remark="技术支持工时不足，予以提醒")
    cncert.case(H1, "39.99 hours a month; approved", "due warn member member no - warn:member")

    cncert.work("U0045", 5, 24000)
    cncert.case(H1, "5 events in 6 months; nobody ruled yet", "due warn member member no - -")

    cncert.work("U0059", 13, 40250)
    cncert.rule(H1, "commend", "member", "changed", remark="通报表扬名额有限，本期不予表扬",
                decided={"action": "maintain", "to": "member"})
    cncert.case(H1, "enough to be commended; changed by the office to maintain",
                "due commend member member no member maintain:member")


def membership(cncert):
    # from 16 March: April, May and June are whole; 5 / 3 events, 180 / 3 = 60 h
    cncert.member("U0046", "2026-03-16")
    cncert.proof("event-response", "2026-03-15", {})
    cncert.proof("event-response", "2026-03-16", {})
    cncert.events(4, "2026-04-01", "2026-06-30")
    cncert.proof("support-hours", "2026-03-20", {"hours": 20})
    cncert.hours(16000, "2026-04-01", "2026-06-30")
    cncert.report()
    cncert.case(H1, "member since 16 March: three months count; the sixth event was the day before, so 60 hours alone win no praise",
                "due maintain member member no member maintain:member")

    cncert.member("U0047", "2026-06-10")
    cncert.proof("support-hours", "2026-06-18", {"hours": 6.5})
    paper = cncert.paper("information-change", "2026-10-13", {"registered_address": "河南省郑州市金水区农科路88号"})
    cncert.rule(paper, "reissue", "member", "approved")
    cncert.case(H1, "member since 10 June: no whole month in the half-year", "not-due none member member no - -")
    cncert.case(paper, "new address; approved, the certificate is printed again",
                "due reissue member member no - reissue:member")

    cncert.member("U0048", "2026-07-15")
    paper = cncert.paper("information-change", "2026-10-13", {"name": "沈阳浑河安域集团有限公司", "uscc": uscc(901, "210112")})
    cncert.rule(paper, "reject", "member", "approved", remark="统一社会信用代码变更须重新申请")
    cncert.case("2026H2", "member since 15 July: the running half-year is not due", "not-due none member member no - -")
    cncert.case(paper, "wants another USCC; approved", "due reject member member no - reject:member")

    cncert.member("U0058", "2025-01-01", "2026-08-02")
    cncert.events(6)
    cncert.hours(25110)
    cncert.report("2026-10-30")
    cncert.case(H1, "membership ended 90 days ago: the last day on which it is judged; the report came late and counts",
                "due maintain member member no member maintain:member")


def conduct(cncert):
    cncert.work("U0049")
    cncert.month.submissions[-1]["content"]["sections"].remove("cases")
    cncert.rule(H1, "warn", "member", "deferred", remark="待补交自主应急案例后再议")
    cncert.case(H1, "its report has no section on cases; deferred", "due warn member member no - -")

    cncert.work("U0050")
    cncert.proof("contact-check", "2026-02-11", {"unreachable_working_days": 0})
    cncert.proof("contact-check", "2026-05-13", {"unreachable_working_days": 1})
    cncert.paper("appeal", "2026-10-21", {"proposal_id": cncert.proposal(H1), "grounds": "当日为专线割接，已提前书面报备"})
    cncert.case(H1, "contact lost for one working day; an appeal names the proposal", "due warn member member yes - -")

    cncert.work("U0051")
    cncert.proof("incident-report", "2026-03-11", {"timely": True})
    cncert.proof("incident-report", "2026-04-22", {"timely": False})
    cncert.rule(H1, "warn", "member", "rejected", remark="延迟系电话占线所致，请核实后重新提出")
    cncert.case(H1, "an incident reported too late; the warning is rejected and stays open", "due warn member member no - -")

    cncert.work("U0052", 6, 24000)
    cncert.proof("mobilisation", "2026-06-09", {"responded": False})
    cncert.proof("support-hours", "2026-06-10", {"hours": 4}, status="pending")
    cncert.rule(H1, "warn", "member", "approved", remark="待核工时不影响结论，同意提醒")
    cncert.case(H1, "did not answer a mobilisation, and hours are pending; approved with a remark",
                "due warn member member yes - warn:member")

    cncert.work("U0053", 7, 25200)
    cncert.proof("violation", "2026-09-05", {"confirmed": True, "basis": "agreement"})
    cncert.rule(H1, "revoke", None, "approved", remark="违反委托协议中的保密约定，经核实")
    cncert.case(H1, "a confirmed violation after the half-year, within its term; approved",
                "due revoke member - no member revoke:-")

    cncert.member("U0054", "2026-07-01")
    cncert.proof("violation", "2026-08-19", {"confirmed": True, "basis": "law"})
    cncert.rule("2026H2", "revoke", None, "changed", remark="处罚决定已被撤销", decided={"action": "none", "to": "member"})
    cncert.case("2026H2", "a violation before its first half-year is due; changed by the office to nothing",
                "not-due revoke member - no - none:member")

    cncert.work("U0055", 8, 24640)
    paper = cncert.paper("withdrawal", "2026-10-12", {"reason": "公司重组，不再承担应急支撑任务"})
    cncert.rule(paper, "withdraw", None, "approved")
    cncert.case(H1, "its own withdrawal is open", "due none member member no member -")
    cncert.case(paper, "the withdrawal; approved", "due withdraw member - no - withdraw:-")

    cncert.member("U0063")
    cncert.events(7)
    cncert.hours(25860)
    cncert.case(H1, "enough work, but its report has not come: reminded; nobody ruled yet", "due warn member member no - -")

    cncert.work("U0056", 6, 23400)
    cncert.proof("support-hours", "2026-06-24", {"hours": -6})         # bad-field
    cncert.case(H1, "39 hours a month; a record of negative hours was rejected", "due warn member member yes - -")


def applicants(cncert):
    cncert.at("U0057")
    cncert.certificate("member", "2026-07-31", "2024-08-01")
    paper = cncert.paper("application", "2026-09-21", {"applied_level": "member"})
    cncert.case(paper, "its membership expired, which leaves no line; applies again and is referred to the panel",
                "due refer - - no - refer:-")

    cncert.at("U0038")
    paper = cncert.paper("application", "2026-10-26", {})
    cncert.case(paper, "applies for the first time", "due refer - - no - refer:-")


def fill(month):
    cncert = Cncert(month)
    for part in (limits, membership, conduct, applicants):
        part(cncert)
