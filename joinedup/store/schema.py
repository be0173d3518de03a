"""The tables of the store as the program uses them now.

Keys, references and limits are in :mod:`.migrations`, which make the tables;
``tests/store/test_migrations.py`` holds both to the same columns.
"""

from sqlalchemy import Integer, LargeBinary, String, Text, column, table

#: Every version, one a row. ``report`` is JSON, ``created_at`` ISO 8601 in UTC, ``name`` the
#: dataset's name in that version.
versions = table(
    "versions",
    column("dataset", String),
    column("number", Integer),
    column("version", String),
    column("parent", String),
    column("name", Text),
    column("created_at", String),
    column("author", Text),
    column("note", Text),
    column("kind", String),
    column("file_name", Text),
    column("file_sha256", String),
    column("report", Text),
)

#: Contents by the SHA-256 of what they are before zlib; versions share them.
parts = table("parts", column("sha256", String), column("body", LargeBinary))

#: Which contents a version has under which name of :data:`joinedup.store.codec.PARTS`.
version_parts = table(
    "version_parts",
    column("dataset", String),
    column("version", String),
    column("part", String),
    column("sha256", String),
)

#: What people chose, to be offered again; ``value`` is JSON.
memories = table(
    "memories",
    column("key", String),
    column("value", Text),
    column("updated_at", String),
)

#: What was decided about introductions, in the order of ``number``; ``decided_at`` is ISO 8601
#: in UTC. Rows are added, never changed.
decisions = table(
    "decisions",
    column("number", Integer),
    column("dataset", String),
    column("organisation", String),
    column("target", String),
    column("through", String),
    column("state", String),
    column("why", Text),
    column("author", Text),
    column("decided_at", String),
)

#: Saved views, a state a row; ``view`` is the id that its states share, ``query`` JSON: pairs of
#: parameter and value; ``archived_at`` is empty unless it is put away. Rows are added, never
#: changed.
saved_views = table(
    "saved_views",
    column("number", Integer),
    column("view", String),
    column("name", Text),
    column("note", Text),
    column("owner", Text),
    column("dataset", String),
    column("page", String),
    column("query", Text),
    column("pinned", Integer),
    column("created_at", String),
    column("author", Text),
    column("changed_at", String),
    column("archived_at", String),
)

#: Stories, a state a row; ``story`` is the id that its states share, ``steps`` JSON: a list of
#: view, heading and speaker's note each. Rows are added, never changed.
stories = table(
    "stories",
    column("number", Integer),
    column("story", String),
    column("name", Text),
    column("owner", Text),
    column("created_at", String),
    column("author", Text),
    column("changed_at", String),
    column("archived", Integer),
    column("steps", Text),
)

#: Notes of meetings, a state a row; ``note`` is the id that its states share, ``by_when`` a day
#: (ISO 8601) or empty. Rows are added, never changed.
meeting_notes = table(
    "meeting_notes",
    column("number", Integer),
    column("note", String),
    column("dataset", String),
    column("kind", String),
    column("state", String),
    column("text", Text),
    column("who", Text),
    column("by_when", String),
    column("view", String),
    column("organisation", String),
    column("target", String),
    column("story", String),
    column("author", Text),
    column("noted_at", String),
    column("changed_by", Text),
    column("changed_at", String),
)

#: What people think of partnerships, programmes and stakeholders; ``scores`` and ``evidence`` are
#: JSON: figures and words by item; ``withdrawn_by`` is empty in what still holds, and in what was
#: taken back before that was kept. Rows are added, never changed.
assessments = table(
    "assessments",
    column("number", Integer),
    column("dataset", String),
    column("kind", String),
    column("subject", String),
    column("organisation", String),
    column("stakeholder_group", String),
    column("scores", Text),
    column("evidence", Text),
    column("withdrawn", Integer),
    column("author", Text),
    column("assessed_on", String),
    column("made_at", String),
    column("withdrawn_by", Text),
)

#: Diagrams, a state a row; ``diagram`` is the id that its states share, ``text`` the outline as it
#: was written. Rows are added, never changed.
diagrams = table(
    "diagrams",
    column("number", Integer),
    column("diagram", String),
    column("dataset", String),
    column("kind", String),
    column("programme", String),
    column("name", Text),
    column("text", Text),
    column("owner", Text),
    column("created_at", String),
    column("author", Text),
    column("changed_at", String),
    column("archived", Integer),
)

#: The migrations that the store has been through.
migrations = table("migrations", column("name", String), column("applied_at", String))

ALL = (
    versions,
    parts,
    version_parts,
    memories,
    decisions,
    saved_views,
    stories,
    meeting_notes,
    assessments,
    diagrams,
    migrations,
)
