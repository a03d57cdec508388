"""Results are taken with their settings and source, once; what is empty stays unknown."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.contract.file_imports import LineReport, Outcome
from consult.file_imports.services import take_file
from consult.kernel.authz import SYSTEM
from plugins.register.accuracy_imports import ACCURACY_FILE
from plugins.register.models import Accuracy
from tests.plugins.register.conftest import outcomes

HEAD = "study,technology,metric,subgroup,threshold,value,successes,n\n"


def taken(session: Session, *lines: str) -> LineReport:
    """Take a file of these lines."""
    return take_file(session, SYSTEM, ACCURACY_FILE, (HEAD + "\n".join(lines)).encode())


def test_a_result_is_taken_once_and_follows_the_newest_file(session: Session) -> None:
    assert outcomes(taken(session, "S,LFR,FPIR,all,0.60,0.017,,")) == [Outcome.NEW]
    assert outcomes(taken(session, "S,LFR,FPIR,all,0.60,0.017,,")) == [Outcome.SAME]
    changed = taken(session, 'S,LFR,FPIR,all,0.60,0.018,17,"100,000"')
    assert (outcomes(changed), changed.lines[0].remarks) == ([Outcome.CHANGED], ("Result, Cases, Number tested (n)",))
    (result,) = session.scalars(select(Accuracy))
    assert (result.value, result.successes, result.trials, result.vendor) == ("0.018", 17, 100_000, "")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (",LFR,FPIR,all,,1,,", "“Study” is empty"),
        (f"S,LFR,FPIR,{'x' * 101},,1,,", "“For whom” must be 100 characters or fewer"),
        ("S,LFR,FPIR,all,,1,5,4", "between zero and the number tested"),
        ("S,LFR,FPIR,all,,1,5,", "between zero and the number tested"),
        ("S,LFR,FPIR,all,,1,many,", "is no whole number"),
    ],
)
def test_what_cannot_be_so_is_refused(session: Session, line: str, words: str) -> None:
    assert words in taken(session, line).faults[0]
    assert session.scalars(select(Accuracy)).all() == []
