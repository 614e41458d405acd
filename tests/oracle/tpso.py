"""Programme tpso (§4)."""

from common import ONE_DAY, add_months
from deciding import Programme, all_met, requirement, year_before
from votes import Panel, by_majority

BY_FINDINGS = ("4.2", "4.3", "4.5.d", "4.5.e", "4.7")
ABILITIES = tuple("4.6." + letter for letter in "abcdefg")
REVIEW_ONLY = ("4.5.c", "4.5.c.business")
MINOR = ("4.7", "4.5.a", "4.5.g", "4.5.h.practitioner", "4.5.h.service")
CRITICAL = ("4.2", "4.5.c.business")
ORDER = ("4.2", "4.3", "4.4.staff", "4.4.leads", "4.5.a", "4.5.b", "4.5.c", "4.5.c.employment", "4.5.c.business",
         "4.5.d", "4.5.e", "4.5.f", "4.5.g", "4.5.h.practitioner", "4.5.h.service", "4.5.i", "4.6", "4.7")
RECTIFY_DAYS = 30
REPORTING_WORKING_DAYS = 5


class Tpso(Programme):
    scheme = "tpso"
    issues = ("maintain", "certify", "upgrade", "downgrade", "warn")

    def needs_assessment(self, decision):
        return True

    def needs_coverage(self, decision):
        return True

    def first_of_application(self, decider):
        return year_before(decider.as_of)

    def report(self, decider, decision):
        figures = {}
        figures.update(self.by_findings(decision))
        figures.update(self.by_people(decider, decision))
        figures.update(self.by_evidence(decider, decision))
        asked = [name for name in ORDER if decision.matter == "review" or name not in REVIEW_ONLY]
        level = decision.reviewed
        decision.requirements = [requirement(name, level, *figures[name]) for name in asked]
        decision.attained = "registered" if all_met(decision.requirements) else None

    def by_findings(self, decision):
        panel = Panel(decision, by_majority)
        found = {name: panel.judge(name, [name]) for name in BY_FINDINGS + ABILITIES}
        able = any(found[name].result == "met" for name in ABILITIES)
        decision.undecided = any(found[name].tied or found[name].conflict
                                 for name in BY_FINDINGS + (() if able else ABILITIES))
        figures = {name: (int(found[name].result == "met"), 1) for name in BY_FINDINGS}
        figures["4.6"] = (int(able), 1)
        return figures

    def by_people(self, decider, decision):
        staff = list(decision.unit.staff.values())
        # the last calendar year that has ended by as_of
        year = str((decider.as_of + ONE_DAY).year - 1)

        def every(people, complies, least=0):
            return sum(complies(person) for person in people), max(least, len(people))

        def trained(hours):
            return lambda person: (person["hours"].get(year) or 0) >= hours

        def with_role(role):
            return [person for person in staff if role in person["roles"]]

        service, practitioners = with_role("service"), with_role("practitioner")
        return {
            "4.4.staff": every(staff, lambda person: person["years"] >= 2 or person["certified"], 1),
            "4.4.leads": every(with_role("lead"), lambda person: person["certified"], 1),
            "4.5.b": every(service, lambda person: person["certified"]),
            "4.5.c.employment": every(service, lambda person: person["employment"] == "full-time"),
            "4.5.h.practitioner": every(practitioners, trained(10)),
            "4.5.h.service": every(service, trained(20)),
        }

    def by_evidence(self, decider, decision):
        accepted = [item for item in decision.subject.evidence if item["status"] == "accepted"]
        counted = [item for item in accepted if decision.first_day <= item["date"] <= decision.last_day]

        def of(kind, among=counted):
            return [item for item in among if item["kind"] == kind]

        def filed(project):
            return project["filed_on"] is not None and project["filed_on"] <= project["started_on"]

        def reported(change):
            last = decider.calendar.after(change["changed_on"], REPORTING_WORKING_DAYS)
            # reading: a report of a later day counts for nothing yet
            if change["reported_on"] is None or change["reported_on"] > decider.as_of:
                return last >= decider.as_of
            return change["reported_on"] <= last

        projects, changes = of("service-project"), of("change")
        sound = any(paper["kind"] == "annual-review" and paper["good"] for paper in decision.papers)
        begun = any(add_months(decider.as_of, -12) < project["started_on"] <= decider.as_of
                    for project in of("service-project", accepted))
        return {
            "4.5.a": (int(all(report["sealed"] for report in of("report"))), 1),
            "4.5.c": (int(sound), 1),
            "4.5.c.business": (int(begun), 1),
            "4.5.f": (sum(map(filed, projects)), len(projects)),
            "4.5.g": (sum(map(reported, changes)), len(changes)),
            "4.5.i": (int(all(incident["timely"] for incident in of("incident"))), 1),
        }

    def fall_short(self, decider, decision):
        unmet = [row["id"] for row in decision.requirements if not row["met"]]
        if any(name in CRITICAL for name in unmet):
            decision.propose("revoke", None)
        elif all(name in MINOR for name in unmet):
            decision.propose("warn", decision.level)
        else:
            decision.propose("rectify", decision.level)
            decision.notes.add("rectify-by: %s" % (decider.as_of + RECTIFY_DAYS * ONE_DAY).isoformat())
