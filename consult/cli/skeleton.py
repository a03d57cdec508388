"""The files of a new plugin, ready to be installed, with nothing in them that must be thrown away."""

import re
from pathlib import Path
from string import Template

from consult import core
from consult.contract.faults import names_of_core
from consult.contract.plugin import CONTRACT
from consult.kernel.errors import Misconfigured

FILES: dict[str, str] = {
    "pyproject.toml": """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "consult-$name"
version = "0.1.0"
description = "$title for Consult"
requires-python = ">=3.11"
dependencies = ["consult"]

[project.optional-dependencies]
tests = ["pytest>=9.2", "pytest-flask>=1.3"]

[project.entry-points."consult.plugins"]
$name = "consult_$name:plugin"
""",
    "consult_$name/__init__.py": '''\
"""$title: what this plugin adds to Consult."""

from consult.sdk import Plugin

from consult_$name import models as models
from consult_$name.policies import PERMISSIONS
from consult_$name.views import bp

plugin = Plugin(
    name="$name",
    title="$title",
    package="consult_$name",
    api=$api,
    blueprints=(bp,),
    permissions=PERMISSIONS,
)
''',
    "consult_$name/models.py": '''\
"""The tables of this plugin; their names begin with the plugin's."""

from datetime import datetime

from consult.sdk.database import Base
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class Note(Base):
    """A first table, to be renamed."""

    __tablename__ = "${name}_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(200))
    written_at: Mapped[datetime]
''',
    "consult_$name/policies.py": '''\
"""Who may do what."""

from consult.sdk.access import Permissions, anyone

PERMISSIONS: Permissions = {"$name.read": anyone}
''',
    "consult_$name/queries.py": '''\
"""Finding notes."""

from sqlalchemy import Select, select

from consult_$name.models import Note


def notes() -> Select[Note]:
    """Select all notes, the newest first."""
    return select(Note).order_by(Note.written_at.desc())
''',
    "consult_$name/views.py": '''\
"""The public pages."""

from consult.sdk.access import permit
from consult.sdk.database import session
from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from consult_$name.queries import notes

bp = Blueprint("$name", __name__, url_prefix="/$name")


@bp.get("/")
@permit("$name.read")
def index() -> ResponseReturnValue:
    """List the notes."""
    return render_template("$name/index.html", notes=session().scalars(notes()).all())
''',
    "consult_$name/templates/index.html": """\
{% extends "base.html" %}
{% from "components/page.html" import heading %}
{% block title %}$title{% endblock %}
{% block content %}
{{ heading("$title") }}
{% for note in notes %}
<p class="govuk-body">{{ note.text }}</p>
{% else %}
<p class="govuk-body">There is nothing here yet.</p>
{% endfor %}
{% endblock %}
""",
    "consult_$name/migrations/versions/0001_initial.py": '''\
"""The table ${name}_note."""

import sqlalchemy as sa
from alembic import op

revision = "0001_initial"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "${name}_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_${name}_note")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("${name}_note")
''',
    "conftest.py": '''\
"""Fixtures of Consult, with this plugin."""

import pytest
from consult.sdk import Plugin

from consult_$name import plugin

pytest_plugins = ["consult.testing"]


@pytest.fixture
def consult_plugin() -> Plugin:
    """The plugin under test."""
    return plugin
''',
    "tests/test_views.py": '''\
"""The public pages."""

from consult.sdk.access import Role
from consult.sdk.database import clock
from consult_$name.models import Note


def test_everybody_reads_the_notes(consult_database, consult_visitor) -> None:
    with consult_database.unit_of_work() as session:
        session.add(Note(text="A first note", written_at=clock.now()))
    for visitor in (consult_visitor(), consult_visitor(Role.OFFICER)):
        page = visitor.get("/$name/")
        assert page.status_code == 200
        assert "A first note" in page.text
''',
    "tests/test_contract.py": '''\
"""The plugin keeps the contract."""

from consult.sdk.testing import assert_contract

from consult_$name import plugin


def test_the_plugin_keeps_the_contract() -> None:
    assert_contract(plugin)
''',
}


def write_skeleton(name: str, folder: Path) -> Path:
    """Write the files of a plugin and return their folder.

    Raises `Misconfigured` when the name cannot be used, or the folder is there already.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]{1,29}", name):
        raise Misconfigured("A plugin's name is 2 to 30 small letters and digits, and begins with a letter.")
    if name in names_of_core(core.FEATURES):
        raise Misconfigured(f"The name {name} is taken by Consult itself. Choose another one.")
    target = folder / f"consult-{name}"
    if target.exists():
        raise Misconfigured(f"{target} exists already. Move it away, or choose another name.")
    for path, source in FILES.items():
        file = target / Template(path).substitute(name=name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(Template(source).substitute(name=name, title=name.capitalize(), api=CONTRACT))
    return target
