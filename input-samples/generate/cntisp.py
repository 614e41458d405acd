"""CNTISP: each matter, status and action, and each limit once just met and once just missed."""

import hashlib

from .companies import uscc, wrong_uscc
from .month import DAY, Programme, date

FULL = {"1": (30, 10, 30), "2": (20, 5, 20), "3": (10, 1, 10)}   # the year's three numbers, exactly met
ATTACHMENT = "files/U0029-verification-record.txt"


class Cntisp(Programme):
    scheme = "cntisp"
    by = "王处长"

    def unit(self):
        """Starts the next unit."""
        self.at(self.month.unit())

    def agreement(self, signed_on):
        signed = date(signed_on)
        self.month.agreements.append({
            "agreement_id": "AG%04d" % self.month.number("agreement"), "unit_id": self.unit_id, "scheme": "cntisp",
            "signed_on": signed_on, "valid_to": (signed.replace(year=signed.year + 3) - DAY).isoformat()})

    def report(self, on, effective=False, original=True, status="accepted", group=None):
        group = group or "TG-%s-%03d" % (self.unit_id, self.month.number("group" + self.unit_id))
        return self.proof("threat-report", on, {"group_id": group, "original": original, "effective": effective}, status)

    def feedback(self, on, valid=True):
        target = "VT-%s-%03d" % (self.unit_id, self.month.number("target" + self.unit_id))
        return self.proof("verification-feedback", on, {"target_id": target, "valid": valid})

    def some_day(self, first, last):
        """A day well inside the window: the edges belong to the cases that are about edges."""
        span = (last - first).days - 10
        return (first + (5 + self.month.random.randrange(max(1, span))) * DAY).isoformat()

    def contribution(self, first, last, counts):
        total, effective, feedback = counts
        for index in range(total):
            self.report(self.some_day(first, last), index < effective)
        for _ in range(feedback):
            self.feedback(self.some_day(first, last))

    def summary(self, on="2026-10-20"):
        self.paper("annual-summary", on, {"complete": True, "truthful": True, "period": "2026"})

    def holder(self, level, valid_to, counts, summary="2026-10-20", counted_from=None):
        """A unit with a certificate, an agreement, its contribution and its annual summary."""
        self.unit()
        first = self.certificate(level, valid_to, counted_from=counted_from)
        self.agreement((first - 20 * DAY).isoformat())
        last = min(date(valid_to), date(self.month.as_of))
        self.contribution(first, last, counts)
        if summary:
            self.summary(summary)
        return first, last

    def applicant(self, applied, trial_from, counts, size):
        self.unit()
        content = {"applied_level": applied, "机构所在地": "中国", "主营项目": "网络安全产品与服务", "facts": {
            "documents_complete": True, "security_business": True, "data_foundation": True,
            "team_documented": True, "team_results": True, "team_size": size}}
        if trial_from:
            content["trial_from"] = trial_from
            self.agreement(trial_from)
            first = date(trial_from)
            self.contribution(first, min(date(self.month.as_of), first + 180 * DAY), counts)
        return self.paper("application", "2026-03-30" if trial_from else "2026-10-26", content)


# --- what each unit shows --------------------------------------------------------------------

def thresholds(cntisp):
    due = "2026-11-20"
    cntisp.holder("1", due, FULL["1"])
    cntisp.case(due, "level 1, exactly 30 reports, 10 of them effective, 30 feedbacks", "due maintain 1 1 no 1 maintain:1")

    cntisp.holder("1", due, (29, 10, 30))
    cntisp.rule(due, "downgrade", "2", "approved")
    cntisp.case(due, "level 1, 29 reports: one too few; approved", "due downgrade 1 2 no 2 downgrade:2")

    first, last = cntisp.holder("2", due, FULL["2"])
    cntisp.report(cntisp.some_day(first, last), True, group="TG-U0003-001")   # a group counts once
    cntisp.case(due, "level 2, exactly 20; a group reported twice counts once", "due maintain 2 2 no 2 maintain:2")

    first, last = cntisp.holder("2", due, (19, 5, 20))
    cntisp.report(cntisp.some_day(first, last), True, original=False)
    cntisp.report(cntisp.some_day(first, last), True, status="rejected")
    cntisp.case(due, "level 2, 19 reports; one not original and one rejected do not count; nobody ruled yet",
                "due downgrade 2 3 no 3 -")

    cntisp.holder("3", due, FULL["3"])
    cntisp.case(due, "level 3, exactly 10 reports, 1 effective", "due maintain 3 3 no 3 maintain:3")

    cntisp.holder("3", due, (9, 1, 10))
    cntisp.rule(due, "revoke", None, "approved", remark="连续未达三级要求，同意取消资格")
    cntisp.case(due, "level 3, 9 reports: below the lowest level; approved", "due revoke 3 - no - revoke:-")

    cntisp.holder("3", due, (10, 0, 10))
    cntisp.rule(due, "revoke", None, "changed", remark="平台误将一组有效信息计为无效，已核实", decided={"action": "maintain", "to": "3"})
    cntisp.case(due, "level 3, 10 reports but none effective; changed by the office to maintain",
                "due revoke 3 - no - maintain:3")

    first, last = cntisp.holder("2", due, FULL["2"])
    cntisp.proof("contact-check", cntisp.some_day(first, last), {"unreachable_working_days": 3})
    cntisp.case(due, "contact unreachable for 3 working days: allowed", "due maintain 2 2 no 2 maintain:2")

    first, last = cntisp.holder("2", due, FULL["2"])
    cntisp.proof("contact-check", cntisp.some_day(first, last), {"unreachable_working_days": 4})
    cntisp.rule(due, "downgrade", "3", "deferred", remark="待核实联系人变更情况")
    cntisp.case(due, "contact unreachable for 4 working days; deferred", "due downgrade 2 3 no - -")


