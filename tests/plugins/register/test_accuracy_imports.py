"""Results are taken with their settings and source, once; another figure waits, and what is empty stays unknown."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.contract.file_imports import LineReport, Outcome
from consult.file_imports.services import take_file
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.kernel.errors import Invalid
from plugins.register.accuracy_imports import ACCURACY_FILE
from plugins.register.accuracy_models import Accuracy, ResultChange, ResultVersion
from plugins.register.imports import DEPLOYMENTS_FILE
from plugins.register.results import correct_result, settle_result_changes, withdraw_result
from tests.plugins.register.conftest import SIXTEEN, STRATFORD, outcomes
from tests.plugins.register.test_imports_at_once import at_once

HEAD = "study,technology,metric,subgroup,threshold,value,successes,n\n"
FIRST = "S,LFR,FPIR,all,0.60,0.017,,"
SECOND = 'S,LFR,FPIR,all,0.60,0.018,17,"100,000"'


def taken(session: Session, *lines: str) -> LineReport:
    """Take a file of these lines."""
    return take_file(session, SYSTEM, ACCURACY_FILE, (HEAD + "\n".join(lines)).encode())


def settled(session: Session, *, is_confirmed: bool = True) -> int:
    """Settle whatever waits."""
    changes = session.scalars(select(ResultChange)).all()
    return settle_result_changes(session, SYSTEM, changes, is_confirmed=is_confirmed, reason="Published again")


def test_another_figure_waits_and_becomes_a_version_once_it_is_confirmed(session: Session) -> None:
    assert outcomes(taken(session, FIRST)) == [Outcome.NEW]
    assert outcomes(taken(session, FIRST.replace("all", "ALL"))) == [Outcome.SAME]
    (result,) = session.scalars(select(Accuracy))
    changed = taken(session, SECOND)
    assert (outcomes(changed), changed.lines[0].remarks[0].partition(" says ")[2]) == (
        [Outcome.CHANGED],
        "something else (Result, Cases, Number tested (n)). An officer confirms it",
    )
    assert (result.value, result.version) == ("0.017", 1)
    assert "waits to be confirmed already" in taken(session, SECOND).lines[0].remarks[0]
    assert (settled(session), settled(session)) == (1, 0)
    assert (result.value, result.successes, result.trials, result.vendor) == ("0.018", 17, 100_000, "")
    assert [(kept.number, kept.cells["value"], kept.reason) for kept in result.versions] == [
        (1, "0.017", ""),
        (2, "0.018", "Published again"),
    ]
    assert outcomes(taken(session, SECOND)) == [Outcome.SAME]
    assert outcomes(taken(session, FIRST)) == [Outcome.CHANGED]
    settled(session, is_confirmed=False)
    assert "left result" in taken(session, FIRST).lines[0].remarks[0]
    assert (result.value, result.version) == ("0.018", 2)


def test_what_a_file_leaves_out_stays_and_what_it_empties_goes(session: Session) -> None:
    taken(session, SECOND)
    (result,) = session.scalars(select(Accuracy))
    only = "study,technology,metric,subgroup,threshold,value\nS,LFR,FPIR,all,0.60,0.018\n"
    assert outcomes(take_file(session, SYSTEM, ACCURACY_FILE, only.encode())) == [Outcome.SAME]
    taken(session, "S,LFR,FPIR,all,0.60,0.018,,")
    settled(session)
    assert (result.successes, result.trials, result.value) == (None, None, "0.018")


def test_the_old_file_changes_nothing_after_a_correction_or_a_withdrawal(session: Session) -> None:
    taken(session, FIRST)
    (result,) = session.scalars(select(Accuracy))
    correct_result(session, SYSTEM, result, {"value": "0.02"}, reason="Misread", seen_version=1)
    again = taken(session, FIRST)
    assert (outcomes(again), "since a correction" in again.lines[0].remarks[0]) == ([Outcome.SAME], True)
    withdraw_result(session, SYSTEM, result, "The study was withdrawn")
    corrected = taken(session, FIRST.replace("0.017", "0.02"))
    assert (outcomes(corrected), "was withdrawn" in corrected.lines[0].remarks[0]) == ([Outcome.SAME], True)
    assert [result.is_withdrawn, session.scalars(select(ResultChange)).all()] == [True, []]


def test_a_result_that_stands_twice_in_a_file_must_say_the_same(session: Session) -> None:
    assert outcomes(taken(session, FIRST, FIRST)) == [Outcome.NEW, Outcome.SAME]
    refused = taken(session, "T,LFR,FPIR,all,,1,,", "T,LFR,FPIR,all,,2,,")
    assert "stands on Line 2 too, and says something else" in refused.faults[0]
    assert session.scalars(select(ResultVersion.number)).all() == [1]


def test_a_swapped_file_is_refused_whole(session: Session) -> None:
    deployments = f"{SIXTEEN}\n{STRATFORD}\n".encode()
    for declared, content in ((ACCURACY_FILE, deployments), (DEPLOYMENTS_FILE, (HEAD + FIRST).encode())):
        with pytest.raises(Invalid, match="The file has no column"):
            take_file(session, SYSTEM, declared, content)
    assert session.scalars(select(Accuracy)).all() == []


def test_two_officers_who_import_at_once_make_each_result_and_each_change_once(live_database: Database) -> None:
    def importing(line: str) -> None:
        with live_database.unit_of_work() as session:
            taken(session, line)

    for line in (FIRST, SECOND):
        at_once(lambda: importing(line), lambda: importing(line))  # noqa: B023 - both have ended before the next line
    with live_database.unit_of_work() as session:
        assert session.scalars(select(ResultVersion.number)).all() == [1]
        assert len(session.scalars(select(ResultChange)).all()) == 1

    def confirm() -> None:
        with live_database.unit_of_work() as session:
            settled(session)

    at_once(confirm, confirm)
    with live_database.unit_of_work() as session:
        (result,) = session.scalars(select(Accuracy))
        assert (result.value, result.version, len(result.versions)) == ("0.018", 2, 2)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (",LFR,FPIR,all,,1,,", "“Study” is empty"),
        (f"S,LFR,FPIR,{'x' * 101},,1,,", "“For whom” must be 100 characters or fewer"),
        ("S,LFR,FPIR,all,,1,5,4", "between zero and the number tested"),
        ("S,LFR,FPIR,all,,1,5,", "between zero and the number tested"),
        ("S,LFR,FPIR,all,,1,,-4", "between zero and the number tested"),
        ("S,LFR,FPIR,all,,1,many,", "is no whole number"),
    ],
)
def test_what_cannot_be_so_is_refused(session: Session, line: str, words: str) -> None:
    assert words in taken(session, line).faults[0]
    assert session.scalars(select(Accuracy)).all() == []
