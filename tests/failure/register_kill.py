#!/usr/bin/env python3
"""Kills a run of three units with a register at every event that matters, and fills the disk at many a write.

    register_kill.py GRADEPRESS INTERRUPT TEMPLATES FOLDER VARIANT

FOLDER holds the exports september and october. Called by register_kill.sh.
"""

import collections
import concurrent.futures
import hashlib
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import register

GRADEPRESS, INTERRUPT, TEMPLATES, FOLDER, VARIANT = sys.argv[1:6]
STEP = 12 if VARIANT == "asan" else 1    # sanitizers are slow
wrong = 0


def report(name, faults):
    global wrong
    wrong += bool(faults)
    print("not ok %s: %s" % (name, "; ".join(faults[:3])) if faults else "ok %s" % name, flush=True)


def command(place, period="october"):
    return [GRADEPRESS, "run", "--quiet", "--jobs", "2", "--input", os.path.join(FOLDER, period), "--output", place + "/out",
            "--register", place + "/register.db", "--templates", TEMPLATES]


def run(arguments):
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip(), done.stderr.strip().split("\n")[-1]


def tree(top, leaves_out=()):
    """Digest of names and bytes below a folder; None without it."""
    if not os.path.isdir(top):
        return None
    digest = hashlib.sha256()
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(set(folders) - set(leaves_out))
        digest.update((os.path.relpath(folder, top) + "\0").encode())
        for name in sorted(set(names) - {"timings.json"} - set(leaves_out)):
            digest.update((name + "\0").encode())
            if name.endswith("-journal"):   # begins with a random number
                digest.update(b"%d" % os.path.getsize(os.path.join(folder, name)))
                continue
            with open(os.path.join(folder, name), "rb") as file:
                digest.update(hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def leftovers(place):
    found = set(os.listdir(place)) - {"out", "register.db", "register.db.archive"}
    if os.path.exists(place + "/register.db.archive/new"):
        found.add("register.db.archive/new")
    return sorted(found)


State = collections.namedtuple("State", "output register archive")


def state(place):
    return State(tree(place + "/out"), register.dump(place + "/register.db"), register.archived(place + "/register.db"))


def faults_of_end(place, wanted):
    """What the register and the output lack once the run has ended well."""
    found = state(place)
    if found.output != wanted.output:
        yield "the output differs from that of an undisturbed run"
    if found.register != wanted.register:
        yield "the register differs: %s" % register.difference(wanted.register, found.register)
    if found.archive != wanted.archive:
        yield "the archive differs"
    yield from register.faults(place + "/register.db")
    if leftovers(place):
        yield "left beside: %s" % " ".join(leftovers(place))


class Series:
    """One beginning, and the same run from there interrupted at every event."""

    def __init__(self, name, begins_after):
        self.name = name
        self.start = os.path.join(FOLDER, name + "-start")
        os.makedirs(self.start)
        for period in begins_after:
            if run(command(self.start, period))[0] != 0:
                raise SystemExit("not ok %s: its beginning does not run" % name)
        self.before = state(self.start)
        place = self.copy("whole")
        self.faults = []
        status, events, message = run([INTERRUPT, place, "count"] + command(place))
        if status != 0:
            self.faults.append("undisturbed: exit status %d: %s" % (status, message))
        self.events = events.split("\n")
        self.wanted = state(place)
        self.faults += faults_of_end(place, self.wanted)
        report("%s: undisturbed, %d events" % (name, len(self.events)), self.faults)
        self.seen = set()
        self.runs = 0

    def copy(self, name):
        place = os.path.join(FOLDER, "%s-%s" % (self.name, name))
        shutil.copytree(self.start, place)
        return place

    def kill(self, number):
        """(what was interrupted, faults). The next run removes what was staged unread, so that of states that
        differ in nothing else only one in ten is run to its end again."""
        place = self.copy("kill-%d" % number)
        status, event, _ = run([INTERRUPT, place, "kill", str(number)] + command(place))
        if status != 137:
            shutil.rmtree(place)
            return None, []
        faults = []
        if tree(place + "/out") not in (self.before.output, self.wanted.output):
            faults.append("a mixture of outputs")
        left = tree(place, [".out.new"])
        if left not in self.seen or number % 10 == 0 or faults:
            self.seen.add(left)
            self.runs += 1
            status, _, message = run(command(place))
            if status != 0:
                faults.append("run again: exit status %d: %s" % (status, message))
            faults += faults_of_end(place, self.wanted)
        shutil.rmtree(place)
        return event, ["%d (%s): %s" % (number, event, fault) for fault in faults]

    def fill(self, number):
        place = self.copy("full-%d" % number)
        status, event, message = run([INTERRUPT, place, "full", str(number)] + command(place))
        faults = []
        if event:
            if status != 73:
                faults.append("exit status %d: %s" % (status, message))
            elif not any(words in message for words in ("No space left on device", "not written whole", "xlsx file")):
                faults.append("says: " + message)
            if state(place) != self.before:
                faults.append("output or register changed")
            if leftovers(place):
                faults.append("left beside: %s" % " ".join(leftovers(place)))
        shutil.rmtree(place)
        return event or None, ["%d (%s): %s" % (number, event, fault) for fault in faults]


def is_void(event):
    """Of what is staged, removed unread by the next run whatever it is; or of a journal, void until it is synced."""
    return " .out.new/" in event and not event.startswith("rename") or event == "pwrite register.db-journal"


def numbers(series, step):
    """Every step-th event and some more, since their order and number vary a little from run to run. In the midst of
    what is void one in five will do."""
    for number in range(1, len(series.events) + 4, step):
        around = series.events[max(0, number - 2):number + 1]
        if not around or not all(map(is_void, around)) or number % 5 == 0:
            yield number


def all_points(series, interrupt, step):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        results = list(pool.map(interrupt, numbers(series, step)))
    return (sum(event is not None for event, _ in results), [fault for _, found in results for fault in found])


for name, begins_after in (("second run", ["september"]), ("first run", [])):
    series = Series(name, begins_after)
    points, faults = all_points(series, series.kill, STEP if begins_after else 7 * STEP)
    report("%s killed at %d points, run again from %d states" % (name, points, series.runs), faults)
    points, faults = all_points(series, series.fill, (4 if begins_after else 15) * STEP)
    report("%s, disk full at %d points" % (name, points), faults)
sys.exit(wrong > 0)