def windows(cntisp):
    ended = "2026-10-15"
    first, last = cntisp.holder("2", ended, (18, 5, 20))
    cntisp.report(first.isoformat())
    cntisp.report(last.isoformat())
    cntisp.case(ended, "20 reports, one on the first and one on the last day of the term; overdue",
                "overdue maintain 2 2 no 2 maintain:2")

    first, last = cntisp.holder("2", ended, (19, 5, 20))
    cntisp.report((last + DAY).isoformat())
    cntisp.case(ended, "the 20th report came the day after the term", "overdue downgrade 2 3 no 3 -")

    first, last = cntisp.holder("2", ended, (19, 5, 20))
    cntisp.report((first - DAY).isoformat())
    cntisp.case(ended, "the 20th report came the day before the term", "overdue downgrade 2 3 no 3 -")

    cntisp.holder("3", "2026-11-27", FULL["3"])
    application = cntisp.paper("application", "2026-10-12", {"applied_level": "2", "facts": {}})
    cntisp.case("2026-11-27", "review opened on Friday 30 October; its application %s is ignored; rare character in the name"
                % application, "due maintain 3 3 no 3 maintain:3")

    cntisp.holder("3", "2026-11-28", FULL["3"])
    cntisp.case("2026-11-28", "review opens on Monday 2 November: one working day too early; last run before the end of the term",
                "not-due none 3 3 no 3 -")

    first, last = cntisp.holder("3", "2026-10-31", (9, 1, 10))
    cntisp.report("2026-10-30T16:30:00Z")     # 31 October at UTC+8
    cntisp.report("2026-10-31T16:30:00Z")     # 1 November at UTC+8
    cntisp.case("2026-10-31", "last day of the term; one report at 00:30 on that day counts, one at 00:30 the day after does not;"
                " name with Latin letters and digits", "due maintain 3 3 no 3 maintain:3")

    cntisp.holder("2", "2026-10-30", FULL["2"])
    cntisp.rule("2026-10-30", "maintain", "2", "approved", on="2026-10-31")
    cntisp.case("2026-10-30", "term ended the day before; decided like due; ruled on although it needs no ruling; a character of the name is in"
                " the fallback font only",
                "overdue maintain 2 2 no 2 maintain:2")

    cntisp.holder("3", "2026-08-02", FULL["3"], summary="2026-10-28")
    cntisp.case("2026-08-02", "90 days overdue; the annual summary came after the term and still helps",
                "overdue maintain 3 3 no 3 maintain:3")

    cntisp.holder("3", "2026-08-01", FULL["3"], summary="2026-07-20")
    cntisp.case("2026-08-01", "91 days after the term: expired", "expired none 3 3 no 3 -")


