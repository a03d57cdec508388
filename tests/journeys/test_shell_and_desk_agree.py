"""What the shell exports is what an officer downloads, for both consultations of the demonstration."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from consult.accounts.queries import person_by_email
from consult.app import create_app
from consult.cli import main
from consult.config import Settings
from consult.consultations.models import Activity, Consultation
from consult.contract.deployment import deployment_of
from consult.contract.registry import Registry
from consult.demo import facial_recognition, young_people
from consult.demo.sources import ATTRIBUTION
from consult.kernel.db import Database
from tests.conftest import CHOSEN
from tests.support import web
from tests.support.demonstration import built_demonstration


@pytest.fixture(scope="module")
def demonstration(
    tmp_path_factory: pytest.TempPathFactory, template: str, settings: Settings, registry: Registry
) -> Iterator[Database]:
    """The demonstration in a deployment of its own."""
    folder: Path = tmp_path_factory.mktemp("demonstration")
    with built_demonstration(folder, template, settings, registry) as (database, _):
        yield database


@pytest.fixture
def officer(demonstration: Database) -> web.FormClient:
    """The officer's browser."""
    deployment = deployment_of(demonstration)
    app = create_app(deployment.settings, database=demonstration, registry=deployment.registry)
    app.test_client_class = web.FormClient
    browser = app.test_client()
    assert isinstance(browser, web.FormClient)
    with demonstration.unit_of_work() as session:
        web.sign_in(browser, session, session.scalars(person_by_email("officer@newham.example")).one())
    return browser


@pytest.mark.parametrize("slug", [facial_recognition.SLUG, young_people.SLUG])
@pytest.mark.parametrize("what", ["summary", "responses"])
@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_the_shell_exports_what_the_officer_downloads(
    demonstration: Database, officer: web.FormClient, tmp_path: Path, slug: str, what: str, kind: str
) -> None:
    written = written_response(demonstration, slug) if what == "responses" else ""
    chosen = {"what": f"{what}:{written}", "file_format": kind, "audience": "officer"}
    downloaded = officer.post_form(f"/staff/consultations/{slug}/export", chosen)
    assert downloaded.status_code == 200
    exported = export(demonstration, tmp_path / f"file.{kind}", slug, what, kind, written)
    assert content_of(exported, kind) == content_of(downloaded.data, kind)
    assert len(content_of(exported, kind)) > 20
    is_named = ATTRIBUTION in str(content_of(exported, kind))
    assert is_named is (slug == young_people.SLUG)


def written_response(database: Database, slug: str) -> str:
    """Return the number of a consultation's written response."""
    with database.reading() as session:
        found = select(Activity.id).join(Consultation).where(Consultation.slug == slug, Activity.kind == "response")
        return str(session.scalars(found).one())


def export(database: Database, file: Path, slug: str, what: str, kind: str, activity: str) -> bytes:
    """Export by the command, and return what it wrote."""
    environment = {
        **CHOSEN,
        "CONSULT_DATA": str(deployment_of(database).settings.data),
        "CONSULT_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
    }
    which = ["--activity", activity] if activity else []
    command = ["export", slug, "--what", what, "--format", kind, "--output", str(file), *which]
    done = CliRunner().invoke(main, command, env=environment)
    assert done.exit_code == 0, done.output
    return file.read_bytes()


def content_of(data: bytes, kind: str) -> list[Any]:
    """Return the rows of a file; a workbook also says when it was made, and that differs."""
    if kind != "xlsx":
        return data.decode().splitlines()
    book = openpyxl.load_workbook(BytesIO(data), read_only=True)
    return [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
