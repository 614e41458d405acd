#!/usr/bin/env python3
"""Months of an office, each a function: what goes in, and by table what must come of it.

    scenarios.py GRADEPRESS TEMPLATES WORK [NAME…]
"""

import concurrent.futures
import json
import os
import shutil
import sys
import traceback

import office as offices
import register

OCTOBER, NOVEMBER, DECEMBER = ("2026-10", "2026-10-31"), ("2026-11", "2026-11-30"), ("2026-12", "2026-12-31")
U1, U2 = "cntisp/U1/-/2026-11-20", "cntisp/U2/-/2026-11-20"
FIGURES = {"1": (30, 10, 30), "2": (20, 5, 20), "3": (10, 1, 10)}


def holder(o, unit_id, number, level="2", attains=None, first="2025-11-21", last="2026-11-20"):
    o.unit(unit_id)
    o.holding(unit_id, number, level, first, last)
    if attains:
        o.year(unit_id, *FIGURES[attains])


def october(o):
    """U1 keeps level 2, U2 falls from it."""
    holder(o, "U1", "CNTISP-2025-0001", attains="2")
    holder(o, "U2", "CNTISP-2025-0002")
    return o.run(*OCTOBER)


def rerun(o):
    first = october(o)
    o.equal("one certificate", (first.numbers(U1), first.says(U2)), (["CNTISP-2026-0003/1"], "due downgrade None"))
    digest, dump = first.digest(), o.dump()
    o.equal("again in place", (o.again("2026-10").digest(), o.dump() == dump), (digest, True))
    o.equal("again without the old output", (o.again("2026-10", output="fresh").digest(), o.dump() == dump), (digest, True))
    shutil.rmtree(o.register + ".archive")
    o.equal("again without the archive", (o.again("2026-10").digest(), o.dump() == dump), (digest, True))
    o.equal("what was lost is archived again", list(register.faults(o.register)), [])
    pdf = next(os.path.join(folder, name) for folder, _, names in os.walk(o.register + ".archive") for name in names)
    with open(pdf, "ab") as file:
        file.write(b"%")
    o.equal("again with an altered PDF in the archive", (o.again("2026-10").digest(), list(register.faults(o.register))),
            (digest, []))
    o.run(*NOVEMBER)
    dump = o.dump()
    o.equal("after a later period", (o.again("2026-10", output="fresh").digest(), o.dump() == dump), (digest, True))
    o.ruling(U2, "downgrade", "3", "2026-10-31")
    late = o.run(*OCTOBER)
    o.equal("a differing one after a later period", (late.status, o.dump() == dump), (65, True))
    o.check("says why", "a later period stands in the register" in late.message, late.message)
    o.run("2026-11-15", "2026-11-15")
    o.equal("a period never recorded before it", (o.again("2026-11-15").status, o.dump() == dump), (65, True))
    dry = o.again("2026-11", "--dry-run")
    o.equal("a dry run changes nothing", (dry.status in (0, 2), o.dump() == dump), (True, True))


def new_rulings(o):
    october(o)
    o.ruling(U2, "downgrade", "3", "2026-11-03")
    done = o.run("2026-10", "2026-10-31", "--as-of", "2026-11-03")
    o.equal("what stood keeps its number, the new one gets the next", (done.numbers(U1), done.numbers(U2)),
            (["CNTISP-2026-0003/1"], ["CNTISP-2026-0004/1"]))
    o.equal("evidence up to the later day is counted once",
            o.rows("SELECT certificate_no, issued_on, counted_from FROM certificates WHERE proposal_id IS NOT NULL ORDER BY 1"),
            [("CNTISP-2026-0003", "2026-10-31", "2026-11-04"), ("CNTISP-2026-0004", "2026-11-03", "2026-11-04")])
    o.equal("and again", o.again("2026-10", "--as-of", "2026-11-03").digest(), done.digest())
    o.equal("the register is sound", list(register.faults(o.register)), [])
    later = o.run(*NOVEMBER)
    o.equal("their cycles are over", [p for p in later.decisions if p in (U1, U2)], [])
    o.equal("the ruling of October is no fault in November", later.rejects, [])
    o.equal("the renewals are not due", (later["cntisp/U1/-/2027-11-20"]["status"], later["cntisp/U2/-/2027-11-20"]["from"]),
            ("not-due", "3"))


