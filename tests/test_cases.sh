#!/usr/bin/env bash
# The cases of tests/cases: a few records, and what must be decided on them.
# CASES="status levels" runs only those files. How a case is written: README.md.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

cat > "$WORK/cases.py" <<'PYTHON'
import collections, concurrent.futures, datetime, json, os, re, subprocess, sys
sys.path.insert(0, "tests/oracle")
import common, random_base

PROGRAM, DECIDE, TEMPLATES, WORK = sys.argv[1:5]
FACTS = {"documents_complete": True, "security_business": True, "data_foundation": True, "team_documented": True,
         "team_results": True, "team_size": 50}
CONTENT = {"annual-summary": {"complete": True, "truthful": True}, "application": {"trial_from": "2026-04-01"},
           "appeal": {"grounds": "统计有误"}}
DATA = {"threat-report": {"original": True, "effective": False}, "verification-feedback": {"valid": True},
        "violation": {"confirmed": True, "basis": "law"}}
GROUPED = {"threat-report": "group_id", "verification-feedback": "target_id"}
TYPES = ("units", "certificates", "submissions", "evidence", "rulings")


def days_after(day, count):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=count)).isoformat()


def year_after(day, years):
    return common.add_months(datetime.date.fromisoformat(day), 12 * years).isoformat()


