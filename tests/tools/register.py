"""What the tests know of a register: its rows, its chain, its archive."""

import hashlib
import json
import os
import sqlite3


def open_register(path):
    return sqlite3.connect("file:%s?mode=ro" % path, uri=True)


def dump(path):
    """Every row of every table, in order; {} without a register."""
    if not os.path.exists(path):
        return {}
    with open_register(path) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
        return {table: sorted(db.execute("SELECT * FROM %s" % table).fetchall(), key=repr) for table in tables}


def archived(path):
    """Names and digests of what lies in the archive."""
    found = {}
    for folder, _, names in os.walk(path + ".archive"):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                found[os.path.relpath(os.path.join(folder, name), path + ".archive")] = hashlib.sha256(file.read()).hexdigest()
    return found


def faults_of_chain(rows):
    before = "0" * 64
    for position, (number, entry, digest) in enumerate(sorted(rows), 1):
        wanted = hashlib.sha256((before + entry).encode("utf-8")).hexdigest()
        if number != position or digest != wanted:
            yield "row %d of the audit chain is not as it must be" % position
        if json.dumps(json.loads(entry), ensure_ascii=False, separators=(",", ":"), sort_keys=True) != entry:
            yield "row %d of the audit chain is not canonical JSON" % position
        before = wanted


def faults_of_archive(path, wanted):
    found = archived(path)
    for digest in wanted:
        name = "%s/%s.pdf" % (digest[:2], digest)
        if found.pop(name, None) != digest:
            yield "%s is not in the archive as it must be" % name
    for name in sorted(found):
        yield "%s is in the archive and not in the register" % name


def faults(path):
    """What is wrong with a register, as sentences; without any every invariant holds."""
    with open_register(path) as db:
        for row in db.execute("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield row[0]
        for row in db.execute("PRAGMA foreign_key_check"):
            yield "foreign key of %s" % (row,)
        yield from faults_of_chain(db.execute("SELECT seq, entry, digest FROM audit").fetchall())
        runs = db.execute("SELECT head, length FROM runs ORDER BY id").fetchall()
        last = db.execute("SELECT digest, seq FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        if runs and runs[-1] != last:
            yield "the last run's head is not the end of the chain"
        for row in db.execute("SELECT scheme, certificate_no FROM certificates GROUP BY 1, 2"
                              " HAVING count(DISTINCT unit_id || coalesce(track, '')) > 1"):
            yield "number %s was used twice" % (row,)
        for row in db.execute("SELECT scheme, certificate_no FROM certificates WHERE version = 1 AND proposal_id IS NOT NULL"
                              " GROUP BY 1, 2 HAVING count(*) > 1"):
            yield "number %s was given out twice" % (row,)
        digests = {row[0] for row in db.execute("SELECT pdf_sha256 FROM certificates WHERE pdf_sha256 IS NOT NULL")}
    yield from faults_of_archive(path, digests)


def difference(wanted, found):
    """The first difference of two dumps, or None."""
    for table in sorted(set(wanted) | set(found)):
        ours, theirs = wanted.get(table), found.get(table)
        if ours is None or theirs is None:
            return "table %s" % table
        for row in ours:
            if row not in theirs:
                return "%s lacks %s" % (table, repr(row)[:200])
        for row in theirs:
            if row not in ours:
                return "%s has %s" % (table, repr(row)[:200])
    return None
