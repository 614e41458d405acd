"""Two small months before the others: a member of CNCERT warned twice in a row."""

from .cncert import H1, SECTIONS, Cncert
from .companies import company
from .month import Month

UNIT = 59       # U0060
H2 = "2025H2"


def april():
    """The half-year 2025H2: 4 events for 6, warned."""
    month = Month("2026-04-30", "2026-08-31", "2025-07-01", "2026-04-28")
    month.units.append(company(UNIT))
    month.counters = {"certificatecncert": 39, "evidence": 95000, "submission": 9500}    # numbers October does not use
    cncert = Cncert(month)
    cncert.member(month.units[0]["unit_id"])
    cncert.events(4, "2025-07-02", "2025-12-30")
    cncert.hours(24000, "2025-07-03", "2025-12-29")
    cncert.report("2026-01-19", SECTIONS, H2)
    cncert.rule(H2, "warn", "member", "approved", remark="事件响应次数不足，予以提醒")
    cncert.case(H2, "4 events in 6 months; approved", "due warn member member no - warn:member")
    return month


def august(april):
    """The half-year after it: 39 hours a month, the second warning in a row."""
    month = april.next_month("2026-08-31", "2026-10-31", "2026-08-28", None)
    cncert = Cncert(month)
    cncert.at(month.units[0]["unit_id"])
    cncert.events(6)
    cncert.hours(23400)
    cncert.report()
    cncert.rule(H1, "revoke", None, "approved", remark="连续两个半年未达要求，取消支撑单位资格")
    cncert.case(H1, "39 hours a month, warned for the half-year before: revoked and barred; approved",
                "due revoke member - no - revoke:-")
    return month
