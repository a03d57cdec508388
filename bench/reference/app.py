"""A bare Flask, WTForms and SQLAlchemy application that validates and commits the same ten fields."""

import os
import secrets
from datetime import UTC, datetime
from typing import Any

from flask import Flask, redirect
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy import String, Text, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from wtforms import RadioField, TextAreaField
from wtforms.validators import Optional

from bench.fields import SCALES, TEXTS
from consult.submissions.kinds import SCALES as OFFERED

CHOICES = [(option.code, option.label) for option in OFFERED["support"]]
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Answer</title></head><body>
<form method="post">{{ form.csrf_token }}
{% for field in form if field.name != "csrf_token" %}<p>{{ field.label }} {{ field }}
{% for error in field.errors %}<em>{{ error }}</em>{% endfor %}</p>{% endfor %}
<button>Send</button></form></body></html>"""


class Base(DeclarativeBase):
    """The base of the one table."""


class Answer(Base):
    """One answer, a column for each field."""

    __tablename__ = "answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(64), unique=True)
    sent_at: Mapped[datetime]


for _name in SCALES:
    setattr(Answer, _name, mapped_column(_name, String(30)))
for _name in TEXTS:
    setattr(Answer, _name, mapped_column(_name, Text))

_fields: dict[str, Any] = {name: RadioField(name, [Optional()], choices=CHOICES) for name in SCALES}
_fields |= {name: TextAreaField(name, [Optional()]) for name in TEXTS}
AnswerForm = type("AnswerForm", (FlaskForm,), _fields)


def create_table(url: str) -> None:
    """Make the one table."""
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA busy_timeout=30000")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def create_app() -> Flask:
    """Build the application on a database that flushes at every commit, as Consult's does."""
    app = Flask("reference")
    app.config.update(SECRET_KEY=os.environ["BENCH_SECRET_KEY"], WTF_CSRF_TIME_LIMIT=None)
    engine = create_engine(os.environ["BENCH_DATABASE"])
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    page = app.jinja_env.from_string(PAGE)

    @app.route("/", methods=["GET", "POST"])
    def answer() -> ResponseReturnValue:
        form: Any = AnswerForm()
        if form.validate_on_submit():
            values = {name: form[name].data or "" for name in (*SCALES, *TEXTS)}
            with Session(engine) as session:
                session.add(Answer(reference=secrets.token_hex(8), sent_at=datetime.now(UTC), **values))
                session.commit()
            return redirect("/thanks", 303)
        return page.render(form=form)

    return app