def corrected_export(o):
    first = october(o)
    digest = first.digest()
    o.records["units"][0]["name"] = "更正后的名称有限公司"
    second = o.run(*OCTOBER)
    o.equal("other facts, another number", second.numbers(U1), ["CNTISP-2026-0004/1"])
    o.equal("the old one is replaced by it", o.rows(
        "SELECT c.certificate_no, h.status, s.certificate_no FROM certificate_changes h JOIN certificates c ON c.id = h.certificate"
        " JOIN certificates s ON s.id = h.successor"), [("CNTISP-2026-0003", "replaced", "CNTISP-2026-0004")])
    o.equal("the corrected one again", o.again("2026-10").digest(), second.digest())
    o.equal("the corrected name is known", o.rows("SELECT name FROM units WHERE unit_id = 'U1'"), [("更正后的名称有限公司",)])
    del o.records["units"][1], o.records["certificates"][1]
    third = o.run(*OCTOBER)
    o.equal("what was left out is known no more", (sorted(third.decisions), o.status("CNTISP-2025-0002"),
                                                   o.rows("SELECT unit_id FROM units")), ([U1], None, [("U1",)]))
    o.equal("the register is sound", list(register.faults(o.register)), [])
    o.add("units", unit_id="U2", name="测试单位2号有限公司", uscc="9111010800000002XX", registered_address="")
    o.records["units"].pop()
    o.records["units"][0]["name"] = "测试单位1号有限公司"
    fourth = o.run(*OCTOBER)
    o.equal("the first facts again, the first number again", fourth.numbers(U1), ["CNTISP-2026-0003/1"])
    o.equal("now the second is replaced", (o.status("CNTISP-2026-0003"), o.status("CNTISP-2026-0004")), ("valid", "replaced"))
    o.check("another export, another digest", digest != fourth.digest())
    o.holding("U1", "CNTISP-2026-0003", "2", "2026-11-21", "2027-11-20")
    fifth = o.run(*OCTOBER)
    o.equal("the export lists what this period gave out", (fifth.numbers(U1), fifth.rejects), (["CNTISP-2026-0003/1"], []))
    o.records["certificates"][-1]["level"] = "1"
    o.equal("and lists it otherwise", o.run(*OCTOBER).rejects, [("register-conflict", "CNTISP-2026-0003")])


def supplementary(o):
    holder(o, "U1", "CNTISP-2025-0001", attains="2", last="2026-11-05")
    o.run("2026-10-15", "2026-10-15")
    o.equal("renewed by the supplementary run", o.again("2026-10-15").numbers("cntisp/U1/-/2026-11-05"), ["CNTISP-2026-0002/1"])
    done = o.run(*OCTOBER)
    o.equal("decided in the month's run", done.says("cntisp/U1/-/2026-11-05"), "decided none None")
    o.equal("periods in order", o.rows("SELECT period FROM runs ORDER BY period_key"), [("2026-10-15",), ("2026-10",)])
    o.equal("the supplementary one is reproduced", o.export("2026-10-15", "2026-10-15") and
            (o.again("2026-10-15").numbers("cntisp/U1/-/2026-11-05")), ["CNTISP-2026-0002/1"])


def conflicts(o):
    october(o)
    o.records["certificates"][0]["level"] = "1"
    o.records["units"][1]["name"] = "自行改名有限公司"
    done = o.run(*NOVEMBER)
    o.equal("register-conflict", sorted(done.rejects),
            [("register-conflict", "CNTISP-2025-0001"), ("register-conflict", "U2")])
    o.equal("the register rules", (done["cntisp/U2/-/2026-11-20"]["from"],
                                   o.rows("SELECT DISTINCT name FROM units WHERE unit_id = 'U2'")),
            ("2", [("测试单位2号有限公司",)]))
    o.equal("exit status", done.status, 2)


