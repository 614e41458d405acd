#!/usr/bin/env bash
# The rule files against the standards' items as transcribed (tests/catalogues),
# and what `gradepress schemes` prints against the rule files.
set -uo pipefail
. "$(dirname "$0")/lib.sh"

python3 tests/oracle/rule_files.py | grep -v ' passed, ' || true
[ "${PIPESTATUS[0]}" -eq 0 ] || failures=1

for name in ciipa cncert cntisp tcas375 tpso; do
    "$GRADEPRESS" schemes "$name" --templates "$TEMPLATES" --json > "$WORK/$name.json"
    check "schemes $name --json" "exit status $?" test $? -eq 0
    "$GRADEPRESS" schemes "$name" --templates "$TEMPLATES" > "$WORK/$name.txt"
    check "schemes $name" "exit status $?" test $? -eq 0
done

python3 - "$WORK" <<'PYTHON' || failures=1
import json, os, sys

failed = False


def tell(name, fault):
    global failed
    failed |= bool(fault)
    print("not ok %s: %s" % (name, fault) if fault else "ok " + name)


def load(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return json.load(file)


SIGNS = {"at_least": ">=", "at_most": "<=", "equals": "="}


def alternatives(item):
    return [[{"fact": c["fact"], "op": SIGNS[key], "value": c[key]} for c in alternative for key in SIGNS if key in c]
            for alternative in item.get("facts", [])]


def fault_of(printed, item):
    wanted = {"id": item["id"], "clause": item["clause"], "text": item["text"],
              "necessary": item.get("necessary", False), "level": item.get("level"),
              "persons": item.get("persons", 0), "facts": alternatives(item)}
    return "; ".join("%s: printed %r, expected %r" % (key, printed[key], value)
                     for key, value in wanted.items() if printed[key] != value)


for name in ("ciipa", "tcas375", "tpso"):
    printed, items = load(sys.argv[1], name + ".json")["items"], load("templates", name, "items.json")["items"]
    tell("schemes %s: number of items" % name,
         "" if len(printed) == len(items) else "printed %d, expected %d" % (len(printed), len(items)))
    faults = ["%s: %s" % (i["id"], f) for p, i in zip(printed, items) if (f := fault_of(p, i))]
    tell("schemes %s: items as in items.json" % name, "; ".join(faults[:3]))
ciipa = load(sys.argv[1], "ciipa.json")
tell("schemes ciipa: weights add up to 100", "" if sum(w["weight"] for w in ciipa["weights"]) == 100 else "they do not")
tell("schemes ciipa: every item has a term", "" if all(i["term"] for i in ciipa["items"]) else "one has none")
for name in ("cntisp", "cncert"):
    scheme = load(sys.argv[1], name + ".json")
    source = load("templates", name, "scheme.json")
    tell("schemes %s: requirements as in scheme.json" % name,
         "" if [r["id"] for r in scheme["review"]] == [r["id"] for r in source["review"]["requirements"]] else "they differ")
sys.exit(failed)
PYTHON
finish
