"""Faults of the database: whether it is away, and never with the values somebody typed."""

import re

from sqlalchemy import Engine, ExceptionContext, event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError

_QUOTED = re.compile(r"([\"'`])(?:(?!\1).)*\1", re.DOTALL)
# PostgreSQL's sentences about data that does not fit (class 22) quote the data.
_ABOUT_VALUES = "22"
_READ_ONLY = "25006"
_SQLITE = {"sqlite3", "pysqlite3", "pysqlite3.dbapi2"}


def hide_values_of(engine: Engine) -> None:
    """Let no error of this engine repeat the values of a statement."""

    @event.listens_for(engine, "handle_error")
    def _hide(context: ExceptionContext) -> None:
        driver = context.original_exception
        hide_values(driver)
        if isinstance(context.sqlalchemy_exception, DBAPIError):
            kind = type(driver)
            context.sqlalchemy_exception.args = (f"({kind.__module__}.{kind.__name__}) {driver}",)


def hide_values(error: BaseException) -> None:
    """Take what somebody may have typed out of a driver's error: PostgreSQL's details, what SQLite found near."""
    sentence = str(error).partition("\n")[0]
    code: str | None = getattr(error, "sqlstate", None)
    if type(error).__module__ in _SQLITE or (code or "").startswith(_ABOUT_VALUES):
        sentence = _QUOTED.sub("“…”", sentence)
    error.args = (sentence,)


def is_away(error: BaseException) -> bool:
    """Whether the database could not be reached, went away or takes no changes for now: it is worth trying again."""
    if isinstance(error, OperationalError | InterfaceError | TimeoutError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) == _READ_ONLY