def name_change(o):
    holder(o, "U1", "CNTISP-2025-0001", attains="2", last="2026-11-30", first="2025-12-01")
    holder(o, "U2", "CNTISP-2025-0002", attains="2")
    o.paper("U1", "S1", "information-change", "2026-10-20", name="新名有限公司")
    o.paper("U1", "S2", "information-change", "2026-10-21", registered_address="北京市朝阳区")
    o.ruling("cntisp/U1/-/S1", "reissue", "2", "2026-10-31")
    o.ruling("cntisp/U1/-/S2", "reissue", "2", "2026-10-31")
    done = o.run(*OCTOBER)
    o.equal("two versions", (done.numbers("cntisp/U1/-/S1"), done.numbers("cntisp/U1/-/S2")),
            (["CNTISP-2025-0001/2"], ["CNTISP-2025-0001/3"]))
    o.equal("each replaces the one before", [o.status("CNTISP-2025-0001", v) for v in (1, 2, 3)], ["replaced", "replaced", "valid"])
    o.equal("and again", o.again("2026-10").digest(), done.digest())
    o.records["submissions"][-2]["content"]["name"] = "更新名有限公司"
    other = o.run(*OCTOBER)
    o.equal("another name, further versions", (other.numbers("cntisp/U1/-/S1"), other.numbers("cntisp/U1/-/S2")),
            (["CNTISP-2025-0001/4"], ["CNTISP-2025-0001/5"]))
    o.equal("what it replaces", [o.status("CNTISP-2025-0001", v) for v in (1, 2, 3, 4, 5)],
            ["replaced"] * 4 + ["valid"])
    o.equal("and that again", o.again("2026-10").digest(), other.digest())
    later = o.run(*NOVEMBER)
    o.equal("in November the export has the old name", later.rejects, [("register-conflict", "U1")])
    o.equal("the renewal has the new one", json.loads(o.rows(
        "SELECT facts FROM certificates WHERE proposal_id = 'cntisp/U1/-/2026-11-30'")[0][0])["name"], "更新名有限公司")
    o.equal("the changes are decided", later.says("cntisp/U1/-/S1"), "decided none None")
    o.equal("the register is sound", list(register.faults(o.register)), [])


def violation_after_closing(o):
    october(o)
    o.violation("U1", "2026-11-05")
    found = o.run("2026-11-10", "2026-11-10")
    o.equal("closed, and revoked all the same", found.says(U1), "decided revoke None")
    o.ruling(U1, "revoke", None, "2026-11-10")
    found = o.run("2026-11-10", "2026-11-10")
    o.equal("approved", (found.says(U1), o.status("CNTISP-2025-0001"), o.status("CNTISP-2026-0003")),
            ("decided revoke revoke", "revoked", "revoked"))
    o.equal("nothing left to decide", [p for p in o.run(*NOVEMBER).decisions if "/U1/" in p], [])


def rejected_revoke(o):
    holder(o, "U1", "CNTISP-2025-0001", attains="2", last="2027-06-30")
    proposal = "cntisp/U1/-/2027-06-30"
    o.violation("U1", "2026-10-05")
    o.ruling(proposal, "revoke", None, "2026-10-31", "rejected")
    o.equal("rejected", o.run(*OCTOBER).says(proposal), "not-due revoke None")
    done = o.run(*NOVEMBER)
    o.equal("that violation is settled", (done.says(proposal), done.rejects), ("not-due none None", []))
    o.violation("U1", "2026-12-05")
    done = o.run(*DECEMBER)
    o.equal("another one is not, and the old ruling says nothing of it", (done.says(proposal), done[proposal]["ruling"]),
            ("not-due revoke None", None))
    o.ruling(proposal, "revoke", None, "2026-12-31", "approved")
    o.equal("approved", (o.run(*DECEMBER).says(proposal), o.status("CNTISP-2025-0001")), ("not-due revoke revoke", "revoked"))
    o.records["rulings"].pop()
    o.run(*DECEMBER)
    o.equal("the period without that ruling", o.status("CNTISP-2025-0001"), "valid")


def ruling_withdrawn(o):
    holder(o, "U1", "CNTISP-2025-0001", attains="2", last="2027-06-30")
    proposal = "cntisp/U1/-/2027-06-30"
    o.violation("U1", "2026-10-05")
    o.ruling(proposal, "revoke", None, "2026-10-31", "rejected")
    o.run(*OCTOBER)
    o.equal("settled", len(o.rows("SELECT * FROM settled_violations")), 1)
    o.records["rulings"].clear()
    o.run(*OCTOBER)
    o.equal("settled no more", len(o.rows("SELECT * FROM settled_violations")), 0)
    o.equal("still open in November", o.run(*NOVEMBER).says(proposal), "not-due revoke None")


