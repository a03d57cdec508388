"""An officer imports a file of responses in a real browser: columns, a look ahead, and the import."""

from pathlib import Path
from typing import Any

import pytest

from consult.accounts.models import Person
from consult.contract.registry import Registry
from consult.jobs.runner import run_waiting_jobs
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import make_activity, make_consultation, make_person
from tests.journeys.conftest import PASSWORD, Visitor

ROWS = "".join(f"{number};Support;Reason {number};Beckton\n" for number in range(12))


@pytest.fixture
def officer(live_database: Database) -> Person:
    """An officer, and an open consultation with a written response."""
    with live_database.unit_of_work() as session:
        person = make_person(session, Role.OFFICER, password=PASSWORD)
        make_activity(session, make_consultation(session, slug="lfr"), title="Tell us your view")
        return person


@pytest.mark.parametrize("has_scripts", [True, False])
def test_an_officer_imports_a_file(
    visitor: Any, officer: Person, live_database: Database, registry: Registry, tmp_path: Path, has_scripts: bool
) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(f"number;Do you support the proposal?;Tell us why.;Ward\n{ROWS}x;Perhaps;;\n", encoding="utf-16")
    ada: Visitor = visitor(java_script_enabled=has_scripts)
    ada.signs_in(officer)
    ada.goes_to("/staff/activities/1/responses")
    ada.follows("Import responses from a file")
    ada.presses("Upload and continue")
    ada.reads("Select a CSV or spreadsheet file")
    ada.page.get_by_label("CSV or spreadsheet file").set_input_files(file)
    ada.presses("Upload and continue")
    assert ada.heading().endswith("What do the columns mean?")
    ada.reads("Read as UTF-16 (little-endian), separated by semicolons. It has 13 rows. The heading is line 1.")
    ada.page.get_by_label("Column that tells rows apart").select_option("number")
    ada.presses("Check the file")
    ada.reads("“Perhaps” is not one of the answers")
    ada.presses("Select what these values mean")
    ada.page.get_by_label("“Perhaps”").select_option("Neither support nor oppose")
    ada.presses("Check the file again")
    ada.reads("Import 13 responses")
    ada.presses("Change what the columns mean")
    ada.page.get_by_label("Column that says which rows to take").select_option("number")
    ada.page.get_by_label("Or take rows with numbers from").fill("0")
    ada.presses("Check the file")
    ada.reads("Enter the largest number to take")
    ada.page.get_by_label("To", exact=True).fill("9")
    ada.presses("Check the file")
    page = ada.path
    ada.presses("Import 10 responses")
    run_waiting_jobs(live_database, registry)
    ada.goes_to(page)
    ada.reads("10 responses are imported")
    ada.follows("Read the responses")
    ada.reads("Reason 9")
