"""The third-party norm: each severity, its limits, applications, changes, a withdrawal."""

from .assessed import Assessed
from .companies import uscc

DUE = "2026-11-20"
BY_FINDINGS = ("4.2", "4.3", "4.5.d", "4.5.e", "4.7")
ABILITIES = tuple("4.6." + letter for letter in "abcdefg")


class Tpso(Assessed):
    scheme = "tpso"

    def staff(self):
        """A lead, two who serve, a practitioner; all in order."""
        self.person(["lead", "service"], 11, ["CISP", "CISAW"])
        self.person(["service"], 4, ["CISP-PTE"])
        self.person(["service"], 3, ["CISAW"])
        self.person(["practitioner"], 2, [], hours=16)

    def project(self, started_on, filed_on=None):
        data = {"started_on": started_on}
        if filed_on:
            data = {"filed_on": filed_on, "started_on": started_on}
        self.proof("service-project", started_on, data)

    def change(self, changed_on, reported_on=None):
        data = {"changed_on": changed_on}
        if reported_on:
            data["reported_on"] = reported_on
        self.proof("change", changed_on, data)

    def work(self):
        """A year in order: projects filed before they began, sealed reports, an incident reported at once."""
        self.project("2026-01-12", "2026-01-08")
        self.project("2026-06-15", "2026-06-11")
        self.proof("report", "2026-03-27", {"sealed": True})
        self.proof("report", "2026-08-28", {"sealed": True})
        self.proof("incident", "2026-07-08", {"timely": True})

    def review(self, on="2026-10-12"):
        self.paper("annual-review", on, {"complete": True, "truthful": True, "period": "2026"})

    def assess(self, unmet=(), votes=None, skip=(), last="2026-10-16", able="bc", form="third-party"):
        """Findings on every item that is found, abilities as named."""
        assessment, experts = self.assessment("%s%02d" % (last[:8], int(last[8:]) - 2), last, good=not unmet, form=form)
        results = {item: "unmet" if item in unmet else "met" for item in BY_FINDINGS}
        results.update({item: "met" if item[-1] in able else "unmet" for item in ABILITIES})
        self.findings(assessment, experts, [item for item in results if item not in skip], results, votes)
        return assessment, experts

    def holder(self, unit_id, valid_to=DUE, work=True, staff=True, review=True, counted_from=None):
        """A unit with everything in order but its assessment."""
        self.at(unit_id)
        self.certificate("registered", valid_to, counted_from=counted_from)
        if staff:
            self.staff()
        if work:
            self.work()
        if review:
            self.review()


def first_records(month):
    tpso = Tpso(month)
    tpso.at("U0017")
    tpso.project("2026-08-20", "2026-08-18")
    tpso.proof("report", "2026-09-28", {"sealed": True})
    tpso.person(["lead", "service"], 8, ["CISP"], name="林若溪")
    tpso.person(["practitioner"], 2, [], name="郑启航")
    tpso.person(["service"], 3.5, ["CISAW"], "part-time", name="沈嘉宁")