def withdrawals(o):
    holder(o, "U1", "CNTISP-2025-0001", attains="2", last="2026-12-10")
    holder(o, "U2", "CNTISP-2025-0002", attains="2", last="2026-12-10")
    for unit_id in ("U1", "U2"):
        o.paper(unit_id, "W" + unit_id, "withdrawal", "2026-10-20")
    o.ruling("cntisp/U1/-/WU1", "withdraw", None, "2026-10-31", "rejected")
    o.ruling("cntisp/U2/-/WU2", "withdraw", None, "2026-10-31")
    done = o.run(*OCTOBER)
    o.equal("open in its run", done["cntisp/U1/-/2026-12-10"]["notes"], ["withdrawal-open"])
    o.equal("withdrawn", (done.says("cntisp/U2/-/WU2"), o.status("CNTISP-2025-0002")), ("due withdraw withdraw", "withdrawn"))
    done = o.run(*NOVEMBER)
    o.equal("rejected: no longer open in the next", (done["cntisp/U1/-/2026-12-10"]["notes"], done.says("cntisp/U1/-/2026-12-10"),
                                                     done.says("cntisp/U1/-/WU1")),
            ([], "due maintain maintain", "decided none None"))
    o.equal("who withdrew holds nothing", [p for p in done.decisions if "/U2/" in p], [])
    o.equal("the export still has it, no ruling is a fault", done.rejects, [("register-conflict", "CNTISP-2025-0002")])
    o.records["certificates"][1]["status"] = "withdrawn"
    o.equal("once the platform has heard of it", o.run(*NOVEMBER).rejects, [])


def revoked_and_reissued(o):
    holder(o, "U1", "CNTISP-2025-0001", attains="2", last="2027-06-30")
    o.violation("U1", "2026-10-05")
    o.paper("U1", "S1", "information-change", "2026-10-20", name="新名有限公司")
    o.ruling("cntisp/U1/-/2027-06-30", "revoke", None, "2026-10-31")
    o.ruling("cntisp/U1/-/S1", "reissue", "2", "2026-10-31")
    o.run(*OCTOBER)
    o.equal("no version is valid", [o.status("CNTISP-2025-0001", v) for v in (1, 2)], ["revoked", "revoked"])


def two_warnings(o):
    o.unit("U1")
    o.holding("U1", "CNCERT-2025-0001", "member", "2025-01-01", "2027-12-31", "cncert")
    first, second = "cncert/U1/-/2025H2", "cncert/U1/-/2026H1"
    o.ruling(first, "warn", "member", "2026-01-31")
    o.equal("warned", o.run("2026-01", "2026-01-31").says(first), "due warn warn")
    o.equal("decided in February", o.run("2026-02", "2026-02-28").says(first), "decided none None")
    done = o.run("2026-07", "2026-07-31")
    o.equal("warned twice", (done.says(second), done[second]["notes"]), ("due revoke None", ["barred-next-term"]))
    o.ruling(second, "revoke", None, "2026-07-31")
    o.run("2026-07", "2026-07-31")
    o.equal("revoked", o.status("CNCERT-2025-0001"), "revoked")
    o.paper("U1", "A1", "application", "2026-08-10", "cncert")
    for period, day, says in (("2026-08", "2026-08-31", "due reject None"), ("2028-07", "2028-07-30", "due reject None"),
                              ("2028-08", "2028-07-31", "due refer refer")):
        o.equal("an application on %s" % day, o.run(period, day).says("cncert/U1/-/A1"), says)


def one_warning(o):
    o.unit("U1")
    o.holding("U1", "CNCERT-2025-0001", "member", "2025-01-01", "2027-12-31", "cncert")
    o.run("2026-01", "2026-01-31")     # proposed, never ruled on
    done = o.run("2026-07", "2026-07-31")
    o.equal("without an outcome before, a warning", done.says("cncert/U1/-/2026H1"), "due warn None")
    o.ruling("cncert/U1/-/2026H1", "warn", "member", "2026-07-31", "changed", "已作说明",
             {"action": "maintain", "to": "member"})
    o.equal("changed", o.run("2026-07", "2026-07-31").says("cncert/U1/-/2026H1"), "due warn maintain")
    o.equal("what was not a warning does not count as one", o.run("2027-01", "2027-01-31").says("cncert/U1/-/2026H2"),
            "due warn None")


def tpso_unit(o, unit_id, last="2026-11-20", certified=True, lacks=()):
    """A unit that meets everything but the items in `lacks`."""
    o.unit(unit_id)
    o.holding(unit_id, "TPSO-2025-%s" % unit_id, "registered", "2025-11-21", last, "tpso")
    person = {"name": "员工", "experience_years": 5, "certifications": ["CISP"] if certified else [], "employment": "full-time",
              "training_hours": {"2025": 40, "2026": 40}}
    o.add("staff", person_id="P" + unit_id, unit_id=unit_id, roles=["service", "practitioner", "lead"], **person)
    if "4.5.c" not in lacks:
        o.paper(unit_id, "R" + unit_id, "annual-review", "2026-10-10", "tpso", complete=True, truthful=True)
    o.evidence(unit_id, "service-project", "2026-06-01", "tpso", started_on="2026-06-01", filed_on="2026-05-20")
    assess(o, unit_id, "2026-10-20", {item: "unmet" if item in lacks else "met"
                                      for item in ("4.2", "4.3", "4.5.d", "4.5.e", "4.7", "4.6.a")})
    return "tpso/%s/-/%s" % (unit_id, last)


