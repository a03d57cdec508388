"""One session for each request: it commits once, at the edge, and only when the answer is a success."""

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session

from consult.kernel.db import Database

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def database() -> Database:
    """Return the application's database."""
    found: Database = current_app.extensions["database"]
    return found


def session() -> Session:
    """Return this request's session, opened at first use."""
    if "session" not in g:
        g.session = database().sessions()
    found: Session = g.session
    return found


def keep_despite_error() -> None:
    """Commit this request's session although the answer is an error, for what must be kept (a failed sign-in)."""
    g.keep_session = True


def init_transactions(app: Flask, opened: Database) -> None:
    """Commit after POST, PUT, PATCH and DELETE answered below 400; drop the session otherwise."""
    app.extensions["database"] = opened

    @app.after_request
    def _finish(response: Response) -> Response:
        current: Session | None = g.get("session")
        if current is not None and current.in_transaction():
            succeeded = request.method in UNSAFE and response.status_code < 400
            if succeeded or g.get("keep_session"):
                current.commit()
            else:
                current.rollback()
        return response

    @app.teardown_request
    def _close(_error: BaseException | None) -> None:
        current: Session | None = g.pop("session", None)
        if current is not None:
            current.close()