def early_and_upgrades(cntisp):
    cntisp.holder("2", "2027-03-31", (12, 2, 11), summary=None)
    cntisp.case("2027-03-31", "not due, so far below its level: an early warning", "not-due none 2 2 no - -")

    cntisp.holder("2", "2026-11-20", FULL["2"])
    cntisp.certificate("2", "2027-11-20")
    cntisp.case("2026-11-20", "its next certificate is there already", "decided none 2 2 no - -")

    cntisp.holder("2", "2027-04-30", (60, 20, 60))
    cntisp.paper("upgrade-request", "2026-10-15", {"to_level": "1", "early": True})
    cntisp.rule("early-2027-04-30", "upgrade", "1", "approved", remark="贡献特别突出")
    cntisp.case("early-2027-04-30", "twice the numbers of level 1, asked early; approved",
                "not-due upgrade 2 1 no 1 upgrade:1")

    cntisp.holder("3", "2026-11-20", FULL["1"])
    cntisp.paper("upgrade-request", "2026-10-16", {"to_level": "1"})
    cntisp.rule("2026-11-20", "upgrade", "1", "approved", on="2026-10-29")
    cntisp.case("2026-11-20", "two levels up in one review; approved; a very long name", "due upgrade 3 1 no 1 upgrade:1")

    cntisp.holder("3", "2026-11-20", FULL["1"])
    cntisp.paper("upgrade-request", "2026-10-16", {"to_level": "2"})
    cntisp.rule("2026-11-20", "upgrade", "2", "rejected", remark="本年度不予升级")
    cntisp.case("2026-11-20", "attained 1, asked for 2: the request caps it; rejected, so it keeps its level",
                "due upgrade 3 2 no 1 maintain:3")

    cntisp.holder("3", "2026-11-20", FULL["2"])
    cntisp.case("2026-11-20", "attained 2 without a request: eligible", "due maintain 3 3 no 2 maintain:3")

    cntisp.holder("1", "2026-11-20", (4, 0, 3))
    cntisp.case("2026-11-20", "meets no level at all, yet falls by one only", "due downgrade 1 2 no - -")


def special(cntisp):
    first, last = cntisp.holder("1", "2027-02-28", FULL["1"])
    cntisp.proof("violation", cntisp.some_day(first, last), {"confirmed": True, "basis": "agreement"})
    cntisp.rule("2027-02-28", "revoke", None, "approved", remark="擅自公开平台共享数据，经核实")
    cntisp.case("2027-02-28", "a confirmed violation, long before the review is due; approved",
                "not-due revoke 1 - no 1 revoke:-")

    cntisp.holder("2", "2026-11-20", FULL["2"])
    paper = cntisp.paper("withdrawal", "2026-10-19", {"reason": "业务方向调整"})
    cntisp.rule(paper, "withdraw", None, "approved")
    cntisp.case("2026-11-20", "its own withdrawal is open", "due none 2 2 no 2 -")
    cntisp.case(paper, "the withdrawal; approved", "due withdraw 2 - no - withdraw:-")

    cntisp.holder("2", "2026-11-20", (16, 5, 20))
    cntisp.paper("appeal", "2026-10-28", {"proposal_id": "cntisp/%s/-/2026-11-20" % cntisp.unit_id,
                                          "grounds": "有四组信息被误判为重复"})
    cntisp.case("2026-11-20", "an appeal names the proposal", "due downgrade 2 3 yes 3 -")

    cntisp.holder("2", "2026-11-20", (19, 4, 20))
    record = cntisp.report("2026-10-22", True, status="pending")
    cntisp.month.attachments[ATTACHMENT] = attachment()
    record["file"] = {"path": ATTACHMENT, "sha256": hashlib.sha256(attachment()).hexdigest()}
    cntisp.rule("2026-11-20", "downgrade", "3", "approved", remark="待核信息即便有效也已逾期，同意降级")
    cntisp.case("2026-11-20", "one report is still pending; approved with a remark", "due downgrade 2 3 yes 3 downgrade:3")

    cntisp.holder("3", "2026-11-20", (8, 1, 10))
    record = cntisp.report("2026-02-28")
    record["date"] = "2026-02-30"            # bad-field
    cntisp.case("2026-11-20", "one of its reports was rejected for an impossible date", "due revoke 3 - yes - -")

    cntisp.holder("2", "2026-11-20", FULL["2"], counted_from="2025-07-15")
    cntisp.case("2026-11-20", "its term begins before the evidence the export covers", "due none 2 2 no - -")

    first, last = cntisp.holder("2", "2027-05-31", (14, 3, 15), summary=None)
    paper = cntisp.paper("information-change", "2026-10-14", {"name": "上海外滩源网络安全技术有限公司"})
    cntisp.rule(paper, "reissue", "2", "approved")
    cntisp.case("2027-05-31", "not due", "not-due none 2 2 no - -")
    cntisp.case(paper, "new name; approved, the certificate is printed again", "due reissue 2 2 no - reissue:2")

    first, last = cntisp.holder("3", "2027-06-30", (7, 1, 6), summary=None)
    paper = cntisp.paper("information-change", "2026-10-14", {"registered_address": "广东省深圳市前海一路9号",
                                                              "uscc": uscc(900, "440305")})
    cntisp.rule(paper, "reject", "3", "approved")
    cntisp.case("2027-06-30", "not due", "not-due none 3 3 no - -")
    cntisp.case(paper, "wants another USCC, which a change cannot give; approved", "due reject 3 3 no - reject:3")


