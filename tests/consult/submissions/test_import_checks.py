"""What a check keeps of a file, and the rows that are given back."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import Conflict
from consult.submissions.import_checks import check_upload, clashes_of, is_undecided, rest_of, rows_as_csv
from consult.submissions.import_files import keep_upload
from consult.submissions.import_plan import ImportPlan, OnConflict
from consult.submissions.import_rows import Refused
from consult.submissions.importing import Report, import_responses
from consult.submissions.models import Channel
from tests.factories import FORMULA, make_actor

PLAN = ImportPlan(answers={"position": "view", "reasons": "why"}, key="id")
TEXT = b"id,view,why\n1,Support,one\n2,Oppose,two\n"


@pytest.fixture
def officer(session: Session) -> Actor:
    """An officer."""
    return make_actor(session, Role.OFFICER)


def test_no_spreadsheet_takes_a_refused_cell_for_a_formula() -> None:
    report = Report(columns=("id", "why"), unit="row")
    rows = [Refused(2, "Wrong.", ("1", FORMULA)), Refused(3, "Short.", ("2",))]
    lines = rows_as_csv(report, rows).decode("utf-8-sig").splitlines()
    assert lines[0] == "id,why,Row,What is wrong"
    assert lines[1].startswith("1,\"'=")
    assert lines[2] == "2,,3,Short."


def test_a_clash_is_shown_with_both_and_the_earlier_as_it_is_now(
    session: Session, officer: Actor, activity: Activity
) -> None:
    import_responses(session, officer, activity, TEXT, PLAN)
    kept = keep_upload(session, officer, activity, "answers.csv", TEXT.replace(b"one", b"another"))
    check_upload(session, officer, kept, PLAN, Channel.EMAIL)
    ((number, reference, earlier, now),) = clashes_of(session, activity, kept)
    assert (number, reference[:3]) == (2, "CN-")
    assert (earlier.endswith("one"), now.endswith("another")) == (True, True)
    assert (kept.report["clashes"], kept.report["known"], is_undecided(kept)) == (1, 1, True)
    rows, content = rest_of(session, officer, kept)
    assert (rows, f"It has the key of {reference}" in content.decode()) == (1, True)
    decided = ImportPlan(answers=PLAN.answers, key="id", on_conflict=OnConflict.LEAVE)
    check_upload(session, officer, kept, decided, Channel.EMAIL)
    assert not is_undecided(kept)


def test_there_are_no_refused_rows_before_a_check(session: Session, officer: Actor, activity: Activity) -> None:
    kept = keep_upload(session, officer, activity, "answers.csv", TEXT)
    with pytest.raises(Conflict, match="which column answers which question"):
        rest_of(session, officer, kept)
