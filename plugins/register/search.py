"""Finding rows by words: an index of the database over `Deployment.words`, which it keeps in step itself."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, TextualSelect, UnaryExpression, and_, event, func, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.operators import custom_op

from consult.sdk.texts import folded
from plugins.register.models import Deployment

FREQUENT = 1_000
"""Words that more rows have are read along the order of the list, which has soon filled a page with them."""
_WORD = re.compile(r"[^\W_]+")
_FOUND = "SELECT rowid AS id FROM register_search WHERE register_search MATCH :wanted"
_BEGINS = re.compile(r"(?<=[^\s\w])(?=[^\W_])")
_SQLITE_DDL = (
    "CREATE VIRTUAL TABLE register_search USING fts5("
    "words, content = 'register_deployment', content_rowid = 'id', detail = none, tokenize = 'unicode61', "
    "prefix = '1 2 3 4 5 6 7')",
    "CREATE TRIGGER register_search_add AFTER INSERT ON register_deployment BEGIN "
    "INSERT INTO register_search (rowid, words) VALUES (NEW.id, NEW.words); END",
    "CREATE TRIGGER register_search_change AFTER UPDATE OF words ON register_deployment "
    "WHEN NEW.words IS NOT OLD.words BEGIN "
    "INSERT INTO register_search (register_search, rowid, words) VALUES ('delete', OLD.id, OLD.words); "
    "INSERT INTO register_search (rowid, words) VALUES (NEW.id, NEW.words); END",
)
_DOCUMENT = "array_to_tsvector(array_remove(regexp_split_to_array(words,'[^[:alnum:]]+'),''))"
_POSTGRESQL_DDL = (f"CREATE INDEX ix_register_deployment_document ON register_deployment USING gin (({_DOCUMENT}))",)


def marked(words: str) -> str:
    """Return words as they are compared, with a space before each, so that what is typed is found where one begins."""
    return _BEGINS.sub(" ", f" {folded(words)}")


@dataclass(frozen=True)
class Found:
    """The condition that rows have what was typed, and how the columns of other conditions are to be read beside it."""

    condition: ColumnElement[bool]
    is_few: bool = False

    def beside(self, column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
        """Return a column as another condition compares it.

        SQLite has no statistics: it would read the list by an index of that column and look each row up in the few.
        """
        plain = column.expression
        return UnaryExpression(plain, operator=custom_op("+"), type_=plain.type) if self.is_few else plain


def found_by(session: Session, typed: str) -> Found:
    """Return the rows in whose words what was typed stands, from the beginning of a word on."""
    condition: ColumnElement[bool] = Deployment.words.contains(marked(typed), autoescape=True)
    words = _WORD.findall(folded(typed))
    if not words:
        return Found(condition)
    if session.get_bind().dialect.name == "postgresql":
        wanted = " & ".join(f"'{word}':*" for word in words)
        return Found(and_(condition, text(f"{_DOCUMENT} @@ CAST(:wanted AS tsquery)").bindparams(wanted=wanted)))
    found = text(_FOUND).bindparams(wanted=" AND ".join(f'"{word}" *' for word in words)).columns(Deployment.id)
    if _is_frequent(session, found):
        return Found(condition)
    return Found(and_(condition, Deployment.id.in_(found)), is_few=True)


def _is_frequent(session: Session, found: TextualSelect) -> bool:
    """Whether many rows have these words: PostgreSQL knows that from its statistics, and SQLite has to be asked."""
    some = select(found.subquery().c.id).limit(FREQUENT + 1)
    return (session.scalar(select(func.count()).select_from(some.subquery())) or 0) > FREQUENT


def _create(_table: object, connection: Connection, **_options: object) -> None:
    for statement in _SQLITE_DDL if connection.dialect.name == "sqlite" else _POSTGRESQL_DDL:
        connection.exec_driver_sql(statement)


def _drop(_table: object, connection: Connection, **_options: object) -> None:
    connection.exec_driver_sql("DROP TABLE IF EXISTS register_search")


event.listen(Deployment.__table__, "after_create", _create)
event.listen(Deployment.__table__, "before_drop", _drop)