def trials(cntisp):
    paper = cntisp.applicant("2", "2026-05-01", (6, 1, 5), 36)
    cntisp.case(paper, "last day of the six months", "trial none - - no 3 -")

    paper = cntisp.applicant("2", "2026-04-30", (10, 3, 10), 30)
    cntisp.rule(paper, "certify", "2", "approved")
    cntisp.case(paper, "trial over since 29 October, level 2 exactly met with a team of 30; approved",
                "due certify - 2 no 2 certify:2")

    paper = cntisp.applicant("1", "2026-04-20", (20, 5, 20), 29)
    cntisp.case(paper, "applied for 1, but a team of 29 carries only level 3", "due certify - 3 no 3 -")

    paper = cntisp.applicant("3", "2026-03-31", (4, 1, 5), 20)
    cntisp.rule(paper, "reject", None, "approved", remark="考察期原创信息不足")
    cntisp.case(paper, "4 original reports in the trial: one too few; approved", "due reject - - no - reject:-")

    paper = cntisp.applicant("3", None, (0, 0, 0), 18)
    cntisp.case(paper, "no agreement signed, so no trial yet", "awaiting-agreement none - - no - -")

    cntisp.unit()
    cntisp.certificate("3", "2026-12-31", status="withdrawn")
    paper = cntisp.paper("information-change", "2026-10-09", {"registered_address": "山东省济南市历下区经十路100号"})
    cntisp.case(paper, "wants a change but withdrew its certificate in June", "due reject - - no - -")

    cntisp.holder("3", "2026-11-20", FULL["3"])
    cntisp.case("2026-11-20", "a name that a spreadsheet could take for a formula", "due maintain 3 3 no 3 maintain:3")

    paper = cntisp.applicant("2", "2026-04-15", (21, 6, 20), 55)
    cntisp.rule(paper, "certify", "2", "changed", remark="专家评审意见：先按三级颁发", decided={"action": "certify", "to": "3"})
    cntisp.case(paper, "attained 1, capped by the level applied for; changed by the office to level 3",
                "due certify - 2 no 1 certify:3")

    cntisp.holder("3", "2026-11-20", FULL["2"])
    cntisp.proof("support-request", "2026-06-10", {"responded": False})
    cntisp.rule("2026-11-20", "revoke", None, "rejected", on="2026-10-22", remark="证据不足")
    cntisp.rule("2026-11-20", "revoke", None, "changed", remark="经复核保留三级",
               decided={"action": "maintain", "to": "3"})
    cntisp.case("2026-11-20", "a support request unanswered; ruled on twice, the later one counts",
                "due revoke 3 - no - maintain:3")


def mistakes(cntisp):
    """Records a run has to reject, and copies it has to drop."""
    def copy_of(record, **changes):
        return dict(reversed(list(dict(record, **changes).items())))

    month = cntisp.month
    wrong = dict(month.units[0], unit_id="U0900", name="北京误录信息技术有限公司", name_en="Beijing Miscoded Co., Ltd.")
    wrong["uscc"] = wrong_uscc(wrong["uscc"])
    month.units.append(wrong)                                                               # bad-field
    month.units.append(copy_of(month.units[4]))                                             # equal, dropped
    third = [record for record in month.evidence if record["unit_id"] == "U0003"]
    month.supplement.append(copy_of(third[0]))                                              # equal, dropped
    month.supplement.append(dict(third[1], date="2026-10-01"))                              # duplicate-id
    month.supplement.append(dict(third[2], evidence_id="E90001", unit_id="U0999"))          # unknown-unit
    month.supplement.append(dict(third[2], evidence_id="E90002", unit_id="U0005",
                                 file={"path": "files/missing.txt", "sha256": "0" * 64}))   # evidence-file
    month.supplement.append(b'{"evidence_id":"E90003","unit_id":"U0008","unit_id":"U0008","scheme":"cntisp"}')  # bad-json
    month.submissions.append({"submission_id": "S9001", "unit_id": "U0016", "scheme": "cntisp", "kind": "annual-review",
                              "submitted_on": "2026-10-20", "content": {"complete": True, "truthful": True}})  # unknown-kind
    cntisp.at("U0011")
    cntisp.rule("2026-10-15", "maintain", "2", "approved")                                  # stale-ruling
    cntisp.rule("2026-11-15", "downgrade", "3", "approved")                                 # unknown-proposal
    cntisp.at("U0028")
    cntisp.rule("2026-11-20", "downgrade", "3", "approved")                                 # remark-missing: held


def attachment():
    return ("核查记录\n信息组：TG-U0029-020\n核查人：李工\n核查意见：待复核，尚未确认影响范围。\n").encode("utf-8")


def fill(month, known_elsewhere):
    """`known_elsewhere`: records of other programmes about these units, which reached the office first."""
    cntisp = Cntisp(month)
    for part in (thresholds, windows, early_and_upgrades, special, trials):
        part(cntisp)
    known_elsewhere()
    mistakes(cntisp)