def assess(o, unit_id, day, found):
    name = "A%s-%s" % (unit_id, day)
    o.add("assessments", assessment_id=name, unit_id=unit_id, scheme="tpso", tracks=[], form="third-party", evaluator={"name": "机构"},
          experts=[{"name": "专家甲"}], **{"from": day, "to": day})
    for item, result in found.items():
        o.add("findings", assessment_id=name, item=item, result=result, expert="专家甲", date=day)


def rectification(o):
    met = tpso_unit(o, "U1", lacks=["4.3"])
    missed = tpso_unit(o, "U2", lacks=["4.5.d"])
    people = tpso_unit(o, "U3", certified=False)
    nothing = tpso_unit(o, "U4", lacks=["4.5.c"])
    sound = tpso_unit(o, "U5")
    done = o.run(*OCTOBER)
    o.equal("sound", done.says(sound), "due maintain maintain")
    for proposal in (met, missed, people, nothing):
        o.equal("proposed", (done.says(proposal), "rectify-by: 2026-11-30" in done[proposal]["notes"]), ("due rectify None", True))
        o.ruling(proposal, "rectify", "registered", "2026-10-31")
    done = o.run(*OCTOBER)
    o.equal("ordered", (done.says(met), done.numbers(met)), ("due rectify rectify", []))
    assess(o, "U1", "2026-11-20", {"4.3": "met"})
    assess(o, "U2", "2026-11-20", {"4.3": "met"})
    o.records["staff"][2]["certifications"] = ["CISP"]
    early = o.run("2026-11-25", "2026-11-25")
    for proposal in (met, missed, people, nothing):
        o.equal("before the deadline", (early.says(proposal), "rectify-by: 2026-11-30" in early[proposal]["notes"]),
                ("overdue none None", True))
    o.equal("no old ruling is a fault", early.rejects, [])
    done = o.run(*NOVEMBER)
    o.equal("met in time", (done.says(met), [r["id"] for r in done[met]["requirements"]]), ("overdue maintain maintain", ["4.3"]))
    o.equal("its renewal", done.numbers(met), ["TPSO-2026-0002/1"])
    o.equal("not met", (done.says(missed), [r["met"] for r in done[missed]["requirements"]]), ("overdue revoke None", [False]))
    o.equal("people need no assessment", (done.says(people), done[people]["notes"]), ("overdue maintain maintain", []))
    o.equal("nothing handed in", done.says(nothing), "overdue revoke None")
    o.paper("U4", "RU4", "annual-review", "2026-12-01", "tpso", complete=True, truthful=True)
    done = o.run(*DECEMBER)
    o.equal("a paper after the deadline comes too late", done.says(nothing), "overdue revoke None")
    o.equal("the register is sound", list(register.faults(o.register)), [])


def rectification_past_expiry(o):
    proposal = tpso_unit(o, "U1", last="2026-08-05", lacks=["4.3"])
    o.ruling(proposal, "rectify", "registered", "2026-10-31")
    o.equal("ordered on the last days", o.run(*OCTOBER).says(proposal), "overdue rectify rectify")
    early = o.run("2026-11-15", "2026-11-15")
    o.equal("counts as valid until the deadline", (early.says(proposal), o.status("TPSO-2025-U1")), ("overdue none None", "valid"))
    assess(o, "U1", "2026-11-20", {"4.3": "met"})
    o.equal("met", o.run(*NOVEMBER).says(proposal), "overdue maintain maintain")
    o.equal("then the old one is over", (o.run(*DECEMBER) and o.status("TPSO-2025-U1")), "expired")


def changed_to_rectify(o):
    proposal = tpso_unit(o, "U1", lacks=["4.2"])
    o.ruling(proposal, "revoke", None, "2026-10-31", "changed", "限期整改", {"action": "rectify", "to": "registered"})
    o.equal("changed", o.run(*OCTOBER).says(proposal), "due revoke rectify")
    early = o.run("2026-11-25", "2026-11-25")
    o.equal("the usual time", (early.says(proposal), "rectify-by: 2026-11-30" in early[proposal]["notes"]), ("overdue none None", True))


