"""The tables of a ledger in SQLite, and the marks by which its file is known.

Rows are only ever added; triggers refuse the rest. ``passage_words`` and ``spot_box`` are indexes
that SQLite keeps in tables of its own, which no trigger can guard: all that is in them follows
from the other tables. So does what the tables of bundles hold, which is overwritten as reports
come in.
"""

from __future__ import annotations

# "FogL" in the file's header: by it a ledger is told from any other SQLite file.
APPLICATION_ID = 0x466F674C
SCHEMA_VERSION = 3
# Versions that differ in the tables of bundles only, which are made anew.
EARLIER_BUNDLES = (1, 2)
# Claims take some 1.5 kB: on pages of 8 kB less room is lost at the end of each than on the usual
# ones of 4 kB, and reading everything takes half as many.
PAGE_SIZE = 8192

# Periods are kept by the greatest length that they can have (day, week, month, year, any), in
# hours: the ones that overlap a moment then begin in a stretch of that length before it, and an
# index finds them without reading all that ever began earlier.
SPANS = (24, 7 * 24, 31 * 24, 366 * 24, 2**61)
# Where a claim has no period at all.
NO_SPAN = 0

_TABLES = {
    "report": """(
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE
    )""",
    # What came, once a report: name and metadata in JSON, the bytes compressed by zlib.
    "received": """(
        report INTEGER PRIMARY KEY REFERENCES report,
        meta TEXT NOT NULL,
        data BLOB NOT NULL
    )""",
    "reading": """(
        row INTEGER PRIMARY KEY,
        report INTEGER NOT NULL REFERENCES report,
        reading TEXT NOT NULL,
        reader TEXT NOT NULL,
        resources TEXT NOT NULL,
        read_at INTEGER NOT NULL,
        received INTEGER NOT NULL,
        known INTEGER NOT NULL,
        story TEXT,
        title TEXT,
        publisher TEXT,
        family TEXT,
        via TEXT,
        url TEXT,
        published TEXT,
        published_end TEXT,
        published_basis TEXT NOT NULL,
        language TEXT NOT NULL,
        claims INTEGER NOT NULL,
        UNIQUE (report, reading)
    )""",
    # The record in JSON, compressed by zlib.
    "record": """(
        reading INTEGER PRIMARY KEY REFERENCES reading,
        data BLOB NOT NULL
    )""",
    "spot": """(
        row INTEGER PRIMARY KEY,
        lat REAL NOT NULL,
        lon REAL NOT NULL,
        UNIQUE (lat, lon)
    )""",
    # What claims are chosen by; narrow, so that a choice reads few pages.
    "claim": """(
        row INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        event_key TEXT NOT NULL,
        reading INTEGER NOT NULL REFERENCES reading,
        type TEXT NOT NULL,
        span INTEGER NOT NULL,
        first INTEGER,
        last INTEGER,
        spot INTEGER REFERENCES spot
    )""",
    # The claim itself in JSON.
    "claim_body": """(
        claim INTEGER PRIMARY KEY REFERENCES claim,
        body TEXT NOT NULL
    )""",
    # The gazetteer ids of a claim's place and of all that contains it.
    "claim_unit": """(
        unit TEXT NOT NULL,
        span INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        claim INTEGER NOT NULL REFERENCES claim,
        PRIMARY KEY (unit, span, first, last, claim)
    ) WITHOUT ROWID""",
    "block": """(
        key TEXT NOT NULL,
        span INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        claim INTEGER NOT NULL REFERENCES claim,
        PRIMARY KEY (key, span, first, last, claim)
    ) WITHOUT ROWID""",
    "link": """(
        one INTEGER NOT NULL REFERENCES claim,
        other INTEGER NOT NULL REFERENCES claim,
        rule TEXT NOT NULL,
        score REAL NOT NULL,
        features TEXT NOT NULL,
        PRIMARY KEY (one, other, rule, score, features)
    ) WITHOUT ROWID""",
    # The paragraph's words are those of the reading's record, from start to stop.
    "passage": """(
        row INTEGER PRIMARY KEY,
        report INTEGER NOT NULL REFERENCES report,
        reading INTEGER NOT NULL REFERENCES reading,
        number INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        signature BLOB NOT NULL,
        bands TEXT NOT NULL
    )""",
    "band": """(
        band TEXT NOT NULL,
        passage INTEGER NOT NULL REFERENCES passage,
        PRIMARY KEY (band, passage)
    ) WITHOUT ROWID""",
    "copy": """(
        one INTEGER NOT NULL REFERENCES report,
        one_number INTEGER NOT NULL,
        other INTEGER NOT NULL REFERENCES report,
        other_number INTEGER NOT NULL,
        similarity REAL NOT NULL,
        PRIMARY KEY (one, one_number, other, other_number, similarity)
    ) WITHOUT ROWID""",
    "judgement": """(
        id TEXT NOT NULL PRIMARY KEY,
        body TEXT NOT NULL
    ) WITHOUT ROWID""",
}

