"""Full-text search over answers: the same words on SQLite's FTS5 and PostgreSQL's `tsvector`."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select, Table, bindparam, column, event, select, table, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from consult.kernel.db import begin_write, database_of
from consult.kernel.types import Base
from consult.kernel.words import Query, Term, read_query, words_of
from consult.submissions.models import Submission

MAX_BYTES = 900_000
"""A `tsvector` holds at most one megabyte; whatever is beyond this in one response is not found."""
_INDEX = table("submission_search", column("rowid"), column("document"), column("submission_id"))

# The words come ready made, so neither database cuts or changes them.
SQLITE_DDL = ("CREATE VIRTUAL TABLE submission_search USING fts5(document, tokenize = 'ascii', detail = none)",)
POSTGRESQL_DDL = (
    "CREATE TABLE submission_search ("
    "submission_id bigint PRIMARY KEY REFERENCES submission (id) ON DELETE CASCADE, document tsvector NOT NULL)",
    "CREATE INDEX ix_submission_search_document ON submission_search USING gin (document)",
)
_TAKE_FROM_SQLITE = text("DELETE FROM submission_search WHERE rowid = :id")
_PUT_INTO_SQLITE = text("INSERT INTO submission_search (rowid, document) VALUES (:id, :document)")
_PUT_INTO_POSTGRESQL = text(
    "INSERT INTO submission_search (submission_id, document) "
    "VALUES (:id, array_to_tsvector(string_to_array(:document, ' '))) "
    "ON CONFLICT (submission_id) DO UPDATE SET document = excluded.document"
)


def keys_of(written: str) -> str:
    """Return the words of a text as both databases keep them: letters and digits of ASCII, at most 900 kB."""
    kept, size = [], 0
    for word in words_of(written):
        key = _key(word)
        size += len(key) + 8
        if size > MAX_BYTES:
            break
        kept.append(key)
    return " ".join(kept)


def _key(word: str) -> str:
    # In hexadecimal the beginning of a word is still the beginning of its key.
    return word if word.isascii() else f"u{word.encode().hex()}"


def index_text(session: Session, submission_id: int, document: str, *, is_new: bool = False) -> None:
    """Make a submission findable by these words, in place of any earlier ones."""
    connection = begin_write(session)
    row = {"id": submission_id, "document": keys_of(document)}
    if not database_of(session).is_sqlite:
        connection.execute(_PUT_INTO_POSTGRESQL, row)
        return
    if not is_new:
        connection.execute(_TAKE_FROM_SQLITE, {"id": submission_id})
    if row["document"]:
        connection.execute(_PUT_INTO_SQLITE, row)


def index_many(session: Session, documents: Sequence[tuple[int, str]]) -> None:
    """Make new submissions findable: pairs of number and text."""
    if not documents:
        return
    connection = begin_write(session)
    rows = [{"id": number, "document": keys_of(document)} for number, document in documents]
    connection.execute(_PUT_INTO_SQLITE if database_of(session).is_sqlite else _PUT_INTO_POSTGRESQL, rows)


def narrow(session: Session, statement: Select[object], typed: str) -> Select[Any]:
    """Keep only submissions that have what was typed, in any of its forms, the newest first; see `read_query`.

    SQLite walks its index in that order, so a page of results costs the same however many there are.
    """
    query = read_query(typed)
    is_sqlite = database_of(session).is_sqlite
    number = _INDEX.c.rowid if is_sqlite else _INDEX.c.submission_id
    match = "submission_search MATCH :{name}" if is_sqlite else "submission_search.document @@ CAST(:{name} AS tsquery)"
    spell = _for_sqlite if is_sqlite else _for_postgresql
    if query.wanted:
        statement = statement.join(_INDEX, number == Submission.id)
        found = text(match.format(name="wanted")).bindparams(bindparam("wanted", _all_of(query, spell, is_sqlite)))
        statement = statement.where(found)
        if is_sqlite:
            statement = statement.order_by(None).order_by(number.desc())
    if query.unwanted:
        either = _either(query.unwanted, spell, is_sqlite)
        left_out = (
            select(number)
            .select_from(_INDEX)
            .where(text(match.format(name="unwanted")).bindparams(bindparam("unwanted", either)))
        )
        statement = statement.where(Submission.id.not_in(left_out.correlate(None)))
    return statement


Spell = Callable[[Term], str]


def _all_of(query: Query, spell: Spell, is_sqlite: bool) -> str:
    return (" AND " if is_sqlite else " & ").join(_either(group, spell, is_sqlite) for group in query.wanted)


def _either(terms: Sequence[Term], spell: Spell, is_sqlite: bool) -> str:
    return f"({(' OR ' if is_sqlite else ' | ').join(spell(term) for term in terms)})"


def _for_sqlite(term: Term) -> str:
    ending = " *" if term.starts else ""
    return " OR ".join(f"({' AND '.join(f'{chr(34)}{_key(w)}{chr(34)}{ending}' for w in ws)})" for ws in term.spellings)


def _for_postgresql(term: Term) -> str:
    ending = ":*" if term.starts else ""
    return " | ".join(f"({' & '.join(f'{_key(w)}{ending}' for w in ws)})" for ws in term.spellings)


def _create(target: Table, connection: Connection, **_ignored: object) -> None:
    for statement in SQLITE_DDL if connection.dialect.name == "sqlite" else POSTGRESQL_DDL:
        connection.execute(text(statement))


def _drop(target: Table, connection: Connection, **_ignored: object) -> None:
    connection.execute(text("DROP TABLE IF EXISTS submission_search"))


event.listen(Base.metadata.tables["submission"], "after_create", _create)
event.listen(Base.metadata.tables["submission"], "before_drop", _drop)