def late_upgrade(o):
    for unit_id in ("U1", "U2", "U3", "U4"):
        holder(o, unit_id, "CNTISP-2025-000" + unit_id[1:], "3", "2")
    done = o.run(*OCTOBER)
    o.equal("maintained as eligible", (done.says(U1), done[U1]["eligible_upgrade_to"], done.numbers(U1)),
            ("due maintain maintain", "2", ["CNTISP-2026-0005/1"]))
    o.paper("U1", "Q1", "upgrade-request", "2026-11-02", to_level="1")
    o.paper("U2", "Q2", "upgrade-request", "2026-11-27", to_level="2")     # the twentieth working day
    o.paper("U3", "Q3", "upgrade-request", "2026-11-30", to_level="2")     # the twenty-first
    o.paper("U4", "Q4", "upgrade-request", "2026-10-31", to_level="2")     # of the day of the run: not after it
    early = o.run("2026-11-10", "2026-11-10")
    late = "cntisp/U1/-/upgrade-2026-11-20"
    o.equal("while the old certificate still runs", early.says(late), "due upgrade None")
    done = o.run(*NOVEMBER)
    o.equal("who may", sorted(p for p in done.decisions if "upgrade-" in p),
            [late, "cntisp/U2/-/upgrade-2026-11-20"])
    line, was = done[late], json.loads(o.rows("SELECT line FROM decisions WHERE proposal_id = ? AND period_key = '2026-10-~'", U1)[0][0])
    o.equal("to what", (line["from"], line["to"], line["attained"], line["matter"]), ("3", "2", "2", "review"))
    o.equal("the figures of the renewal", (line["requirements"], line["attainment"]), (was["requirements"], was["attainment"]))
    o.ruling(late, "upgrade", "2", "2026-11-30")
    o.ruling("cntisp/U2/-/upgrade-2026-11-20", "upgrade", "2", "2026-11-30", "rejected")
    done = o.run(*NOVEMBER)
    o.equal("approved", (done.says(late), len(done.numbers(late))), ("due upgrade upgrade", 1))
    o.equal("it replaces the renewal", (o.status("CNTISP-2026-0005"), o.rows(
        "SELECT level, valid_from, valid_to, counted_from FROM certificates WHERE proposal_id = ?", late)),
        ("replaced", [("2", "2026-11-21", "2027-11-20", "2026-11-01")]))
    o.equal("rejected: the renewal stands", (done.says("cntisp/U2/-/upgrade-2026-11-20"),
                                             done.numbers("cntisp/U2/-/upgrade-2026-11-20"), o.status("CNTISP-2026-0006")),
            ("due upgrade maintain", [], "valid"))
    o.equal("and again", o.again("2026-11").digest(), done.digest())
    done = o.run(*DECEMBER)
    o.equal("decided from then on", (done.says(late), done[late]["from"], done.says("cntisp/U1/-/2027-11-20")),
            ("decided none None", "2", "not-due none None"))
    o.equal("the register is sound", list(register.faults(o.register)), [])


def early_upgrade(o):
    o.unit("U1")
    o.holding("U1", "CNTISP-2026-0001", "3", "2026-01-01", "2026-12-31")
    o.year("U1", 60, 20, 60, summary="2026-09-01")
    o.paper("U1", "Q1", "upgrade-request", "2026-09-01", to_level="1", early=True)
    proposal = "cntisp/U1/-/early-2026-12-31"
    o.ruling(proposal, "upgrade", "2", "2026-09-30")
    done = o.run("2026-09", "2026-09-30")
    o.equal("upgraded", (done.says(proposal), o.status("CNTISP-2026-0001"), o.status("CNTISP-2026-0002")),
            ("not-due upgrade upgrade", "replaced", "valid"))
    o.records["certificates"][0]["status"] = "replaced"
    done = o.run(*OCTOBER)
    o.equal("once a term", (sorted(done.decisions), done.rejects), (["cntisp/U1/-/2026-12-31"], []))


def missing(o):
    october(o)
    kept = {kind: list(records) for kind, records in o.records.items()}
    for kind in o.records:
        o.records[kind] = [record for record in o.records[kind] if record.get("unit_id") != "U2"]
    done = o.run(*NOVEMBER)
    o.equal("none, and noted", (done.says(U2), done[U2]["notes"], done[U2]["requirements"]),
            ("overdue none None", ["missing-from-export"], []))
    o.records = kept
    o.equal("back again", o.run(*DECEMBER).says(U2), "overdue downgrade None")


