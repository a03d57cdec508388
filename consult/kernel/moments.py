"""Comparing moments in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement, coalesce

from consult.kernel.types import UtcDateTime


class _Latest(FunctionElement[datetime]):
    """The greatest of its moments, none of which is missing."""

    type = UtcDateTime()
    inherit_cache = True


@compiles(_Latest)
def _on_sqlite(element: _Latest, compiler: SQLCompiler, **more: object) -> str:
    return f"max({compiler.process(element.clauses, **more)})"  # of several values, and not of several rows


@compiles(_Latest, "postgresql")
def _on_postgresql(element: _Latest, compiler: SQLCompiler, **more: object) -> str:
    return f"greatest({compiler.process(element.clauses, **more)})"


def latest_of(first: SQLColumnExpression[datetime], *others: SQLColumnExpression[Any]) -> ColumnElement[datetime]:
    """Return the latest of these moments, as a column of a statement; the first is always there, others may not be."""
    return _Latest(first, *(coalesce(other, first) for other in others))