class Case:
    """One block of a file: its records with the defaults filled in, and what is expected."""

    def __init__(self, file, lines):
        self.name = next(line.lstrip("# ") for line in lines if line.startswith("#"))
        self.file = file
        self.head = {}
        self.records = {kind: [] for kind in TYPES}
        self.expected = []
        self.made = collections.Counter()
        for line in lines:
            word, _, rest = line.partition(" ")
            if word == "=>":
                self.expected.append(rest)
            elif word in ("as_of", "next_as_of", "coverage"):
                self.head[word] = rest
            elif word in ("year", "figures"):
                self.figures(word, rest.split())
            elif word in self.records:
                self.record(word, rest)
            elif not line.startswith("#"):
                raise ValueError("%s: not understood: %s" % (file, line))
        for unit in sorted({r["unit_id"] for k in TYPES for r in self.records[k] if isinstance(r, dict) and "unit_id" in r}):
            if unit not in [u["unit_id"] for u in self.records["units"]]:
                self.record("units", json.dumps({"unit_id": unit}))

    def number(self, what):
        self.made[what] += 1
        return self.made[what]

    # year 30 10 30 [from DATE]: a sound annual summary and `figures`.
    # figures 30 10 30 [from DATE]: original reports, so many of them effective, and valid feedbacks.
    def figures(self, word, words):
        start = words[4] if len(words) > 3 else "2026-01-05"
        if word == "year":
            self.record("submissions", '{"kind":"annual-summary"}')
        self.record("evidence", "%s x threat-report from %s original effective=%s" % (words[0], start, words[1]))
        self.record("evidence", "%s x verification-feedback from %s valid" % (words[2], start))

    def record(self, kind, text):
        if text.startswith("{") and text.endswith("}"):
            fill = getattr(self, "fill_" + kind)
            self.records[kind].append(fill(json.loads(text)))
        elif kind == "evidence" and re.match(r"\d+ x ", text):
            self.repeat(text.split())
        else:
            self.records[kind].append(text)  # as it stands

    # N x KIND from|on DATE [field|field=first N] [pending|rejected] [group=PREFIX] [unit=ID]
    def repeat(self, words):
        count, kind, day = int(words[0]), words[2], words[4]
        options = dict((word.split("=") + [str(count)])[:2] for word in words[5:])
        prefix = options.pop("group", "G%d-" % self.number("group"))
        unit = options.pop("unit", "U1")
        status = next((s for s in ("pending", "rejected") if options.pop(s, None)), "accepted")
        for i in range(count):
            data = {field: i < int(first) for field, first in options.items()}
            if kind in GROUPED:
                data[GROUPED[kind]] = "%s%d" % (prefix, i)
            self.records["evidence"].append(self.fill_evidence({
                "unit_id": unit, "kind": kind, "date": days_after(day, i if words[3] == "from" else 0),
                "status": status, "data": data}))

    def fill_units(self, given):
        number = self.number("units")
        return {"unit_id": "U1", "name": "测试单位%d号有限公司" % number, "uscc": random_base.uscc(number),
                "registered_address": "北京市海淀区测试路%d号" % number, **given}

    def fill_certificates(self, given):
        if "valid_from" not in given:
            given["valid_from"] = days_after(year_after(given.get("valid_to", "2026-11-20"), -1), 1)
        return {"certificate_no": "CNTISP-2025-%04d" % self.number("certificates"), "unit_id": "U1", "scheme": "cntisp",
                "level": "2", "valid_to": days_after(year_after(given["valid_from"][:10], 1), -1), "status": "valid",
                **given}

    def fill_submissions(self, given):
        content = {**CONTENT.get(given["kind"], {}), **given.pop("content", {})}
        if given["kind"] == "application":
            facts = {**FACTS, **content.get("facts", {})}
            content["facts"] = {key: value for key, value in facts.items() if value is not None}
        return {"submission_id": "S%d" % self.number("submissions"), "unit_id": "U1", "scheme": "cntisp",
                "submitted_on": self.head["as_of"],
                "content": {key: value for key, value in content.items() if value is not None}, **given}

    def fill_evidence(self, given):
        identifier = "E%d" % self.number("evidence")
        data = {**DATA.get(given["kind"], {}), **given.pop("data", {})}
        if given["kind"] in GROUPED:
            data.setdefault(GROUPED[given["kind"]], "G-" + identifier)
        return {"evidence_id": identifier, "unit_id": "U1", "scheme": "cntisp", "status": "accepted", "data": data, **given}

    def fill_rulings(self, given):
        return {"proposal_id": "cntisp/U1/-/2026-11-20", "by": "办公室", "on": self.head["as_of"], **given}

    def write(self, folder):
        os.makedirs(folder)
        files = []
        for kind in TYPES:
            lines = [r if isinstance(r, str) else random_base.compact(r).decode("utf-8") for r in self.records[kind]]
            if lines:
                files.append(random_base.Base.store(folder, kind + ".ndjson", "".join(
                    line + "\n" for line in lines).encode("utf-8"), len(lines)))
        head = {"format": "gradepress-export/1", "period": self.head["as_of"][:7], "as_of": self.head["as_of"], "files": files}
        if "next_as_of" in self.head:
            head["next_as_of"] = self.head["next_as_of"]
        if "coverage" in self.head:
            head["coverage"] = {"evidence": {"from": self.head["coverage"]}}
        with open(os.path.join(folder, "export.json"), "w", encoding="utf-8") as file:
            json.dump(head, file)


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def differences(wanted, found, where):
    """What an expected part and the line it is about do not share."""
    if isinstance(wanted, dict) and isinstance(found, list):  # requirements, by id
        found = {row["id"]: row for row in found}
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key, value in wanted.items():
            if key not in found:
                yield "%s%s is missing" % (where, key)
            else:
                yield from differences(value, found[key], "%s%s." % (where, key))
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for i, value in enumerate(wanted):
            yield from differences(value, found[i], "%s%d." % (where, i))
    elif wanted != found or isinstance(wanted, bool) != isinstance(found, bool):
        yield "%s expected %s, found %s" % (where.rstrip("."), json.dumps(wanted, ensure_ascii=False),
                                            json.dumps(found, ensure_ascii=False))


def chinese(day):
    return "%d年%d月%d日" % tuple(int(part) for part in day.split("-"))


