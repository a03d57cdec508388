"""The results pack from the shell."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from consult.audit.models import AuditEntry
from consult.consultations.models import State
from consult.exports.making import publish_results
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.kernel.errors import NotFound
from consult.packs.commands import pack_command
from tests.factories import make_activity, make_consultation, make_submission


def test_a_pack_is_made_told_in_the_audit_log_and_checked(live_database: Database, tmp_path: Path) -> None:
    with live_database.unit_of_work() as opened:
        made = make_activity(opened, make_consultation(opened, state=State.CLOSED, slug="cameras"))
        for _number in range(30):
            make_submission(opened, made)
        publish_results(opened, SYSTEM, made, with_crossed=True)
    output = tmp_path / "pack.zip"
    run = CliRunner()
    words = ["cameras", "--sealed", "--output", str(output)]
    result = run.invoke(pack_command, words, obj=live_database, catch_exceptions=False)
    assert result.exit_code == 0
    assert output.stat().st_mode & 0o777 == 0o600
    with live_database.reading() as session:
        facts = session.scalars(select(AuditEntry.facts).where(AuditEntry.name == "exports.export_taken")).one()
    assert (facts["export"], facts["audience"]) == ("pack", "officer")
    checked = run.invoke(pack_command, ["verify", str(output)], obj=None, catch_exceptions=False)
    assert (checked.exit_code, checked.output) == (0, "Everything in this pack is as it says.\n")
    content = bytearray(output.read_bytes())
    content[len(content) // 2] ^= 1
    output.write_bytes(bytes(content))
    assert run.invoke(pack_command, ["verify", str(output)], obj=None).exit_code == 1


def test_what_is_no_pack_is_told_in_a_sentence(tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(b"no archive")
    result = CliRunner().invoke(pack_command, ["verify", str(other)], obj=None)
    assert result.exit_code == 1
    assert "is no results pack" in result.output


def test_without_a_file_to_write_the_use_is_told(live_database: Database, tmp_path: Path) -> None:
    assert CliRunner().invoke(pack_command, ["cameras"], obj=live_database).exit_code == 2
    with pytest.raises(NotFound, match="nothing"):
        CliRunner().invoke(
            pack_command,
            ["nothing", "--output", str(tmp_path / "pack.zip")],
            obj=live_database,
            catch_exceptions=False,
        )