def expired(o):
    holder(o, "U1", "CNTISP-2025-0001", last="2026-08-31", first="2025-09-01")
    proposal = "cntisp/U1/-/2026-08-31"
    o.equal("ninety days", o.run("2026-11-29", "2026-11-29").says(proposal), "overdue downgrade None")
    for period, day in (NOVEMBER, DECEMBER, ("2027-01", "2027-01-31")):
        o.equal("then expired, in %s" % period, (o.run(period, day).says(proposal), o.status("CNTISP-2025-0001")),
                ("expired none None", "expired"))
    o.violation("U1", "2026-08-01")
    o.equal("beyond reach of a violation", o.run("2027-02", "2027-02-28").says(proposal), "expired none None")


def expired_when_imported(o):
    holder(o, "U1", "CNTISP-2024-0001", last="2025-08-31", first="2024-09-01")
    holder(o, "U2", "CNTISP-2024-0002", last="2025-08-31", first="2024-09-01")
    o.records["certificates"][1]["status"] = "expired"
    for period, day in (OCTOBER, NOVEMBER):
        o.equal("one keeps its line in %s" % period, {p: l["status"] for p, l in o.run(period, day).decisions.items()},
                {"cntisp/U1/-/2025-08-31": "expired"})


def renewed_is_expired(o):
    october(o)
    o.run(*NOVEMBER)
    o.run(*DECEMBER)
    o.equal("the old one once its successor runs", (o.status("CNTISP-2025-0001"), o.status("CNTISP-2026-0003")), ("expired", "valid"))


