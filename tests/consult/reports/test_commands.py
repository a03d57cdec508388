"""The report from the shell."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from consult.consultations.models import State
from consult.exports.making import publish_results
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.kernel.errors import NotFound
from consult.reports.commands import report_command
from tests.factories import make_activity, make_consultation, make_submission


@pytest.mark.parametrize(("kind", "start"), [("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_report_is_written_as_each_kind_of_file(
    live_database: Database, tmp_path: Path, kind: str, start: bytes
) -> None:
    with live_database.unit_of_work() as opened:
        made = make_activity(opened, make_consultation(opened, state=State.CLOSED, slug="cameras"))
        for _number in range(30):
            make_submission(opened, made)
        publish_results(opened, SYSTEM, made)
    output = tmp_path / f"report.{kind}"
    words = ["cameras", "--format", kind, "--output", str(output)]
    result = CliRunner().invoke(report_command, words, obj=live_database, catch_exceptions=False)
    assert result.exit_code == 0
    assert output.read_bytes().startswith(start)
    assert f"{output.stat().st_size:,} bytes" in result.output


def test_a_consultation_that_there_is_not_is_named(live_database: Database, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nothing"):
        CliRunner().invoke(
            report_command,
            ["nothing", "--output", str(tmp_path / "report.html")],
            obj=live_database,
            catch_exceptions=False,
        )