def limits(tpso):
    tpso.holder("U0040", staff=False)
    tpso.person(["lead", "service"], 9, ["CISP"], hours=20)
    tpso.person(["service"], 0.5, ["CISP"], hours=20)
    tpso.person(["practitioner"], 2, [], hours=10)
    tpso.project("2026-09-01", "2026-09-01")
    tpso.change("2026-09-28", "2026-10-10")     # 29, 30 September, 8, 9 October, Saturday 10 October, which is worked
    tpso.change("2026-10-26")                   # its fifth working day is 2 November
    tpso.assess()
    tpso.case(DUE, "every limit just met: a change reported on the fifth working day, another still in time, a project filed the day it"
                   " began, 10 and 20 hours of training, two years or a certificate",
              "due maintain registered registered no registered maintain:registered")

    tpso.holder("U0053")
    tpso.change("2026-09-28", "2026-10-11")
    tpso.assess()
    tpso.rule(DUE, "warn", "registered", "approved", remark="变更报备迟一日，予以警告")
    tpso.case(DUE, "a change reported the day after the fifth working day: minor, so a warning; approved, the certificate is renewed",
              "due warn registered registered no - warn:registered")

    tpso.holder("U0052")
    tpso.change("2026-10-23")
    tpso.assess()
    tpso.case(DUE, "a change unreported since 23 October, whose fifth working day was yesterday; nobody ruled yet",
              "due warn registered registered no - -")

    tpso.holder("U0054")
    tpso.person(["practitioner"], 5, [], hours=9.99)
    tpso.assess()
    tpso.rule(DUE, "warn", "registered", "deferred", remark="待核对培训签到表")
    tpso.case(DUE, "one practitioner with 9.99 hours of training; deferred", "due warn registered registered no - -")

    tpso.holder("U0055")
    tpso.person(["service"], 7, ["CISP"], hours=19.5)
    tpso.proof("report", "2026-05-20", {"sealed": False})
    tpso.assess(unmet=("4.7",))
    tpso.rule(DUE, "warn", "registered", "rejected", remark="设备清单请重新核查后再提")
    tpso.case(DUE, "three minor faults: 19.5 hours, a report without seal, equipment; the warning is rejected and stays open",
              "due warn registered registered no - -")

    tpso.holder("U0056")
    tpso.project("2026-04-13", "2026-04-14")
    tpso.assess()
    tpso.rule(DUE, "rectify", "registered", "approved", remark="补报备案并说明原因")
    tpso.case(DUE, "a project filed the day after it began: major, to be put right by 30 November; approved",
              "due rectify registered registered no - rectify:registered")

    tpso.at("U0017")
    tpso.certificate("registered", DUE)
    tpso.review()
    tpso.assess()
    tpso.case(DUE, "one who serves is employed part-time: major; nobody ruled yet",
              "due rectify registered registered no - -")

    tpso.holder("U0059", work=False)
    tpso.project("2025-10-31", "2025-10-30")
    tpso.proof("report", "2026-01-09", {"sealed": True})
    tpso.assess()
    tpso.rule(DUE, "revoke", None, "approved", remark="一年内未开展服务业务，按规范4.5 c)注销")
    tpso.case(DUE, "its last project began on 31 October 2025, the day before the twelve months: critical; approved",
              "due revoke registered - no - revoke:-")

    tpso.holder("U0060", work=False)
    tpso.project("2025-11-01", "2025-10-30")
    tpso.assess()
    tpso.case(DUE, "its only project began on 1 November 2025, before the term and just within the twelve months",
              "due maintain registered registered no registered maintain:registered")


def findings(tpso):
    tpso.holder("U0057")
    tpso.assess(able="")
    tpso.rule(DUE, "rectify", "registered", "approved", remark="三十日内证明至少一项服务能力")
    tpso.case(DUE, "none of the abilities 4.6 a) to g): major; approved",
              "due rectify registered registered no - rectify:registered")

    tpso.holder("U0058")
    tpso.assess(able="", votes={"4.6.a": ["met", "unmet"]})
    tpso.case(DUE, "4.6 a) is tied between two experts and no other ability met: held",
              "due rectify registered registered yes - -")

    tpso.at("U0013")
    tpso.certificate("registered", DUE)
    tpso.staff()
    tpso.work()
    tpso.review()
    tpso.assess(able="c", votes={"4.6.a": ["met", "unmet"]})
    tpso.case(DUE, "4.6 a) is tied, but c) is met: one is enough",
              "due maintain registered registered no registered maintain:registered")

    tpso.holder("U0067")
    tpso.assess(unmet=("4.2",), votes={"4.3": ["met", "unmet", "met"]})
    tpso.rule(DUE, "revoke", None, "changed", remark="外资股权正在清退，限期整改", decided={"action": "rectify", "to": "registered"})
    tpso.case(DUE, "owned from abroad: 4.2 unmet, critical; 4.3 met by two of three; changed by the office to rectification",
              "due revoke registered - no - rectify:registered")

    tpso.holder("U0051")
    assessment, experts = tpso.assess(skip=("4.7",))
    tpso.finding(assessment, "4.8", "met", experts[2])                 # unknown-item
    tpso.case(DUE, "the finding on 4.7 was filed under 4.8, which there is not: rejected, so 4.7 is not assessed",
              "due warn registered registered yes - -")

    tpso.holder("U0050")
    tpso.proof("report", "2026-08-05", {"sealed": False})
    tpso.person(["service"], -1)                                       # bad-field
    tpso.assess()
    tpso.case(DUE, "a report without seal; a record of its staff was rejected", "due warn registered registered yes - -")


