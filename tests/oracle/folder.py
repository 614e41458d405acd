"""The export folder: which files, which records in them, and to which unit they belong."""

import gzip
import hashlib
import os
import zlib

from catalogue import CIIPA_CONDITIONAL, ITEMS
from common import (FORMAT, RECORD_TYPES, Refused, Reject, bad_json, canonical, parse_json, plain_date)
from reading import HEX64, KEYS, READERS, WITH_UNIT, Fields, check_key


# --- files -------------------------------------------------------------------------------

class Row:
    """One record as it stands in a file."""

    def __init__(self, order, file, line, kind, raw):
        self.order, self.file, self.line, self.kind = order, file, line, kind
        self.value, self.fault = None, raw if isinstance(raw, Reject) else None
        if self.fault is None:
            try:
                self.value = parse_json(raw)
            except Reject as fault:
                self.fault = fault

    def id_text(self):
        if not isinstance(self.value, dict):
            return None
        parts = [self.value.get(key) for key in KEYS[self.kind]]
        return "/".join(parts) if all(isinstance(part, str) for part in parts) else None


def split_lines(data):
    """(line number, bytes) of every line that is not blank."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip(b" \t\r"):
            yield number, line.rstrip(b"\r")


def element_end(data, start):
    """Where the array element that begins at `start` ends: at a comma or bracket outside it."""
    depth, quoted, place = 0, False, start
    while place < len(data):
        char = data[place:place + 1]
        if quoted:
            if char == b"\\":
                place += 1
            elif char == b'"':
                quoted = False
        elif char == b'"':
            quoted = True
        elif char in b"[{":
            depth += 1
        elif char in b"]}" and depth > 0:
            depth -= 1
        elif char in b",]" and depth == 0:
            return place
        place += 1
    return None


def split_array(data):
    """(element number, bytes or Reject) of a JSON array."""
    data = data.strip(b" \t\r\n")
    if not data.startswith(b"["):
        yield 1, bad_json("found no array, expected [")
        return
    if data[1:].lstrip(b" \t\r\n") == b"]":
        return
    start, number = 1, 0
    while True:
        number += 1
        end = element_end(data, start)
        if end is None:
            yield number, bad_json("found the end of the file, expected ]")
            return
        yield number, data[start:end].strip(b" \t\r\n")
        if data[end:end + 1] == b"]":
            break
        start = end + 1
    if data[end + 1:]:
        yield number + 1, bad_json("found text after the array, expected none")


def record_kind(path):
    """Record type and whether the file is an array; (None, False) for an attachment."""
    name = os.path.basename(path)
    stem = name.split(".")[0]
    # reading: a listed file that is no record file is an attachment; only its digest is checked.
    if stem not in RECORD_TYPES:
        return None, False
    if name.endswith((".ndjson", ".ndjson.gz")):
        return stem, False
    return (stem, True) if name.endswith(".json") else (None, False)


def path_inside(folder, path):
    """The real path of `path` if it stays inside the folder, else None."""
    if os.path.isabs(path) or ".." in path.split("/") or "\\" in path or not path:
        return None
    root = os.path.realpath(folder)
    real = os.path.realpath(os.path.join(root, path))
    return real if real.startswith(root + os.sep) else None


class Export:
    def __init__(self, folder):
        self.folder = folder
        self.digests = {}   # path -> digest of every listed file
        self.rows = []
        head = self.read_head()
        for order, entry in enumerate(head.any("files", lambda v: isinstance(v, list), "a list")):
            self.read_listed(order, Fields(entry, "files."))

    def read_head(self):
        try:
            with open(os.path.join(self.folder, "export.json"), "rb") as file:
                head = Fields(parse_json(file.read().removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n")))
        except OSError as error:
            raise Refused("export.json: %s" % error.strerror)
        head.word("format", (FORMAT,))
        head.any("period", lambda v: isinstance(v, str) and (plain_date(v) or plain_date(v + "-01")), "a period")
        self.as_of = head.day("as_of")
        self.next_as_of = head.day("next_as_of", optional=True)
        head.flag("sample", optional=True)
        coverage = head.object("coverage", optional=True)
        evidence = coverage.object("evidence", optional=True) if coverage else None
        self.covered_from = evidence.day("from", optional=True) if evidence else None
        return head

    def read_listed(self, order, entry):
        path = entry.text("path")
        expected = entry.any("sha256", lambda v: isinstance(v, str) and HEX64.fullmatch(v), "64 hex digits").lower()
        records = entry.any("records", lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 0, "a count")
        real = path_inside(self.folder, path)
        if real is None or path in self.digests:
            raise Refused("%s: found a path that leaves the folder or is listed twice" % path)
        try:
            with open(real, "rb") as file:
                stored = file.read()
        except OSError:
            raise Refused("%s: found nothing, expected a file" % path)
        found = hashlib.sha256(stored).hexdigest()
        if found != expected:
            raise Refused("%s: found digest %s, expected %s" % (path, found, expected))
        self.digests[path] = found
        rows = self.read_rows(order, path, stored)
        if len(rows) != records:
            raise Refused("%s: found %d records, expected %d" % (path, len(rows), records))
        self.rows.extend(rows)

    def read_rows(self, order, path, stored):
        kind, is_array = record_kind(path)
        if kind is None:
            return []
        if path.endswith(".gz"):
            try:
                stored = gzip.decompress(stored)
            except (OSError, EOFError, zlib.error):
                raise Refused("%s: found damaged data, expected gzip" % path)
        stored = stored.removeprefix(b"\xef\xbb\xbf")
        split = split_array if is_array else split_lines
        return [Row(order, path, number, kind, raw) for number, raw in split(stored)]


# --- sorting records into units ----------------------------------------------------------

class Unit:
    """What is known about one unit."""

    def __init__(self, unit_id):
        self.id = unit_id
        self.certificates, self.submissions, self.evidence = [], [], []
        self.assessments, self.staff = [], {}
        self.appealed = set()     # proposals an appeal of this unit names, whatever its scheme
        self.rejected = set()     # (scheme, record type) of rejected records; staff has no scheme: (None, "staff")
        self.future = set()       # (scheme, track or None) with something dated after as_of

    def of(self, kind, scheme, track):
        """Records of a subject: a submission without a track concerns all of them."""
        return [record for record in getattr(self, kind)
                if record["scheme"] == scheme and record["track"] in (None, track)]


class Records:
    """Validates all rows and sorts them by unit."""

    def __init__(self, export):
        self.export = export
        self.units, self.assessments = {}, {}
        self.spoilt = set()       # assessments a finding of which was rejected
        self.taken = {}           # (kind, id) -> content
        self.rejects = []
        self.rulings = []
        self.case_folded = set()
        # references may point forward, to another file: those referred to are read first
        ranks = {"units": 0, "assessments": 1}
        for row in sorted(export.rows, key=lambda row: ranks.get(row.kind, 2)):
            if row.kind == "rulings" and row.fault is None:
                self.rulings.append(row)   # judged when the proposals are known
                continue
            try:
                self.accept(row)
            except Reject as fault:
                self.reject(row, fault)

    def reject(self, row, fault):
        self.rejects.append((row.order, row.line, {
            "file": row.file, "line": row.line, "id": row.id_text(), "code": fault.code, "message": fault.message}))
        # reading: a record that is JSON at all marks its subject when the texts that name it are in it
        if isinstance(row.value, dict):
            self.mark_rejected(row)

    def mark_rejected(self, row):
        named = row.value.get("assessment_id")
        if row.kind == "findings" and isinstance(named, str):
            self.spoilt.add(named)
        unit = row.value.get("unit_id")
        unit = self.units.get(unit) if isinstance(unit, str) else None
        scheme = row.value.get("scheme")
        if unit and row.kind == "staff":
            unit.rejected.add((None, "staff"))
        elif unit and row.kind in ("evidence", "submissions", "assessments") and isinstance(scheme, str):
            unit.rejected.add((scheme, row.kind))

    def accept(self, row):
        if row.fault:
            raise row.fault
        fields = Fields(row.value)
        key = check_key(row.kind, fields)
        if row.kind in WITH_UNIT:
            fields.id("unit_id")
        record = READERS[row.kind](fields)
        self.check_references(row, record)
        if self.occupy(row, key):
            self.keep(row, record)

    def check_references(self, row, record):
        value = row.value
        if row.kind in WITH_UNIT and value["unit_id"] not in self.units:
            raise Reject("unknown-unit", "unit_id: found %s, expected a unit of the export" % value["unit_id"])
        if row.kind == "findings":
            assessment = self.assessments.get(record["assessment"])
            if assessment is None:
                raise Reject("unknown-assessment", "found %s, expected an assessment" % record["assessment"])
            # reading: any item of the scheme is known, also one outside the assessment's tracks
            if record["item"] not in ITEMS[assessment["scheme"]]:
                raise Reject("unknown-item", "found %s, expected an item" % record["item"])
            # reading: only ciipa restricts na (in tcas375 it counts as not met)
            if record["result"] == "na" and assessment["scheme"] == "ciipa" and record["item"] not in CIIPA_CONDITIONAL:
                raise Reject("na-not-allowed", "found na on %s, expected met or unmet" % record["item"])
        if row.kind == "evidence" and "file" in record:
            path, expected = record["file"]
            # reading: a run reads only listed files, so an attachment must be listed
            found = self.export.digests.get(path) if path_inside(self.export.folder, path) else None
            if found != expected:
                raise Reject("evidence-file", "found %s with digest %s, expected %s" % (path, found, expected))

    def occupy(self, row, key):
        """True for a new id, False for an equal copy; another content is a fault."""
        content = canonical(row.value)
        earlier = self.taken.get((row.kind, key))
        # reading: contents are compared whole, unknown fields included
        if earlier == content:
            return False
        if earlier is not None or (row.kind == "units" and key.lower() in self.case_folded):
            raise Reject("duplicate-id", "found %s again with other content, expected one record" % key)
        self.taken[(row.kind, key)] = content
        if row.kind == "units":
            self.case_folded.add(key.lower())
        return True

    def keep(self, row, record):
        if row.kind == "units":
            self.units[row.value["unit_id"]] = Unit(row.value["unit_id"])
        elif row.kind == "findings":
            self.keep_finding(record, self.assessments[record["assessment"]])
        elif row.kind in WITH_UNIT:
            self.keep_in_unit(row.kind, record, self.units[row.value["unit_id"]])

    def is_future(self, unit, record, tracks):
        if record["date"] <= self.export.as_of:
            return False
        unit.future.update((record["scheme"], track) for track in tracks)
        return True

    def keep_finding(self, finding, assessment):
        # a finding of a later day is noted on the tracks its assessment names
        if not self.is_future(assessment["unit"], dict(finding, scheme=assessment["scheme"]), assessment["tracks"]):
            assessment["findings"].append(finding)

    def keep_in_unit(self, kind, record, unit):
        if kind == "certificates":
            unit.certificates.append(record)
        elif kind == "staff":
            unit.staff[record["id"]] = record
        elif kind == "assessments":
            record["unit"] = unit
            self.assessments[record["id"]] = record
            if not self.is_future(unit, record, record["tracks"]):
                unit.assessments.append(record)
        elif kind in ("submissions", "evidence") and not self.is_future(unit, record, [record["track"]]):
            # reading: an appeal counts for the proposal it names, whatever scheme it is filed under
            if record["kind"] == "appeal":
                unit.appealed.add(record["proposal_id"])
            getattr(unit, kind).append(record)
