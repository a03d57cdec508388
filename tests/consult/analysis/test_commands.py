"""Coverage from the shell has the figures of the page."""

import orjson
import pytest
from click.testing import CliRunner

from consult.analysis.commands import coverage_command
from consult.kernel.db import Database, database_of
from consult.kernel.errors import NotFound
from consult.submissions.models import Submission
from tests.consult.analysis.conftest import TEXT
from tests.consult.decisions.conftest import Case


def _database(case: Case) -> Database:
    case.session.commit()
    return database_of(case.session)


def test_coverage_is_told_as_json(case: Case, sent: Submission) -> None:
    told = CliRunner().invoke(coverage_command, [case.consultation.slug, "--format", "json"], obj=_database(case))
    assert orjson.loads(told.output) == {
        "passages": 3,
        "covered": 0,
        "not_substantive": 0,
        "open": 3,
        "coverage": 0.0,
        "characters": len(TEXT),
        "open_characters": len(TEXT),
    }
    plain = CliRunner().invoke(coverage_command, [case.consultation.slug], obj=_database(case))
    assert "not substantive: 0" in plain.output


def test_a_consultation_that_is_not_there_is_named(case: Case) -> None:
    told = CliRunner().invoke(coverage_command, ["nowhere"], obj=_database(case))
    with pytest.raises(NotFound, match="nowhere"):
        raise told.exception or AssertionError
