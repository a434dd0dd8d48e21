BEGIN TRANSACTION;
CREATE TABLE actors (
        claim INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        text TEXT NOT NULL,
        role TEXT NOT NULL,
        country TEXT,
        sector TEXT, bbox TEXT NOT NULL DEFAULT '[]',
        PRIMARY KEY (claim, position)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "actors" VALUES(1,0,'Ministry of Defence (Nigeria)','the ministry','source','NGA','government','[]');
INSERT INTO "actors" VALUES(1,1,'Nigeria','Borno','mentioned',NULL,NULL,'[]');
CREATE TABLE calibration (     -- no row, or one
        stretch REAL NOT NULL CHECK (stretch > 0),
        shift REAL NOT NULL,
        decisions INTEGER NOT NULL,
        fitted_at TEXT NOT NULL
    ) STRICT;
CREATE TABLE changes (
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
    ) STRICT;
INSERT INTO "changes" VALUES(1,1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','lake.pdf','/reports/lake.pdf','new',0,2,0,0,'{"added": ["According to the ministry, more than 124 attacks hit Borno in 2021."], "removed": [], "altered": []}');
CREATE TABLE citations (
        claim INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        label TEXT NOT NULL,
        reference TEXT,
        url TEXT,
        page INTEGER,
        repaired INTEGER NOT NULL, bbox TEXT NOT NULL DEFAULT '[]',
        PRIMARY KEY (claim, position)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "citations" VALUES(1,0,'3','Ministry of Defence, Bulletin 12 (2022).','https://md.example/12',9,0,'[]');
INSERT INTO "citations" VALUES(1,1,'4',NULL,NULL,NULL,1,'[]');
CREATE TABLE cited_reports (
        position INTEGER PRIMARY KEY,
        report_id TEXT NOT NULL,        -- of the report that cites
        label TEXT NOT NULL,
        reference TEXT NOT NULL,
        cited_id TEXT NOT NULL,
        how TEXT NOT NULL
    ) STRICT;
CREATE TABLE claims (
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
        flags TEXT NOT NULL, keywords TEXT NOT NULL DEFAULT '',        -- JSON
        UNIQUE (report, position)
    ) STRICT;
INSERT INTO "claims" VALUES(1,1,0,'c0','s0',3,'[[3, [72.0, 310.25, 290.5, 322.0]], [3, [72.0, 322.0, 120.0, 334.0]]]','According to the ministry, more than 124 attacks hit Borno in 2021.','fact',0.75,27,48,'[[3, [150.0, 310.25, 250.0, 322.0]]]','in 2021','2021','2021','Borno','the ministry','According to',NULL,'asserts','[13, 25]','[0, 12]','[27, 66]','asserted',0,0.9,0.875,'ocr','["dehyphenated", "marker repaired"]','Ministry of Defence (Nigeria)
Nigeria
attacks in Borno
Ministry of Defence, Bulletin 12 (2022).');
INSERT INTO "claims" VALUES(2,1,1,'c1','s1',3,'[[3, [72.0, 310.25, 290.5, 322.0]], [3, [72.0, 322.0, 120.0, 334.0]]]','According to the ministry, more than 124 attacks hit Borno in 2021.','fact',0.75,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'asserted',0,0.0,NULL,'text','[]','');
CREATE TABLE compared (revision INTEGER NOT NULL) STRICT;
INSERT INTO "compared" VALUES(-1);
CREATE TABLE conflicts (
        one TEXT NOT NULL,
        other TEXT NOT NULL,
        since TEXT NOT NULL,            -- ISO 8601, UTC
        PRIMARY KEY (one, other)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE decisions (
        decision_id INTEGER PRIMARY KEY AUTOINCREMENT,
        claim_id TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('new', 'accepted', 'corrected', 'rejected')),
        corrections TEXT NOT NULL,  -- JSON: [[column, new value], ...]
        reviewer TEXT,
        reviewed_at TEXT,
        note TEXT
    , entry_id TEXT, report_id TEXT, file TEXT, about TEXT, made INTEGER NOT NULL DEFAULT 0, split_from TEXT, follows TEXT, sheet_id TEXT) STRICT;
INSERT INTO "decisions" VALUES(1,'c0','new','[]','ana','2026-01-31T09:00:00+00:00','look again','85e50fce599c4d57a7b4168af1298cbf','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','lake.pdf','{"claim_id": "c0", "sentence_id": "s0", "report_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "report": "The war around the lake", "file": "lake.pdf", "page": 3, "bbox": [[3, [72.0, 310.25, 290.5, 322.0]], [3, [72.0, 322.0, 120.0, 334.0]]], "claim": "According to the ministry, more than 124 attacks hit Borno in 2021.", "kind": "fact", "check_worthiness": 0.75, "actors": [{"name": "Ministry of Defence (Nigeria)", "text": "the ministry", "role": "source", "country": "NGA", "sector": "government", "bbox": []}, {"name": "Nigeria", "text": "Borno", "role": "mentioned", "country": null, "sector": null, "bbox": []}], "quantity": {"text": "more than 124 attacks", "value": 124.0, "value_high": null, "relation": ">", "unit": "attack", "what": "attacks in Borno", "per": null, "change": null}, "figure_span": [27, 48], "figure_bbox": [[3, [150.0, 310.25, 250.0, 322.0]]], "time": {"text": "in 2021", "start": "2021", "end": "2021"}, "place": "Borno", "attribution": {"source": "the ministry", "cue": "According to", "source_span": [13, 25], "cue_span": [0, 12], "content_span": [27, 66], "actor": null, "stance": "asserts"}, "modality": "asserted", "negated": false, "citations": [{"label": "3", "reference": "Ministry of Defence, Bulletin 12 (2022).", "url": "https://md.example/12", "page": 9, "repaired": false, "bbox": []}, {"label": "4", "reference": null, "url": null, "page": null, "repaired": true, "bbox": []}], "confidence": 0.9, "ocr_confidence": 0.875, "method": "ocr", "flags": ["dehyphenated", "marker repaired"], "position": 0}',0,NULL,NULL,NULL);
INSERT INTO "decisions" VALUES(2,'c0','corrected','[["value", "125"]]','ana','2026-01-31T10:00:00+00:00','p. 4','a9c8fe888cab4c04a3ac62ff3d316881','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','lake.pdf','{"claim_id": "c0", "sentence_id": "s0", "report_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "report": "The war around the lake", "file": "lake.pdf", "page": 3, "bbox": [[3, [72.0, 310.25, 290.5, 322.0]], [3, [72.0, 322.0, 120.0, 334.0]]], "claim": "According to the ministry, more than 124 attacks hit Borno in 2021.", "kind": "fact", "check_worthiness": 0.75, "actors": [{"name": "Ministry of Defence (Nigeria)", "text": "the ministry", "role": "source", "country": "NGA", "sector": "government", "bbox": []}, {"name": "Nigeria", "text": "Borno", "role": "mentioned", "country": null, "sector": null, "bbox": []}], "quantity": {"text": "more than 124 attacks", "value": 124.0, "value_high": null, "relation": ">", "unit": "attack", "what": "attacks in Borno", "per": null, "change": null}, "figure_span": [27, 48], "figure_bbox": [[3, [150.0, 310.25, 250.0, 322.0]]], "time": {"text": "in 2021", "start": "2021", "end": "2021"}, "place": "Borno", "attribution": {"source": "the ministry", "cue": "According to", "source_span": [13, 25], "cue_span": [0, 12], "content_span": [27, 66], "actor": null, "stance": "asserts"}, "modality": "asserted", "negated": false, "citations": [{"label": "3", "reference": "Ministry of Defence, Bulletin 12 (2022).", "url": "https://md.example/12", "page": 9, "repaired": false, "bbox": []}, {"label": "4", "reference": null, "url": null, "page": null, "repaired": true, "bbox": []}], "confidence": 0.9, "ocr_confidence": 0.875, "method": "ocr", "flags": ["dehyphenated", "marker repaired"], "position": 0}',0,NULL,NULL,NULL);
INSERT INTO "decisions" VALUES(3,'lost','accepted','[]','ben','2026-01-31T11:00:00+00:00',NULL,'172fdd6847f1481a8d6ef59ada695fb5',NULL,NULL,NULL,0,NULL,NULL,NULL);
CREATE TABLE failures (
        path TEXT PRIMARY KEY,
        report_id TEXT,
        stage TEXT NOT NULL,
        message TEXT NOT NULL,
        key TEXT,
        run_id INTEGER NOT NULL REFERENCES runs (run_id),
        failed_at TEXT NOT NULL,
        attempts INTEGER NOT NULL
    , first_failed_at TEXT) STRICT;
INSERT INTO "failures" VALUES('/reports/bad.pdf','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','reading','no PDF','settings 1',1,'2026-11-22T21:53:57+00:00',1,'2026-11-22T21:53:57+00:00');
CREATE TABLE figures (
        claim INTEGER PRIMARY KEY REFERENCES claims (id) ON DELETE CASCADE,
        text TEXT NOT NULL,
        value REAL NOT NULL,
        value_high REAL,
        relation TEXT NOT NULL,
        unit TEXT,
        what TEXT,
        per TEXT,
        change TEXT
    ) STRICT;
INSERT INTO "figures" VALUES(1,'more than 124 attacks',124.0,NULL,'>','attack','attacks in Borno',NULL,NULL);
CREATE TABLE files (
        path BLOB PRIMARY KEY,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        report_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "files" VALUES(X'2F7265706F7274732F6C616B652E706466',10,20,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
CREATE TABLE group_members (
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
    ) STRICT, WITHOUT ROWID;
CREATE TABLE groups (
        position INTEGER PRIMARY KEY,   -- conflicts first
        group_id TEXT NOT NULL UNIQUE,
        conflict INTEGER NOT NULL
    ) STRICT;
CREATE TABLE journal (size INTEGER NOT NULL) STRICT;
INSERT INTO "journal" VALUES(4425);
CREATE TABLE pages (
        report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        width REAL NOT NULL,        -- PDF points
        height REAL NOT NULL,
        method TEXT NOT NULL,
        confidence REAL NOT NULL, rotation INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (report, number)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "pages" VALUES(1,1,595.0,842.0,'text',1.0,0);
CREATE TABLE places (
        report_id TEXT PRIMARY KEY,
        path TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "places" VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','/reports/lake.pdf');
CREATE TABLE raw_confidences (
        claim INTEGER PRIMARY KEY REFERENCES claims (id) ON DELETE CASCADE,
        confidence REAL NOT NULL
    ) STRICT;
CREATE TABLE "references" (
        report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        label TEXT NOT NULL,
        text TEXT NOT NULL,
        url TEXT,
        page INTEGER,
        bbox TEXT,                  -- x0, top, x1, bottom
        PRIMARY KEY (report, position)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "references" VALUES(1,0,'3','Ministry of Defence, Bulletin 12 (2022).','https://md.example/12',NULL,NULL);
INSERT INTO "references" VALUES(1,1,'5','Never cited (2019).',NULL,NULL,NULL);
CREATE TABLE reports (
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
    , gone_since TEXT) STRICT;
INSERT INTO "reports" VALUES(1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','lake.pdf','The war around the lake','2022-09-15','/reports/lake.pdf',12,'settings 1',1,'2026-11-22T21:53:57+00:00','{"reading": 1.5}','["page 2 is upside down"]',2,2,1,2,NULL);
CREATE TABLE revision (current INTEGER NOT NULL, exported INTEGER NOT NULL) STRICT;
INSERT INTO "revision" VALUES(3,0);
CREATE TABLE runs (
        run_id INTEGER PRIMARY KEY AUTOINCREMENT,
        state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'interrupted')),
        started_at TEXT NOT NULL,   -- ISO 8601, UTC
        finished_at TEXT,
        version TEXT NOT NULL,
        settings TEXT NOT NULL,     -- JSON
        read INTEGER,
        failed INTEGER
    , reported_at TEXT) STRICT;
INSERT INTO "runs" VALUES(1,'finished','2026-11-22T21:53:57+00:00','2026-11-22T21:53:57+00:00','0.1','{"model": "rules"}',1,1,NULL);
CREATE TABLE sheet_parts (
        sheet_id TEXT NOT NULL REFERENCES sheets (sheet_id) ON DELETE CASCADE,
        part INTEGER NOT NULL,
        rows BLOB NOT NULL,         -- zlib, JSON: [[claim_id, cells, claim], ...]
        PRIMARY KEY (sheet_id, part)
    ) STRICT;
CREATE TABLE sheets (
        sheet_id TEXT PRIMARY KEY,
        sent_at TEXT NOT NULL,
        columns TEXT NOT NULL       -- JSON
    ) STRICT, WITHOUT ROWID;
CREATE TABLE sources (
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
    ) STRICT, WITHOUT ROWID;
CREATE TABLE verdicts (
        claim_id TEXT PRIMARY KEY,
        decision_id INTEGER NOT NULL,
        status TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "verdicts" VALUES('c0',2,'corrected');
INSERT INTO "verdicts" VALUES('lost',3,'accepted');
CREATE INDEX failures_by_report ON failures (report_id);
CREATE INDEX reports_in_order ON reports (file, report_id);
CREATE INDEX decisions_by_claim ON decisions (claim_id, decision_id);
CREATE INDEX changes_by_run ON changes (run_id);
CREATE INDEX reports_by_path ON reports (path);
CREATE INDEX reports_by_run ON reports (run_id);
CREATE INDEX files_by_report ON files (report_id);
CREATE TRIGGER claims_search_added AFTER INSERT ON claims BEGIN
        INSERT INTO claims_search (rowid, claim, keywords)
        VALUES (new.id, new.claim, new.keywords);
    END;
CREATE TRIGGER claims_search_deleted AFTER DELETE ON claims BEGIN
        INSERT INTO claims_search (claims_search, rowid, claim, keywords)
        VALUES ('delete', old.id, old.claim, old.keywords);
    END;
CREATE TRIGGER claims_search_changed AFTER UPDATE OF id, claim, keywords ON claims BEGIN
        INSERT INTO claims_search (claims_search, rowid, claim, keywords)
        VALUES ('delete', old.id, old.claim, old.keywords);
        INSERT INTO claims_search (rowid, claim, keywords)
        VALUES (new.id, new.claim, new.keywords);
    END;
CREATE INDEX claims_listed ON claims
        (report, position, kind, confidence, check_worthiness, claim_id);
CREATE INDEX claims_by_confidence ON claims
        (confidence, report, position, kind, check_worthiness, claim_id);
CREATE INDEX actors_by_name ON actors (name, claim);
CREATE TRIGGER verdicts_kept AFTER INSERT ON decisions BEGIN
        INSERT OR REPLACE INTO verdicts VALUES (new.claim_id, new.decision_id, new.status);
    END;
CREATE INDEX verdicts_by_status ON verdicts (status, claim_id);
CREATE UNIQUE INDEX decisions_by_entry ON decisions (entry_id);
CREATE INDEX decisions_by_report ON decisions (report_id);
CREATE INDEX decisions_by_file ON decisions (file);
CREATE INDEX decisions_by_follows ON decisions (follows) WHERE follows IS NOT NULL;
CREATE INDEX verdicts_by_decision ON verdicts (decision_id);
CREATE VIEW reviewed_claims AS
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
        LEFT JOIN decisions AS d ON d.decision_id = v.decision_id;
CREATE INDEX group_members_by_claim ON group_members (claim_id);
CREATE INDEX conflicts_by_other ON conflicts (other);
CREATE INDEX places_by_path ON places (path);
CREATE TRIGGER places_kept AFTER INSERT ON reports BEGIN
        INSERT OR REPLACE INTO places VALUES (new.report_id, new.path);
    END;
CREATE TRIGGER places_followed AFTER UPDATE OF path ON reports BEGIN
        INSERT OR REPLACE INTO places VALUES (new.report_id, new.path);
    END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('runs',1);
INSERT INTO "sqlite_sequence" VALUES('changes',1);
INSERT INTO "sqlite_sequence" VALUES('decisions',3);
CREATE VIRTUAL TABLE claims_search USING fts5 (
        claim, keywords, content = 'claims', content_rowid = 'id',
        tokenize = "unicode61 remove_diacritics 2"
    );
INSERT INTO claims_search (claims_search) VALUES ('rebuild');
COMMIT;
PRAGMA application_id = 1129074003;
PRAGMA user_version = 9;
