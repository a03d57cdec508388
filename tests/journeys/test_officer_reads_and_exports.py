"""An officer reads one response after another by keyboard, redacts, exports; LibreOffice opens the file."""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from consult.accounts.models import Person
from consult.consultations.models import State
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.submissions.models import Channel, Status
from tests.factories import FORMULA, make_activity, make_consultation, make_person, make_submission
from tests.journeys.conftest import PASSWORD, Visitor

HOW_TO_GET_IT = (
    "NO LIBREOFFICE WAS FOUND, so no workbook was opened: install it (Debian: apt install libreoffice-calc)."
)
NAMED = "Ask Ayesha Rahman at number 12."
SELECT = """(quote, words) => {
  const text = document.createTreeWalker(quote, NodeFilter.SHOW_TEXT).nextNode();
  const at = text.data.indexOf(words);
  document.getSelection().setBaseAndExtent(text, at, text, at + words.length);
}"""
NUMBERS = {"Abbey": 7, "Beckton": 4, "Canning Town": 2}


@pytest.fixture
def officer(live_database: Database) -> Person:
    """An officer, and an open consultation with responses from three wards."""
    with live_database.unit_of_work() as session:
        person = make_person(session, Role.OFFICER, password=PASSWORD)
        consultation = make_consultation(session, state=State.OPEN, slug="lfr")
        activity = make_activity(session, consultation, title="Tell us your view")
        for area, number in NUMBERS.items():
            for place in range(number):
                position = "oppose" if place % 3 else "support"
                answers = {"position": position, "reasons": f"Reason {place} from {area}."}
                make_submission(session, activity, area=area, answers=answers)
        make_submission(session, activity, channel=Channel.PAPER, answers={"reasons": FORMULA})
        make_submission(session, activity, status=Status.EXCLUDED)
        make_submission(session, activity, answers={"position": "oppose", "reasons": f"Leave us alone. {NAMED}"})
        return person


def libreoffice() -> str:
    """Return LibreOffice's path; skips without one, or fails with CONSULT_REQUIRE_LIBREOFFICE=1."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return found
    if os.environ.get("CONSULT_REQUIRE_LIBREOFFICE") == "1":
        pytest.fail(HOW_TO_GET_IT)
    pytest.skip(HOW_TO_GET_IT)


def opened_by_libreoffice(workbook: Path) -> list[dict[str, str]]:
    """Return the first sheet of a workbook as LibreOffice reads it."""
    profile = workbook.parent / "profile"
    subprocess.run(
        [
            libreoffice(),
            f"-env:UserInstallation=file://{profile}",
            *("--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"),
            *("--outdir", str(workbook.parent), str(workbook)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return list(csv.DictReader(io.StringIO(workbook.with_suffix(".csv").read_text("utf-8"))))


def exported(visitor: Visitor, downloads: Path, what: str, file_format: str) -> Path:
    """Export something by the form, and return the file."""
    visitor.goes_to("/staff/consultations/lfr/export")
    visitor.page.get_by_role("radio", name=what).check()
    visitor.page.get_by_role("radio", name=file_format).check()
    with visitor.page.expect_download() as coming:
        visitor.page.get_by_role("button", name="Export", exact=True).click()
    path = downloads / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def bars(visitor: Visitor) -> Iterator[tuple[str, int]]:
    """Yield the figures of the summary page's tables: what it is of, and how many."""
    for row in visitor.page.locator("main table tbody tr").all():
        cells = [cell.inner_text().strip() for cell in row.locator("th, td").all()]
        yield cells[0], int(cells[1].replace(",", ""))


def test_officer_reads_by_keyboard_redacts_and_no_output_shows_the_passage(
    officer: Person, visitor: Callable[..., Visitor], downloads: Path
) -> None:
    reader = visitor()
    page = reader.page
    reader.signs_in(officer)
    reader.render_options()
    reader.goes_to("/staff/consultations/lfr")
    page.get_by_role("main").locator("a[href$='/responses']").first.click()
    reader.render_options()
    reader.reads("16 responses")
    page.locator("main tbody a").first.click()
    first = reader.heading()
    reader.render_options()
    reader.reads(NAMED)
    page.get_by_text("Leave us alone.").evaluate(SELECT, "Ayesha Rahman at number 12")
    with page.expect_navigation():
        page.keyboard.press("r")
    expect(page.get_by_label("Words to find")).to_have_value("Ayesha Rahman at number 12")
    reader.render_options()
    page.get_by_label("Words to find").fill("ayesha rahman at number 12")
    reader.presses("Find them")
    reader.render_options()
    page.get_by_label("The one below").check()
    page.get_by_label("Somebody else’s personal details").check()
    reader.presses("Take out")
    reader.reads("Ask [redacted: somebody else’s personal details].")

    seen = [first]
    for _ in range(3):
        with page.expect_navigation():
            page.keyboard.press("j")
        seen.append(reader.heading())
    assert len(set(seen)) == 4
    reader.render_options()
    with page.expect_navigation():
        page.keyboard.press("k")
    assert reader.heading() == seen[2]
    reader.reads("Read")

    text = exported(reader, downloads, "Responses, one row each", "CSV").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    assert len(rows) == 15
    assert "Ayesha" not in text.decode()
    assert [row["reasons"] for row in rows if "HYPERLINK" in row["reasons"]] == [f"'{FORMULA}"]
    page.goto(f"{reader.url}/staff/activities/1/responses?q=Ayesha")
    reader.reads("No response fits.")


@pytest.mark.libreoffice
def test_workbook_opens_in_libreoffice_with_the_numbers_of_the_page(
    officer: Person, visitor: Callable[..., Visitor], downloads: Path
) -> None:
    libreoffice()
    reader = visitor()
    reader.signs_in(officer)
    reader.goes_to("/staff/consultations/lfr/summary")
    figures = [int(locator.inner_text().split()[0]) for locator in reader.page.locator(".app-figures > *").all()]
    assert figures[:3] == [15, 16, 1]
    on_page = list(bars(reader))
    expect(reader.page.locator("main table").first).to_be_visible()

    rows = opened_by_libreoffice(exported(reader, downloads, "Responses, one row each", "Excel workbook"))
    assert len(rows) == figures[0]
    assert sum(row["channel"] == "paper" for row in rows) == 1
    assert [row["reasons"] for row in rows if "HYPERLINK" in row["reasons"]] == [FORMULA]

    summary = opened_by_libreoffice(exported(reader, downloads, "Summary", "Excel workbook"))
    in_file = {(row["item"], row["answer"]): row["people"] for row in summary}
    assert int(in_file["Responses counted", ""]) == figures[0]
    assert int(in_file["Responses received", ""]) == figures[1]
    exact = [
        (row["answer"], int(row["people"]))
        for row in summary
        if row["section"] in {"Taking part", "Areas", "Questions"} and row["percent"] != ""
    ]
    # Ways and places that nobody used are left out on the page.
    assert [item for item in exact if item[1]] == [item for item in on_page if item[1] and item in exact]
    by_ward = {
        row["answer"]: int(row["people"]) for row in summary if row["section"] == "Areas" and row["people"] != "0"
    }
    # the paper response and the one with a name came from Abbey too
    assert by_ward == {**NUMBERS, "Abbey": 9}
    assert sum(number for (item, _), number in _people(summary) if item == "How responses were received") == figures[0]


def _people(summary: list[dict[str, str]]) -> Iterator[tuple[tuple[str, str], int]]:
    return (((row["item"], row["answer"]), int(row["people"])) for row in summary if row["people"])
