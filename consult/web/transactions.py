"""One session for each request: it commits once, at the edge, and only when the answer is a success."""

from flask import Flask, Response, current_app, g, request
from flask import session as cookie
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from consult.kernel.db import Database
from consult.kernel.faults import is_away

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def database() -> Database:
    """Return the application's database."""
    found: Database = current_app.extensions["database"]
    return found


def db() -> Session:
    """Return this request's session, opened at first use."""
    found: Session | None = g.get("session")
    if found is None:
        opened = database()
        found = g.session = opened.sessions() if request.method in UNSAFE else opened.reading_session()
    return found


def keep_despite_error() -> None:
    """Commit this request's session although the answer is an error, for what must be kept (a failed sign-in)."""
    g.keep_session = True


def give_up(current: Session) -> None:
    """Drop what a session has not committed; a database that went away has dropped it already."""
    try:
        current.rollback()
    except SQLAlchemyError as error:
        if not is_away(error):
            raise
        current.invalidate()


def init_transactions(app: Flask, opened: Database) -> None:
    """Give the application its database, and close each request's session."""
    app.extensions["database"] = opened

    @app.teardown_request
    def _close(_error: BaseException | None) -> None:
        current: Session | None = g.pop("session", None)
        if current is not None and current.in_transaction():
            give_up(current)
            current.close()


def commit_at_the_edge(app: Flask) -> None:
    """Commit after POST, PUT, PATCH and DELETE answered below 400; drop the session otherwise.

    Call this after everything else that touches the answer: Flask runs what was registered last first, so an answer
    that takes the place of one whose commit failed still gets its headers.
    """

    @app.after_request
    def _finish(response: Response) -> Response:
        current: Session | None = g.get("session")
        if current is None or not current.in_transaction():
            return response
        if not g.get("keep_session") and (request.method not in UNSAFE or response.status_code >= 400):
            give_up(current)
            return response
        try:
            current.commit()
        except Exception as error:
            give_up(current)
            cookie.pop("_flashes", None)  # what was to be told has not happened
            return app.make_response(app.handle_user_exception(error))
        return response
