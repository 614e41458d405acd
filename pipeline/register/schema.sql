-- schema.sql - the office's memory. Version 1.
--
-- A period is known by its key, which sorts in time: a month as 2026-10-~, a
-- supplementary run as 2026-10-15. What a period found is what stands with a
-- smaller key; what it did stands with its own.
--
-- Every row is sealed by an entry of the audit chain, which holds the row's digest
-- (seals.c). Decisions keep their rowid: their lines are too long for one of
-- the tables without.

PRAGMA application_id = 1196446257; -- "GPR1"
PRAGMA user_version = 1;

CREATE TABLE runs (
    id            INTEGER PRIMARY KEY,
    period        TEXT NOT NULL,
    period_key    TEXT NOT NULL,
    as_of         TEXT NOT NULL,
    version       TEXT NOT NULL, -- of the program
    export_sha256 TEXT NOT NULL,
    rules_sha256  TEXT NOT NULL,
    plan_sha256   TEXT NOT NULL, -- of decisions.ndjson
    head          TEXT NOT NULL, -- of the audit chain when the run was done
    length        INTEGER NOT NULL
) STRICT;
CREATE INDEX runs_of_period ON runs (period_key, id);

-- Units as they became known; a later row holds what an approved change made of them.
CREATE TABLE units (
    unit_id            TEXT NOT NULL,
    period_key         TEXT NOT NULL,
    name               TEXT NOT NULL,
    name_en            TEXT,
    uscc               TEXT NOT NULL CHECK (length(uscc) = 18),
    registered_address TEXT NOT NULL,
    PRIMARY KEY (unit_id, period_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreements (
    agreement_id  TEXT NOT NULL,
    period_key    TEXT NOT NULL,
    scheme        TEXT NOT NULL,
    unit_id       TEXT NOT NULL,
    signed_on     TEXT NOT NULL,
    valid_to      TEXT NOT NULL,
    terminated_on TEXT,
    PRIMARY KEY (agreement_id, period_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE certificates (
    id             INTEGER PRIMARY KEY,
    scheme         TEXT NOT NULL,
    certificate_no TEXT NOT NULL,
    version        INTEGER NOT NULL CHECK (version >= 1),
    unit_id        TEXT NOT NULL,
    track          TEXT,
    level          TEXT NOT NULL,
    scope          TEXT, -- items between spaces
    valid_from     TEXT NOT NULL,
    valid_to       TEXT NOT NULL CHECK (valid_to >= valid_from),
    counted_from   TEXT NOT NULL,
    status         TEXT NOT NULL DEFAULT 'valid' -- when it became known
        CHECK (status IN ('valid', 'expired', 'revoked', 'withdrawn', 'replaced')),
    issued_on      TEXT, -- NULL: imported from an export
    name           TEXT, -- of the unit as printed
    facts          TEXT,
    content_sha256 TEXT, -- of the facts apart from number, version and day of issue
    pdf_sha256     TEXT,
    proposal_id    TEXT,
    period_key     TEXT NOT NULL,
    corrected      INTEGER NOT NULL DEFAULT 0 CHECK (corrected IN (0, 1)), -- after it was imported
    UNIQUE (scheme, certificate_no, version)
) STRICT;
CREATE INDEX certificates_of_unit ON certificates (unit_id);
CREATE INDEX certificates_of_period ON certificates (period_key);

-- What became of certificates; without a row one is what it was when it became known.
CREATE TABLE certificate_changes (
    certificate  INTEGER NOT NULL REFERENCES certificates (id),
    period_key   TEXT NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('valid', 'expired', 'revoked', 'withdrawn', 'replaced')),
    successor    INTEGER REFERENCES certificates (id),
    proposal_id  TEXT, -- NULL: its days were over
    PRIMARY KEY (certificate, period_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_changes_of_period ON certificate_changes (period_key);

-- A holding that was imported wrongly and put right.
CREATE TABLE corrections (
    certificate  INTEGER NOT NULL REFERENCES certificates (id),
    ordinal      INTEGER NOT NULL,
    corrected_by TEXT NOT NULL,
    reason       TEXT NOT NULL,
    changes      TEXT NOT NULL, -- {"level":["2","1"], ...}: before, after
    PRIMARY KEY (certificate, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
    proposal_id    TEXT NOT NULL,
    period_key     TEXT NOT NULL,
    unit_id        TEXT NOT NULL,
    scheme         TEXT NOT NULL,
    track          TEXT,
    matter         TEXT NOT NULL,
    status         TEXT NOT NULL,
    action         TEXT NOT NULL,
    level_from     TEXT,
    attained       TEXT,
    attainment     TEXT, -- decimal
    score          TEXT, -- decimal
    outcome_action TEXT,
    outcome_to     TEXT,
    closes         INTEGER NOT NULL CHECK (closes IN (0, 1)),
    matters        INTEGER NOT NULL CHECK (matters IN (0, 1)), -- to later periods
    eligible_to    TEXT,
    deadline       TEXT,
    unmet          TEXT NOT NULL,
    barred         INTEGER NOT NULL CHECK (barred IN (0, 1)),
    as_of          TEXT NOT NULL,
    ruled_on       TEXT, -- day of the ruling that counted
    line           TEXT NOT NULL,
    PRIMARY KEY (proposal_id, period_key)
) STRICT;
CREATE INDEX decisions_that_matter ON decisions (proposal_id, period_key) WHERE matters = 1;
CREATE INDEX decisions_ruled ON decisions (proposal_id, period_key, ruled_on) WHERE ruled_on IS NOT NULL;
CREATE INDEX decisions_of_period ON decisions (period_key);
CREATE INDEX decisions_of_unit ON decisions (unit_id, period_key);

CREATE TABLE settled_violations (
    scheme      TEXT NOT NULL,
    evidence_id TEXT NOT NULL,
    period_key  TEXT NOT NULL,
    proposal_id TEXT NOT NULL,
    PRIMARY KEY (scheme, evidence_id, period_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE counts (
    period_key TEXT NOT NULL,
    scheme     TEXT NOT NULL,
    evidence   INTEGER NOT NULL,
    due        INTEGER NOT NULL,
    adverse    INTEGER NOT NULL,
    PRIMARY KEY (period_key, scheme)
) STRICT, WITHOUT ROWID;

-- Every change is a row here: SHA-256 over the digest of the row before and the
-- entry, which is canonical JSON. Nothing is ever updated or deleted.
CREATE TABLE audit (
    seq    INTEGER PRIMARY KEY,
    entry  TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64)
) STRICT;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit chain is not changed'); END;
CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit chain is not cut'); END;