def check_certificate(output, words):
    """NAME from DATE to DATE issued DATE [shows TEXT]…"""
    path = os.path.join(output, "certificates", "cntisp", words[0] + ".pdf")
    if not os.path.exists(path):
        yield "certificate %s is not there" % words[0]
        return
    text = re.sub(r"\s", "", subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True).stdout)
    asked = dict(zip(words[1::2], words[2::2]))
    for part in (chinese(asked["from"]) + "至" + chinese(asked["to"]), chinese(asked["issued"]), asked.get("shows", "")):
        if part not in text:
            yield "certificate %s does not show %s" % (words[0], part)


def check_output(case, output, status):
    decisions, rejects = read_lines(output + "/decisions.ndjson"), read_lines(output + "/rejects.ndjson")
    wanted, wanted_rejects = [], []
    for line in case.expected:
        word, _, rest = line.partition(" ")
        if line.startswith("{"):
            wanted.append(json.loads(line))
        elif word == "reject":
            wanted_rejects.append(rest)
        elif word == "duplicate":
            with open(output + "/run.json", encoding="utf-8") as file:
                counts = {entry["path"]: entry["duplicate"] for entry in json.load(file)["files"]}
            yield from differences(1, counts.get(rest), "duplicates of %s" % rest)
        elif word == "certificate":
            yield from check_certificate(output, rest.split())
        elif line != "nothing":
            yield "not understood: => " + line
    yield from differences(sorted(wanted_rejects), sorted("%s %s:%d" % (r["code"], r["file"], r["line"]) for r in rejects),
                           "reject ")
    if len(wanted) != len(decisions):
        yield "expected %d decisions, found %d: %s" % (len(wanted), len(decisions), " ".join(d["proposal_id"] for d in decisions))
    for part in wanted:
        found = [d for d in decisions if part.get("proposal_id") == d["proposal_id"]] if "proposal_id" in part else decisions[:1]
        if found:
            yield from differences(part, found[0], "")
        else:
            yield "no decision %s" % part.get("proposal_id")
    needs_a_person = bool(rejects) or any(d["held"] for d in decisions)
    yield from differences(2 if needs_a_person else 0, status, "exit status")


def run(numbered):
    number, case = numbered
    folder, output = "%s/in-%d" % (WORK, number), "%s/out-%d" % (WORK, number)
    name = "%s: %s" % (case.file, case.name)
    if not case.expected:
        return "not ok %s: expects nothing" % name
    case.write(folder)
    command = [PROGRAM, "run", "--input", folder, "--output", output, "--templates", TEMPLATES, "--jobs", "1", "--quiet"]
    if not any(line.startswith(("certificate", "duplicate")) for line in case.expected):
        os.makedirs(output)  # no paper is asked about, so none is drawn
        command = [DECIDE, folder, output, TEMPLATES]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 2):
        return "not ok %s: exit status %d: %s" % (name, done.returncode, done.stderr.strip().split("\n")[-1])
    faults = list(check_output(case, output, done.returncode))
    subprocess.run(["rm", "-rf", folder, output])
    return "not ok %s: %s" % (name, "; ".join(faults)) if faults else "ok %s" % name


def blocks(path):
    with open(path, encoding="utf-8") as file:
        for block in re.split(r"\n\s*\n", file.read()):
            lines = [line.strip() for line in block.split("\n") if line.strip()]
            if any(not line.startswith("#") for line in lines):
                yield lines


cases = [Case(os.path.basename(path)[:-5], lines) for path in sys.argv[5:] for lines in blocks(path)]
with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
    results = list(pool.map(run, enumerate(cases)))
print("\n".join(results))
sys.exit(any(line.startswith("not ok") for line in results) or not results)
PYTHON

files=()
for name in ${CASES:-$(cd tests/cases && ls *.case)}; do files+=("tests/cases/${name%.case}.case"); done
python3 "$WORK/cases.py" "$GRADEPRESS" "$TOOLS/decide" "$TEMPLATES" "$WORK" "${files[@]}" || failures=1
finish