# What is computed from the rest: overwritten as reports come in, and thrown away at will.
BUNDLE_TABLES = (
    *("bundled", "bundle", "tie", "background"),
    *("noted_reading", "noted_judgement", "bundled_by"),
)
_BUNDLES = (
    """CREATE TABLE bundle (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        first INTEGER NOT NULL,
        settled INTEGER NOT NULL,
        body BLOB
    )""",
    "CREATE INDEX bundle_unmade ON bundle (id) WHERE body IS NULL",
    """CREATE TABLE bundled (
        claim INTEGER PRIMARY KEY REFERENCES claim,
        bundle INTEGER NOT NULL REFERENCES bundle
    )""",
    "CREATE INDEX bundled_bundle ON bundled (bundle)",
    # Claims of different happenings of which one has a part in what the other adds up to.
    """CREATE TABLE tie (
        one INTEGER NOT NULL REFERENCES claim,
        other INTEGER NOT NULL REFERENCES claim,
        PRIMARY KEY (one, other)
    ) WITHOUT ROWID""",
    "CREATE INDEX tie_other ON tie (other)",
    # Paragraphs of a wording that is all over the place, of the reports that the bundles heed.
    """CREATE TABLE background (
        report INTEGER NOT NULL REFERENCES report,
        number INTEGER NOT NULL,
        PRIMARY KEY (report, number)
    ) WITHOUT ROWID""",
    # What the bundles heed, and by which version of the rules they were made.
    "CREATE TABLE noted_reading (reading INTEGER PRIMARY KEY REFERENCES reading)",
    "CREATE TABLE noted_judgement (id TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE bundled_by (stamp TEXT NOT NULL)",
)

_INDEXES = (
    "CREATE INDEX reading_story ON reading (story, report) WHERE story IS NOT NULL",
    "CREATE INDEX claim_event ON claim (event_key)",
    "CREATE INDEX claim_reading ON claim (reading)",
    "CREATE INDEX claim_type ON claim (type)",
    "CREATE INDEX claim_period ON claim (span, first, last)",
    "CREATE INDEX claim_spot ON claim (spot) WHERE spot IS NOT NULL",
    "CREATE INDEX link_other ON link (other)",
    "CREATE INDEX passage_report ON passage (report)",
    "CREATE INDEX copy_other ON copy (other)",
    "CREATE VIRTUAL TABLE spot_box USING rtree (row, south, north, west, east)",
    # Only the index, no text. Its rows are those of passage, its words come from words_of, which
    # leaves nothing to do for a tokenizer but to part them at spaces.
    "CREATE VIRTUAL TABLE passage_words USING fts5 (text, content='', tokenize='ascii')",
)


def statements() -> tuple[str, ...]:
    """All that makes an empty file a ledger, in order, to be run in one transaction."""
    tables = (f"CREATE TABLE {name} {columns}" for name, columns in _TABLES.items())
    mark = f"PRAGMA application_id = {APPLICATION_ID}"
    return (*tables, *_INDEXES, *_guards(), mark, *upgrade())


def upgrade() -> tuple[str, ...]:
    """All that makes a ledger of an earlier version one of today's, in one transaction."""
    gone = (f"DROP TABLE IF EXISTS {table}" for table in BUNDLE_TABLES)
    return (*gone, *_BUNDLES, f"PRAGMA user_version = {SCHEMA_VERSION}")


def table_names() -> tuple[str, ...]:
    """The tables whose rows are guarded against any change."""
    return tuple(_TABLES)


def _guards() -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'a ledger is append-only'); END"
        for table in _TABLES
        for verb in ("UPDATE", "DELETE")
    )


def span_of(first: int, last: int) -> int:
    """The length class of a period: the first of :data:`SPANS` that it does not exceed."""
    return next((span for span in SPANS if last - first <= span), SPANS[-1])