def brake(o):
    """With brakes at three subjects, not fifty."""
    templates = os.path.join(o.folder, "templates")
    shutil.copytree(o.templates, templates)
    with open(os.path.join(templates, "brake.json"), encoding="utf-8") as file:
        rules = json.load(file)
    rules["fewest_due"]["value"] = 3
    with open(os.path.join(templates, "brake.json"), "w", encoding="utf-8") as file:
        json.dump(rules, file)
    o.templates = templates
    for number in range(1, 4):
        holder(o, "U%d" % number, "CNTISP-2025-000%d" % number, attains="2")
    for number in range(4, 8):
        holder(o, "U%d" % number, "CNTISP-2025-000%d" % number, attains="2", last="2026-12-20")
    for _ in range(500 - len(o.records["evidence"])):     # accepted, and counted for nobody
        o.evidence("U1", "threat-report", "2025-01-01", group_id="G%d" % o.number(), original=True, effective=False)
    o.equal("a first period never brakes", o.run(*OCTOBER).status, 0)
    whole = o.records["evidence"]
    dump = o.dump()
    o.records["evidence"] = whole[:len(whole) * 7 // 10]
    o.check("30 % less is not more than 30 %", "Nothing was issued" not in o.run(*NOVEMBER).message)
    o.equal("recorded", len(o.rows("SELECT * FROM runs")), 2)
    os.remove(o.register)
    shutil.rmtree(o.register + ".archive")
    o.records["evidence"] = whole
    o.run(*OCTOBER)
    o.equal("the same register once more", o.dump(), dump)
    o.records["evidence"] = whole[:len(whole) * 7 // 10 - 1]
    held = o.run(*NOVEMBER)
    o.equal("braked", (held.status, o.dump() == dump, [d for d in held.decisions.values() if d["certificates"]]), (2, True, []))
    o.check("packets are written", os.path.isdir(held.output + "/packets/cntisp/U4"))
    o.check("says what and how on", "accepted pieces of evidence" in held.message and "--confirm" in held.message, held.message)
    digest = held.message.split("--confirm ")[1].split()[0]
    o.equal("not by another digest", o.again("2026-11", "--confirm", "0" * 64).status, 2)
    o.equal("register as it was", o.dump() == dump, True)
    confirmed = o.again("2026-11", "--confirm", digest)
    o.equal("confirmed", ("--confirm" in confirmed.message, sum(len(d["certificates"]) for d in confirmed.decisions.values()) > 0),
            (False, True))
    o.equal("again, without a word more", o.again("2026-11").digest(), confirmed.digest())


def adverse_brake(o):
    templates = os.path.join(o.folder, "templates")
    shutil.copytree(o.templates, templates)
    with open(os.path.join(templates, "brake.json"), encoding="utf-8") as file:
        text = file.read()
    with open(os.path.join(templates, "brake.json"), "w", encoding="utf-8") as file:
        file.write(text.replace('"value": 50', '"value": 5'))
    o.templates = templates
    for number in range(10, 20):
        holder(o, "U%d" % number, "CNTISP-2025-00%d" % number, attains=None if number == 10 else "2")
    for number in range(20, 30):
        holder(o, "U%d" % number, "CNTISP-2025-00%d" % number, attains=None if number < 22 else "2", last="2026-12-20")
    o.equal("one of ten", o.run(*OCTOBER).status, 0)
    done = o.run(*NOVEMBER)      # two of ten, and the one of October
    o.check("27 % is more than twice 10 %", "adverse proposals" in done.message, done.message)


def serials(o):
    october(o)
    o.records["rulings"].clear()
    o.ruling(U2, "downgrade", "3", "2026-10-31")
    o.equal("the next", o.run(*OCTOBER).numbers(U2), ["CNTISP-2026-0004/1"])
    o.records["rulings"].clear()
    done = o.run(*OCTOBER)
    o.equal("given back", (done.numbers(U2), o.status("CNTISP-2026-0004")), ([], "replaced"))
    holder(o, "U3", "CNTISP-2025-0003", attains="2")
    o.equal("and not given to another", o.run(*OCTOBER).numbers("cntisp/U3/-/2026-11-20"), ["CNTISP-2026-0005/1"])
    o.ruling(U2, "downgrade", "3", "2026-10-31")
    o.equal("but to the same again", o.run(*OCTOBER).numbers(U2), ["CNTISP-2026-0004/1"])
    o.equal("the register is sound", list(register.faults(o.register)), [])


def certified(o):
    """A trial: its application is decided once the certificate stands; the day it begins outlives a rerun."""
    o.unit("U1")
    facts = {"documents_complete": True, "security_business": True, "data_foundation": True, "team_documented": True,
             "team_results": True, "team_size": 50}
    o.paper("U1", "A1", "application", "2026-03-15", trial_from="2026-04-01", applied_level="2", facts=facts)
    o.year("U1", 20, 5, 20)
    done = o.run(*OCTOBER)
    proposal = "cntisp/U1/-/A1"
    o.equal("to be certified", done.says(proposal), "due certify None")
    o.ruling(proposal, "certify", "2", "2026-10-31")
    o.equal("certified", o.run(*OCTOBER).numbers(proposal), ["CNTISP-2026-0001/1"])
    o.ruling(proposal, "certify", "2", "2026-11-02", remark="再次确认")
    again = o.run("2026-10", "2026-10-31", "--as-of", "2026-11-03")
    o.equal("the same certificate on a later day", (again.numbers(proposal), o.rows(
        "SELECT valid_from, issued_on FROM certificates")), (["CNTISP-2026-0001/1"], [("2026-10-31", "2026-10-31")]))
    done = o.run(*NOVEMBER)
    o.equal("a holder in November", (sorted(done.decisions), done.rejects), (["cntisp/U1/-/2027-10-30"], []))


def only_some_programmes(o):
    october(o)
    dump = o.dump()
    done = o.again("2026-10", "--scheme", "cntisp", output="some")
    o.equal("reads the register and leaves it", (done.numbers(U1), o.dump() == dump), (["CNTISP-2026-0003/1"], True))


SCENARIOS = [rerun, new_rulings, corrected_export, supplementary, conflicts, name_change, violation_after_closing, rejected_revoke,
             ruling_withdrawn, withdrawals, revoked_and_reissued, two_warnings, one_warning, rectification,
             rectification_past_expiry, changed_to_rectify, late_upgrade, early_upgrade, missing, expired, expired_when_imported,
             renewed_is_expired, brake, adverse_brake, serials, certified, only_some_programmes]


def play(scenario):
    office = offices.Office(scenario.__name__.replace("_", " "), *sys.argv[1:4])
    try:
        scenario(office)
        if os.path.exists(office.register):
            office.equal("in the end the register is sound", list(register.faults(office.register)), [])
    except Exception:  # a scenario that breaks is a failed test
        office.check("runs to its end", False, traceback.format_exc().replace("\n", " | "))
    shutil.rmtree(office.folder, ignore_errors=True)
    return office.results


def main():
    chosen = [s for s in SCENARIOS if not sys.argv[4:] or s.__name__ in sys.argv[4:]]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        results = [line for lines in pool.map(play, chosen) for line in lines]
    print("\n".join(results))
    return any(line.startswith("not ok") for line in results) or not results


if __name__ == "__main__":
    sys.exit(main())