def windows(tpso):
    tpso.holder("U0064", "2026-12-22", review=False)
    tpso.case("2026-12-22", "its review opens on 24 November, before the next run: reminded; no assessment yet", "not-due none registered registered no - -")

    tpso.holder("U0065", "2026-10-15")
    tpso.proof("incident", "2026-09-09", {"timely": False})
    tpso.assess(last="2026-10-14")
    tpso.case("2026-10-15", "overdue; an incident was not reported in time: major",
              "overdue rectify registered registered no - -")

    tpso.holder("U0066", "2026-07-31", work=False, review=False)
    tpso.case("2026-07-31", "92 days after the term: expired", "expired none registered registered no - -")

    tpso.holder("U0044")
    tpso.certificate("registered", "2027-11-20")
    tpso.assess()
    tpso.case(DUE, "its next certificate is there already", "decided none registered registered no - -")

    tpso.holder("U0049", counted_from="2025-07-15")
    tpso.assess()
    tpso.case(DUE, "its term begins before the evidence the export covers", "due none registered registered no - -")

    tpso.holder("U0045", "2027-03-14")
    tpso.proof("violation", "2026-07-23", {"confirmed": True, "basis": "law"})
    tpso.assess()
    tpso.rule("2027-03-14", "revoke", None, "approved", remark="擅自披露服务对象漏洞信息，已受行政处罚")
    tpso.case("2027-03-14", "a confirmed violation, long before the review is due; approved",
              "not-due revoke registered - no registered revoke:-")

    tpso.holder("U0046")
    paper = tpso.paper("withdrawal", "2026-10-20", {"reason": "不再从事第三方服务"})
    tpso.rule(paper, "withdraw", None, "deferred", remark="待在途项目移交完毕")
    tpso.assess()
    tpso.case(DUE, "its own withdrawal is open", "due none registered registered no registered -")
    tpso.case(paper, "the withdrawal; deferred", "due withdraw registered - no - -")


def papers(tpso):
    tpso.at("U0047")
    tpso.certificate("registered", "2027-04-30")
    paper = tpso.paper("information-change", "2026-10-13", {"registered_address": "河南省郑州市金水区农科路88号"})
    tpso.rule(paper, "reissue", "registered", "approved")
    tpso.case("2027-04-30", "not due", "not-due none registered registered no - -")
    tpso.case(paper, "new address; approved, the certificate is printed again",
              "due reissue registered registered no - reissue:registered")

    tpso.at("U0048")
    paper = tpso.paper("information-change", "2026-10-13", {"name": "沈阳浑河安域集团有限公司", "uscc": uscc(901, "210112")})
    tpso.case(paper, "wants a change but was never registered", "due reject - - no - -")

    tpso.at("U0005")
    tpso.staff()
    tpso.project("2026-07-06", "2026-07-02")
    paper = tpso.paper("application", "2026-09-14", {"direction": "网络安全应急响应"})
    tpso.assess(last="2026-10-15", able="ce", form="self")
    tpso.rule(paper, "certify", "registered", "approved", remark="同意登记，有效期一年")
    tpso.case(paper, "everything in order, assessed by itself; approved",
              "due certify - registered no registered certify:registered")

    tpso.at("U0062")
    tpso.person(["lead", "service"], 10, [])
    tpso.person(["practitioner"], 3, ["CISP"])
    paper = tpso.paper("application", "2026-09-15", {"direction": "网络安全咨询"})
    tpso.assess(last="2026-10-15", able="a")
    tpso.rule(paper, "reject", None, "approved", remark="项目负责人无人员资质证书")
    tpso.case(paper, "its only lead has no certificate; approved", "due reject - - no - reject:-")

    tpso.at("U0063")
    tpso.staff()
    tpso.assess(last="2026-09-17", able="c")
    paper = tpso.paper("application", "2026-09-18", {"direction": "网络安全应急响应"})
    tpso.case(paper, "its assessment ended the day before it applied: awaiting another", "due none - - no - -")


def fill(month):
    tpso = Tpso(month)
    for part in (limits, findings, windows, papers):
        part(tpso)
