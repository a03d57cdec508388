"""What the record of a decision promises is kept by the database, whoever writes to it."""

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from consult.decisions.models import Decision, Disposition, Issue
from consult.kernel import clock
from tests.consult.decisions.conftest import Case


def change(case: Case, row: Issue | Decision, **values: Any) -> None:
    """Write past the services, as a slip of ours would."""
    case.session.execute(update(type(row)).where(type(row).id == row.id).values(**values))


def test_an_issue_is_answered_or_not_yet(case: Case) -> None:
    issue = case.issue()
    assert issue.disposed is None
    case.answer(issue, Disposition.OUT_OF_SCOPE)
    assert issue.disposed is Disposition.OUT_OF_SCOPE


@pytest.mark.parametrize(
    "values",
    [
        {"disposition": "ignored"},
        {"disposition": "changed", "reason": "", "disposed_at": clock.now()},
        {"disposition": "changed", "reason": "Because.", "disposed_at": None},
        {"dropped_at": clock.now(), "drop_reason": ""},
    ],
    ids=["unknown answer", "no reason", "no day", "dropped without a reason"],
)
def test_no_issue_is_answered_or_dropped_without_a_reason(case: Case, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        change(case, case.issue(), **values)


@pytest.mark.parametrize("missing", ["summary", "decided", "decided_by"])
def test_nothing_half_written_is_published(case: Case, missing: str) -> None:
    with pytest.raises(IntegrityError):
        change(case, case.write(), published_at=clock.now(), **{missing: ""})


def test_a_correction_has_a_reason(case: Case) -> None:
    with pytest.raises(IntegrityError):
        change(case, case.write(), number=2)


def test_there_is_one_draft_at_a_time(case: Case) -> None:
    case.write()
    second = Decision(consultation=case.consultation, number=2, correction_reason="x", created_at=clock.now())
    case.session.add(second)
    with pytest.raises(IntegrityError):
        case.session.flush()


def test_two_who_change_an_issue_at_once_do_not_overwrite_each_other(case: Case) -> None:
    issue = case.issue()
    others = update(Issue).where(Issue.id == issue.id).values(version=issue.version + 1, title="Theirs")
    case.session.execute(others.execution_options(synchronize_session=False))
    issue.title = "Mine"
    with pytest.raises(StaleDataError):
        case.session.flush()


@pytest.mark.parametrize("disposition", [*Disposition])
def test_every_answer_has_words_and_a_colour(disposition: Disposition) -> None:
    assert "_" not in disposition.label
    assert disposition.label[0].isupper()
    assert disposition.colour in {"green", "yellow", "grey"}
