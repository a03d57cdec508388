"""What a check keeps of a file, and the rows that are given back."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.imports.checks import check_upload, rest_of, rows_as_csv
from consult.imports.clashes import choose_for_all, clashes_on, counts_by_choice
from consult.imports.files import keep_upload
from consult.imports.plan import ImportPlan, OnConflict
from consult.imports.rows import Refused
from consult.imports.services import Report, import_responses
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import Conflict
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


def test_a_check_keeps_what_clashes_and_the_rest_is_what_is_not_decided(
    session: Session, officer: Actor, activity: Activity
) -> None:
    import_responses(session, officer, activity, TEXT, PLAN)
    kept = keep_upload(session, officer, activity, "answers.csv", TEXT.replace(b"one", b"another"))
    check_upload(session, officer, kept, PLAN, Channel.EMAIL)
    (clash,) = clashes_on(session, activity, kept, 1)
    assert (clash.number, kept.report["known"], counts_by_choice(session, kept)[None]) == (2, 1, 1)
    rows, content = rest_of(session, officer, kept)
    assert (rows, f"It has the key of {clash.reference}" in content.decode()) == (1, True)
    choose_for_all(session, kept, OnConflict.LEAVE, only_open=True)
    assert rest_of(session, officer, kept)[0] == 0


def test_there_are_no_refused_rows_before_a_check(session: Session, officer: Actor, activity: Activity) -> None:
    kept = keep_upload(session, officer, activity, "answers.csv", TEXT)
    with pytest.raises(Conflict, match="which column answers which question"):
        rest_of(session, officer, kept)
