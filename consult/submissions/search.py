"""Full-text search over answers: SQLite's FTS5 and PostgreSQL's `tsvector` behind one function."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, Table, column, event, func, or_, table, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from consult.kernel.db import begin_write, database_of
from consult.kernel.prepared import Prepared
from consult.kernel.types import Base
from consult.submissions.models import Submission

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_INDEX = table("submission_search", column("rowid"), column("document"), column("submission_id"))

SQLITE_DDL = (
    'CREATE VIRTUAL TABLE submission_search USING fts5(document, tokenize = "porter unicode61 remove_diacritics 2")',
)
POSTGRESQL_DDL = (
    "CREATE TABLE submission_search ("
    "submission_id bigint PRIMARY KEY REFERENCES submission (id) ON DELETE CASCADE, document tsvector NOT NULL)",
    "CREATE INDEX ix_submission_search_document ON submission_search USING gin (document)",
)
_TAKE_FROM_SQLITE = Prepared(text("DELETE FROM submission_search WHERE rowid = :id"))
_PUT_INTO_SQLITE = Prepared(text("INSERT INTO submission_search (rowid, document) VALUES (:id, :document)"))
_PUT_INTO_POSTGRESQL = Prepared(
    text(
        "INSERT INTO submission_search (submission_id, document) VALUES (:id, to_tsvector('english', :document)) "
        "ON CONFLICT (submission_id) DO UPDATE SET document = excluded.document"
    )
)


def plain_words(written: str) -> str:
    """Return the words of a text without accents and signs, so that both databases index the same words.

    PostgreSQL's own parser takes `police/council`, `cameras.They` or `2.5` for one word each, and keeps accents.
    """
    letters = unicodedata.normalize("NFKD", written)
    return " ".join(_WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter))))


def index_text(session: Session, submission_id: int, document: str, *, is_new: bool = False) -> None:
    """Make a submission findable by these words, in place of any earlier ones."""
    begin_write(session)
    row = {"id": submission_id, "document": plain_words(document)}
    if not database_of(session).is_sqlite:
        _PUT_INTO_POSTGRESQL.run(session, row)
        return
    if not is_new:
        _TAKE_FROM_SQLITE.run(session, {"id": submission_id})
    if document:
        _PUT_INTO_SQLITE.run(session, row)


def index_many(session: Session, documents: Sequence[tuple[int, str]]) -> None:
    """Make new submissions findable: pairs of number and text."""
    if not documents:
        return
    begin_write(session)
    rows = [{"id": number, "document": plain_words(document)} for number, document in documents]
    if database_of(session).is_sqlite:
        statement = "INSERT INTO submission_search (rowid, document) VALUES (:id, :document)"
    else:
        statement = (
            "INSERT INTO submission_search (submission_id, document) VALUES (:id, to_tsvector('english', :document))"
        )
    session.connection().execute(text(statement), rows)


def words_of(typed: str) -> list[str]:
    """Return the words a person typed into the search box, at most twelve."""
    return plain_words(typed).split()[:12]


def narrow(session: Session, statement: Select[Any], typed: str) -> Select[Any]:
    """Keep only submissions that contain every word typed, in any of its forms, the newest first.

    SQLite walks its index in that order, so a page of results costs the same however many there are.
    """
    words = words_of(typed)
    if not words:
        return statement
    if database_of(session).is_sqlite:
        query = " ".join('"' + word + '"' for word in words)
        found = statement.join(_INDEX, _INDEX.c.rowid == Submission.id)
        matched = text("submission_search MATCH :words").bindparams(words=query)
        return found.where(matched).order_by(None).order_by(_INDEX.c.rowid.desc())
    found = statement.join(_INDEX, _INDEX.c.submission_id == Submission.id)
    query_of_words = func.plainto_tsquery("english", " ".join(words))
    # Words that every text has (the, not, don't) are not in the index, so alone they exclude nothing.
    return found.where(or_(func.numnode(query_of_words) == 0, _INDEX.c.document.op("@@")(query_of_words)))


def _create(target: Table, connection: Connection, **_: object) -> None:
    for statement in SQLITE_DDL if connection.dialect.name == "sqlite" else POSTGRESQL_DDL:
        connection.execute(text(statement))


def _drop(target: Table, connection: Connection, **_: object) -> None:
    connection.execute(text("DROP TABLE IF EXISTS submission_search"))


event.listen(Base.metadata.tables["submission"], "after_create", _create)
event.listen(Base.metadata.tables["submission"], "before_drop", _drop)
