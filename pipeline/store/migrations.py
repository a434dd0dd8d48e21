"""The database's tables: every change ever made to them, in order.

A change is a tuple of statements, made in one transaction with the record that it was made. A
released change is never edited: the next one goes to the end of the list.

``reports.id`` and ``claims.id`` are for joins within the database and change with every run;
``report_id`` and ``claim_id`` come from content and stay. Spans, boxes and lists are JSON.
"""

APPLICATION_ID = 0x434C4D53  # "CLMS", by which we know our own files

_FIRST = (
    """CREATE TABLE runs (
        run_id INTEGER PRIMARY KEY AUTOINCREMENT,
        state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'interrupted')),
        started_at TEXT NOT NULL,   -- ISO 8601, UTC
        finished_at TEXT,
        version TEXT NOT NULL,
        settings TEXT NOT NULL,     -- JSON
        read INTEGER,
        failed INTEGER
    ) STRICT""",
    # What a path was when its bytes were hashed. Paths are bytes, as the file system has them.
    """CREATE TABLE files (
        path BLOB PRIMARY KEY,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        report_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE failures (
        path TEXT PRIMARY KEY,
        report_id TEXT,
        stage TEXT NOT NULL,
        message TEXT NOT NULL,
        key TEXT,
        run_id INTEGER NOT NULL REFERENCES runs (run_id),
        failed_at TEXT NOT NULL,
        attempts INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX failures_by_report ON failures (report_id)",
    """CREATE TABLE reports (
        id INTEGER PRIMARY KEY,
        report_id TEXT NOT NULL UNIQUE,
        file TEXT NOT NULL,
        report TEXT NOT NULL,
        date TEXT,
        path TEXT NOT NULL,
        page_count INTEGER NOT NULL,
        key TEXT NOT NULL,          -- of the settings, models and code that made the rows
        run_id INTEGER NOT NULL REFERENCES runs (run_id),
        saved_at TEXT NOT NULL,
        seconds TEXT NOT NULL,      -- JSON: stage -> seconds
        warnings TEXT NOT NULL,     -- JSON
        sentences INTEGER NOT NULL,
        claims INTEGER NOT NULL,
        figures INTEGER NOT NULL,
        "references" INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX reports_in_order ON reports (file, report_id)",
    """CREATE TABLE pages (
        report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        width REAL NOT NULL,        -- PDF points
        height REAL NOT NULL,
        method TEXT NOT NULL,
        confidence REAL NOT NULL,
        PRIMARY KEY (report, number)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE "references" (
        report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        label TEXT NOT NULL,
        text TEXT NOT NULL,
        url TEXT,
        page INTEGER,
        bbox TEXT,                  -- x0, top, x1, bottom
        PRIMARY KEY (report, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE claims (
        id INTEGER PRIMARY KEY,
        report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        claim_id TEXT NOT NULL UNIQUE,
        sentence_id TEXT NOT NULL,
        page INTEGER NOT NULL,
        bbox TEXT NOT NULL,         -- [[page, [x0, top, x1, bottom]], ...]
        claim TEXT NOT NULL,
        kind TEXT NOT NULL,
        check_worthiness REAL NOT NULL,
        figure_start INTEGER,       -- within claim
        figure_end INTEGER,
        figure_bbox TEXT NOT NULL,
        time TEXT,
        time_start TEXT,
        time_end TEXT,
        place TEXT,
        source TEXT,
        cue TEXT,
        source_actor TEXT,
        stance TEXT,
        source_span TEXT,           -- within the report's text
        cue_span TEXT,
        content_span TEXT,
        modality TEXT NOT NULL,
        negated INTEGER NOT NULL,
        confidence REAL NOT NULL,
        ocr_confidence REAL,
        method TEXT NOT NULL,
        flags TEXT NOT NULL,        -- JSON
        UNIQUE (report, position)
    ) STRICT""",
    """CREATE TABLE figures (
        claim INTEGER PRIMARY KEY REFERENCES claims (id) ON DELETE CASCADE,
        text TEXT NOT NULL,
        value REAL NOT NULL,
        value_high REAL,
        relation TEXT NOT NULL,
        unit TEXT,
        what TEXT,
        per TEXT,
        change TEXT
    ) STRICT""",
    """CREATE TABLE actors (
        claim INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        text TEXT NOT NULL,
        role TEXT NOT NULL,
        country TEXT,
        sector TEXT,
        PRIMARY KEY (claim, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE citations (
        claim INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        label TEXT NOT NULL,
        reference TEXT,
        url TEXT,
        page INTEGER,
        repaired INTEGER NOT NULL,
        PRIMARY KEY (claim, position)
    ) STRICT, WITHOUT ROWID""",
    # How often what the tables show has changed, and which of these states they show.
    "CREATE TABLE revision (current INTEGER NOT NULL, exported INTEGER NOT NULL) STRICT",
    "INSERT INTO revision VALUES (0, 0)",
    # Only ever added to. No foreign key: a decision outlives the row that it is about.
    """CREATE TABLE decisions (
        decision_id INTEGER PRIMARY KEY AUTOINCREMENT,
        claim_id TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('new', 'accepted', 'corrected', 'rejected')),
        corrections TEXT NOT NULL,  -- JSON: [[column, new value], ...]
        reviewer TEXT,
        reviewed_at TEXT,
        note TEXT
    ) STRICT""",
    "CREATE INDEX decisions_by_claim ON decisions (claim_id, decision_id)",
    # The columns of the claims table, for whoever reads the database by hand.
    """CREATE VIEW reviewed_claims AS
        SELECT c.claim_id, c.sentence_id, r.report_id, r.report, r.file, c.page, c.bbox, c.claim,
            c.kind, c.check_worthiness,
            (SELECT group_concat(name, '; ') FROM
                (SELECT name FROM actors WHERE claim = c.id ORDER BY position)) AS actors,
            (SELECT group_concat(role, '; ') FROM
                (SELECT role FROM actors WHERE claim = c.id ORDER BY position)) AS role,
            f.text AS figure, f.value, f.value_high, f.relation, f.unit, f.what, f.per, f.change,
            c.time, c.time_start, c.time_end, c.place, c.source, c.cue, c.modality, c.negated,
            (SELECT group_concat(label, ', ') FROM
                (SELECT label FROM citations WHERE claim = c.id ORDER BY position)) AS citations,
            (SELECT group_concat(reference, '; ') FROM
                (SELECT reference FROM citations WHERE claim = c.id ORDER BY position))
                AS reference,
            (SELECT group_concat(url, '; ') FROM
                (SELECT url FROM citations WHERE claim = c.id ORDER BY position))
                AS reference_url,
            c.confidence, c.ocr_confidence, c.method, c.flags,
            coalesce(d.status, 'new') AS status, d.reviewer, d.reviewed_at, d.note,
            d.corrections
        FROM claims AS c
        JOIN reports AS r ON r.id = c.report
        LEFT JOIN figures AS f ON f.claim = c.id
        LEFT JOIN decisions AS d ON d.decision_id =
            (SELECT max(decision_id) FROM decisions WHERE claim_id = c.claim_id)""",
)

# What the marks on a page's picture need.
_PRINTED = (
    "ALTER TABLE actors ADD COLUMN bbox TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE citations ADD COLUMN bbox TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE pages ADD COLUMN rotation INTEGER NOT NULL DEFAULT 0",
)

# What a morning's report of the night needs.
_NIGHTLY = (
    # Since when no file holds the report's bytes; its rows are kept.
    "ALTER TABLE reports ADD COLUMN gone_since TEXT",
    "ALTER TABLE failures ADD COLUMN first_failed_at TEXT",
    "UPDATE failures SET first_failed_at = failed_at",
    "ALTER TABLE runs ADD COLUMN reported_at TEXT",  # when a run report told of it
    # What each saved report did to the table; only ever added to.
    """CREATE TABLE changes (
        change_id INTEGER PRIMARY KEY AUTOINCREMENT,
        run_id INTEGER NOT NULL REFERENCES runs (run_id),
        report_id TEXT NOT NULL,
        file TEXT NOT NULL,
        path TEXT NOT NULL,
        how TEXT NOT NULL CHECK (how IN ('new', 'again', 'edition')),
        kept INTEGER NOT NULL,      -- claims that are as they were
        added INTEGER NOT NULL,
        removed INTEGER NOT NULL,
        altered INTEGER NOT NULL,   -- the same sentence and figure, read otherwise
        examples TEXT NOT NULL      -- JSON: a few of them
    ) STRICT""",
    "CREATE INDEX changes_by_run ON changes (run_id)",
    # Saving a report must cost the same in a store of a hundred thousand.
    "CREATE INDEX reports_by_path ON reports (path)",
    "CREATE INDEX reports_by_run ON reports (run_id)",
    "CREATE INDEX files_by_report ON files (report_id)",
)

# What a reviewer's list and search need, on a hundred thousand claims.
_REVIEW = (
    # What a search shall find although the sentence does not say it: usual names, references.
    "ALTER TABLE claims ADD COLUMN keywords TEXT NOT NULL DEFAULT ''",
    """UPDATE claims SET keywords =
        coalesce((SELECT group_concat(name, char(10)) FROM actors WHERE claim = claims.id), '')
        || char(10) || coalesce(
            (SELECT group_concat(reference, char(10)) FROM citations WHERE claim = claims.id), '')
    """,
    # The words are kept in claims alone; triggers keep the index right, cascades included.
    """CREATE VIRTUAL TABLE claims_search USING fts5 (
        claim, keywords, content = 'claims', content_rowid = 'id',
        tokenize = "unicode61 remove_diacritics 2"
    )""",
    "INSERT INTO claims_search (claims_search) VALUES ('rebuild')",
    """CREATE TRIGGER claims_search_added AFTER INSERT ON claims BEGIN
        INSERT INTO claims_search (rowid, claim, keywords)
        VALUES (new.id, new.claim, new.keywords);
    END""",
    """CREATE TRIGGER claims_search_deleted AFTER DELETE ON claims BEGIN
        INSERT INTO claims_search (claims_search, rowid, claim, keywords)
        VALUES ('delete', old.id, old.claim, old.keywords);
    END""",
    """CREATE TRIGGER claims_search_changed AFTER UPDATE OF id, claim, keywords ON claims BEGIN
        INSERT INTO claims_search (claims_search, rowid, claim, keywords)
        VALUES ('delete', old.id, old.claim, old.keywords);
        INSERT INTO claims_search (rowid, claim, keywords)
        VALUES (new.id, new.claim, new.keywords);
    END""",
    # Filters read these instead of the rows themselves.
    """CREATE INDEX claims_listed ON claims
        (report, position, kind, confidence, check_worthiness, claim_id)""",
    """CREATE INDEX claims_by_confidence ON claims
        (confidence, report, position, kind, check_worthiness, claim_id)""",
    "CREATE INDEX actors_by_name ON actors (name, claim)",
    # The latest decision on each claim, which a trigger keeps.
    """CREATE TABLE verdicts (
        claim_id TEXT PRIMARY KEY,
        decision_id INTEGER NOT NULL,
        status TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """INSERT INTO verdicts SELECT claim_id, decision_id, status FROM decisions
        WHERE decision_id IN (SELECT max(decision_id) FROM decisions GROUP BY claim_id)""",
    """CREATE TRIGGER verdicts_kept AFTER INSERT ON decisions BEGIN
        INSERT OR REPLACE INTO verdicts VALUES (new.claim_id, new.decision_id, new.status);
    END""",
    "CREATE INDEX verdicts_by_status ON verdicts (status, claim_id)",
)

# What a review needs to outlive every run.
_REVIEWED = (
    "ALTER TABLE decisions ADD COLUMN entry_id TEXT",  # the same in decisions.jsonl
    "ALTER TABLE decisions ADD COLUMN report_id TEXT",
    "ALTER TABLE decisions ADD COLUMN file TEXT",
    "ALTER TABLE decisions ADD COLUMN about TEXT",  # JSON: the claim as it was then
    # The claim is a row that a person wrote, by splitting another one or by adding it.
    "ALTER TABLE decisions ADD COLUMN made INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE decisions ADD COLUMN split_from TEXT",
    "ALTER TABLE decisions ADD COLUMN follows TEXT",  # the id that the same row had before
    "ALTER TABLE decisions ADD COLUMN sheet_id TEXT",
    """UPDATE decisions SET entry_id = lower(hex(randomblob(16))),
        report_id = (SELECT r.report_id FROM claims AS c JOIN reports AS r ON r.id = c.report
                     WHERE c.claim_id = decisions.claim_id),
        file = (SELECT r.file FROM claims AS c JOIN reports AS r ON r.id = c.report
                WHERE c.claim_id = decisions.claim_id)""",
    "CREATE UNIQUE INDEX decisions_by_entry ON decisions (entry_id)",
    "CREATE INDEX decisions_by_report ON decisions (report_id)",
    "CREATE INDEX decisions_by_file ON decisions (file)",
    "CREATE INDEX decisions_by_follows ON decisions (follows) WHERE follows IS NOT NULL",
    "CREATE INDEX verdicts_by_decision ON verdicts (decision_id)",
    "CREATE TABLE journal (size INTEGER NOT NULL) STRICT",  # of decisions.jsonl, as we left it
    "INSERT INTO journal VALUES (0)",
    # Review sheets as they went out, to compare with when they come back.
    """CREATE TABLE sheets (
        sheet_id TEXT PRIMARY KEY,
        sent_at TEXT NOT NULL,
        columns TEXT NOT NULL       -- JSON
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE sheet_parts (
        sheet_id TEXT NOT NULL REFERENCES sheets (sheet_id) ON DELETE CASCADE,
        part INTEGER NOT NULL,
        rows BLOB NOT NULL,         -- zlib, JSON: [[claim_id, cells, claim], ...]
        PRIMARY KEY (sheet_id, part)
    ) STRICT""",
    "DROP VIEW reviewed_claims",
    """CREATE VIEW reviewed_claims AS
        SELECT c.claim_id, c.sentence_id, r.report_id, r.report, r.file, c.page, c.bbox, c.claim,
            c.kind, c.check_worthiness,
            (SELECT group_concat(name, '; ') FROM
                (SELECT name FROM actors WHERE claim = c.id ORDER BY position)) AS actors,
            (SELECT group_concat(role, '; ') FROM
                (SELECT role FROM actors WHERE claim = c.id ORDER BY position)) AS role,
            f.text AS figure, f.value, f.value_high, f.relation, f.unit, f.what, f.per, f.change,
            c.time, c.time_start, c.time_end, c.place, c.source, c.cue, c.modality, c.negated,
            (SELECT group_concat(label, ', ') FROM
                (SELECT label FROM citations WHERE claim = c.id ORDER BY position)) AS citations,
            (SELECT group_concat(reference, '; ') FROM
                (SELECT reference FROM citations WHERE claim = c.id ORDER BY position))
                AS reference,
            (SELECT group_concat(url, '; ') FROM
                (SELECT url FROM citations WHERE claim = c.id ORDER BY position))
                AS reference_url,
            c.confidence, c.ocr_confidence, c.method, c.flags,
            coalesce(d.status, 'new') AS status, d.reviewer, d.reviewed_at, d.note,
            d.corrections
        FROM claims AS c
        JOIN reports AS r ON r.id = c.report
        LEFT JOIN figures AS f ON f.claim = c.id
        LEFT JOIN verdicts AS v ON v.claim_id = c.claim_id
        LEFT JOIN decisions AS d ON d.decision_id = v.decision_id""",
)

# What several reports say together: derived from the claims, but for since when.
_COMPARED = (
    """CREATE TABLE groups (
        position INTEGER PRIMARY KEY,   -- conflicts first
        group_id TEXT NOT NULL UNIQUE,
        conflict INTEGER NOT NULL
    ) STRICT""",
    # As they were compared: with what a reviewer had corrected by then.
    """CREATE TABLE group_members (
        group_position INTEGER NOT NULL REFERENCES groups (position) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        claim_id TEXT NOT NULL,
        report_id TEXT NOT NULL,
        report TEXT NOT NULL,
        file TEXT NOT NULL,
        page INTEGER NOT NULL,
        date TEXT,
        claim TEXT NOT NULL,
        figure TEXT,
        time TEXT,
        source TEXT,
        PRIMARY KEY (group_position, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX group_members_by_claim ON group_members (claim_id)",
    # Every two claims whose figures disagree, the smaller id first.
    """CREATE TABLE conflicts (
        one TEXT NOT NULL,
        other TEXT NOT NULL,
        since TEXT NOT NULL,            -- ISO 8601, UTC
        PRIMARY KEY (one, other)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX conflicts_by_other ON conflicts (other)",
    """CREATE TABLE cited_reports (
        position INTEGER PRIMARY KEY,
        report_id TEXT NOT NULL,        -- of the report that cites
        label TEXT NOT NULL,
        reference TEXT NOT NULL,
        cited_id TEXT NOT NULL,
        how TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE compared (revision INTEGER NOT NULL) STRICT",
    "INSERT INTO compared VALUES (-1)",
)

# Confidence as decisions have taught it to be told, and as the extraction had it.
_CALIBRATED = (
    """CREATE TABLE calibration (     -- no row, or one
        stretch REAL NOT NULL CHECK (stretch > 0),
        shift REAL NOT NULL,
        decisions INTEGER NOT NULL,
        fitted_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE raw_confidences (
        claim INTEGER PRIMARY KEY REFERENCES claims (id) ON DELETE CASCADE,
        confidence REAL NOT NULL
    ) STRICT""",
)

# The works that a reference names, told apart, with their parts.
_SOURCES = (
    """CREATE TABLE sources (
        report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
        reference INTEGER NOT NULL,     -- its position
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        authors TEXT,
        title TEXT,
        year TEXT,
        publisher TEXT,
        url TEXT,
        doi TEXT,
        short INTEGER NOT NULL,         -- 1: stands for a work named before: Ibid.
        stands_for TEXT,                -- that work's text
        PRIMARY KEY (report, reference, position)
    ) STRICT, WITHOUT ROWID""",
)

# Where each report lay last that was ever read or decided on: the next edition is read from there.
_PLACES = (
    """CREATE TABLE places (
        report_id TEXT PRIMARY KEY,
        path TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "INSERT OR REPLACE INTO places SELECT report_id, path FROM changes ORDER BY change_id",
    "INSERT OR REPLACE INTO places SELECT report_id, path FROM reports",
    "CREATE INDEX places_by_path ON places (path)",
    """CREATE TRIGGER places_kept AFTER INSERT ON reports BEGIN
        INSERT OR REPLACE INTO places VALUES (new.report_id, new.path);
    END""",
    """CREATE TRIGGER places_followed AFTER UPDATE OF path ON reports BEGIN
        INSERT OR REPLACE INTO places VALUES (new.report_id, new.path);
    END""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _FIRST,
    _PRINTED,
    _NIGHTLY,
    _REVIEW,
    _REVIEWED,
    _COMPARED,
    _CALIBRATED,
    _SOURCES,
    _PLACES,
)
