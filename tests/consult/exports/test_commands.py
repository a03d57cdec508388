"""Exports from the shell: the officer's file, in the audit log in the same way."""

import csv
import io
import json
import stat
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, State
from consult.exports.commands import export_command
from consult.exports.making import publish_results
from consult.exports.running import StillOpen
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.kernel.errors import Invalid, NotFound
from tests.factories import make_activity, make_consultation, make_submission


@pytest.fixture
def activity(live_database: Database) -> Activity:
    """A closed written response with 30 answers, committed."""
    with live_database.unit_of_work() as opened:
        made = make_activity(opened, make_consultation(opened, state=State.CLOSED, slug="cameras"))
        for number in range(30):
            make_submission(opened, made, answers={"position": "support", "reasons": f"Reason {number}"})
        publish_results(opened, SYSTEM, made)
        return made


def run(database: Database, output: Path, *more: str, slug: str = "cameras") -> Result:
    """Run the export; an error of ours is raised as it is."""
    words = [slug, "--output", str(output), *more]
    return CliRunner().invoke(export_command, words, obj=database, catch_exceptions=False)


def test_responses_become_a_csv_file(live_database: Database, activity: Activity, tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    result = run(live_database, output, "--what", "responses")
    rows = list(csv.DictReader(io.StringIO(output.read_bytes().decode("utf-8-sig"))))
    assert result.exit_code == 0
    assert f"{output.stat().st_size:,} bytes" in result.stdout
    assert [row["reasons"] for row in rows] == [f"Reason {number}" for number in range(30)]


@pytest.mark.parametrize("file_format", ["csv", "json", "xlsx"])
def test_the_summary_counts_what_is_there(
    live_database: Database, activity: Activity, tmp_path: Path, file_format: str
) -> None:
    output = tmp_path / f"out.{file_format}"
    run(live_database, output, "--format", file_format)
    rows = _rows(output, file_format)
    counted = [row for row in rows if row["item"] == "Responses counted"]
    assert [int(row["people"]) for row in counted] == [30]
    assert sum(row["section"] == "Comments" for row in rows) == 30


def test_an_export_is_on_the_audit_log(live_database: Database, activity: Activity, tmp_path: Path) -> None:
    run(live_database, tmp_path / "out.csv", "--what", "code_book", "--columns", "public")
    with live_database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "exports.export_taken")).one()
    assert entry.consultation_id == activity.consultation_id
    assert (entry.actor_name, entry.facts["audience"]) == ("Consult", "public")


def test_nothing_public_leaves_while_it_is_open(live_database: Database, tmp_path: Path) -> None:
    with live_database.unit_of_work() as opened:
        make_activity(opened, make_consultation(opened, slug="cameras"))
    with pytest.raises(StillOpen):
        run(live_database, tmp_path / "out.csv", "--what", "responses", "--columns", "public")
    assert list(tmp_path.glob("*out.csv*")) == []
    with live_database.reading() as session:
        assert session.scalars(select(AuditEntry).where(AuditEntry.name == "exports.export_taken")).all() == []


@pytest.mark.parametrize(
    ("words", "error", "sentence"),
    [
        (("--what", "everything"), NotFound, "no export called “everything”"),
        (("--columns", "public"), Invalid, "Publish the results instead"),
        (("--what", "responses", "--columns", "public", "--format", "xlsx"), Invalid, "CSV or JSON only"),
        (("--what", "responses", "--columns", "public"), Invalid, "no public file of single responses"),
        (("--what", "responses", "--activity", "999"), NotFound, "nothing of that kind"),
    ],
)
def test_what_cannot_be_exported_is_said_in_a_sentence(
    live_database: Database,
    activity: Activity,
    tmp_path: Path,
    words: tuple[str, ...],
    error: type[Exception],
    sentence: str,
) -> None:
    with pytest.raises(error, match=sentence):
        run(live_database, tmp_path / "out", *words)


def test_an_unknown_consultation_is_named(live_database: Database, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no consultation called “nowhere”"):
        run(live_database, tmp_path / "out.csv", slug="nowhere")


def test_a_file_that_cannot_be_written_says_so_and_leaves_nothing(
    live_database: Database, activity: Activity, tmp_path: Path
) -> None:
    output = tmp_path / "nowhere" / "out.csv"
    result = run(live_database, output)
    assert result.exit_code == 1
    assert f"The file {output} cannot be written" in result.stderr
    assert not output.parent.exists()


def test_a_file_is_for_whoever_ran_the_command_and_a_dash_is_standard_output(
    live_database: Database, activity: Activity, tmp_path: Path
) -> None:
    output = tmp_path / "out.csv"
    run(live_database, output)
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    shown = run(live_database, Path("-"))
    assert shown.stdout_bytes == output.read_bytes()
    assert [path.name for path in tmp_path.iterdir() if path.name == "-"] == []
    assert not Path("-").exists()


def test_an_export_that_fails_half_way_leaves_the_earlier_file(
    live_database: Database, activity: Activity, tmp_path: Path
) -> None:
    output = tmp_path / "out.csv"
    output.write_text("the file of yesterday")
    with live_database.unit_of_work() as opened:
        opened.connection().exec_driver_sql("DROP TABLE submission_tally")
    with pytest.raises(Exception, match="submission_tally"):
        run(live_database, output)
    assert output.read_text() == "the file of yesterday"
    assert [path.name for path in tmp_path.glob("*.unfinished")] == []


def _rows(path: Path, file_format: str) -> list[dict[str, str]]:
    if file_format == "csv":
        return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
    if file_format == "json":
        return [json.loads(line) for line in path.read_text().splitlines()]
    head, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows]


@pytest.mark.parametrize("typed", ["motion:none", "motion:", "motion:-1", "motion:²"])
def test_one_row_is_named_by_its_kind_and_number(
    live_database: Database, activity: Activity, tmp_path: Path, typed: str
) -> None:
    refused = run(live_database, tmp_path / "out.csv", "--of", typed)
    assert refused.exit_code == 2
    assert "such as motion:12" in refused.output


def test_an_export_of_one_row_asks_for_the_row(live_database: Database, activity: Activity, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="is exported for one motion at a time"):
        run(live_database, tmp_path / "out.csv", "--what", "motion.votes_on_motion")
    with pytest.raises(NotFound, match="no motion 99"):
        run(live_database, tmp_path / "out.csv", "--what", "motion.votes_on_motion", "--of", "motion:99")
