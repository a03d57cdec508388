"""Which questions are statements, and which votes count."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.statistics.opinions.statements import read_ballot, statements_of
from consult.submissions.models import Status
from tests.consult.statistics.opinions.conftest import STATEMENTS
from tests.factories import make_submission
from tests.plugins.survey.conftest import OpenSurvey, PublishSurvey, item, options, page, survey


def valued(*values: int | None) -> list[dict[str, Any]]:
    """Return options with these values."""
    made = options(*(f"o{place}" for place in range(len(values))))
    return [{**option, "value": value} for option, value in zip(made, values, strict=True)]


def rows(session: Session, activity: Activity) -> list[tuple[int, ...]]:
    """Return the votes of each person, in an order of their own."""
    ballot = read_ballot(session, activity, statements_of(session, activity))
    width = len(ballot.keys)
    signed = [byte - 256 if byte > 127 else byte for byte in ballot.cells]
    return sorted(tuple(signed[start : start + width]) for start in range(0, len(signed), width))


def test_statements_have_answers_that_agree_and_disagree(session: Session, statements: Activity) -> None:
    found = statements_of(session, statements)
    assert [question.key for question in found] == [f"opinion_{number}" for number in range(1, STATEMENTS + 1)]


@pytest.mark.parametrize(
    ("kind", "values", "is_one"),
    [
        ("likert", (1, -1, 0), True),
        ("radios", (1, -1), True),
        ("likert", (1, -1, 0, None), True),
        ("likert", (1, 0), False),
        ("likert", (2, 1, 0, -1, -2), False),
        ("radios", (None, None), False),
        ("checkboxes", (1, -1, 0), False),
    ],
)
def test_the_values_of_answers_make_a_statement(
    session: Session, opened: OpenSurvey, kind: str, values: tuple[int | None, ...], is_one: bool
) -> None:
    activity = opened(survey(page("p1", item("said", kind, options=valued(*values)))))
    assert [question.key for question in statements_of(session, activity)] == (["said"] if is_one else [])


def test_only_who_counts_votes_and_an_answer_without_a_value_is_no_vote(session: Session, opened: OpenSurvey) -> None:
    asked = [item(key, "likert", options=valued(1, -1, 0, None)) for key in ("one", "two")]
    activity = opened(survey(page("p1", *asked)))
    make_submission(session, activity, answers={"one": "o0", "two": "o1"})
    make_submission(session, activity, answers={"one": "o2", "two": "o3"})
    make_submission(session, activity, answers={"one": "o1"})
    for status in (Status.EXCLUDED, Status.WITHDRAWN):
        make_submission(session, activity, answers={"one": "o0", "two": "o0"}, status=status)
    assert rows(session, activity) == [(-1, 2), (0, 2), (1, -1)]


def test_a_statement_that_was_passed_by_or_is_newer_has_no_vote(
    session: Session, opened: OpenSurvey, publish: PublishSurvey
) -> None:
    first = page("p1", item("choice", "radios"))
    asked = page("p2", item("one", "likert", options=valued(1, -1, 0)))
    asked["show_if"] = {"q": "choice", "op": "eq", "value": "b"}
    activity = opened(survey(first, asked))
    make_submission(session, activity, answers={"choice": "b", "one": "o0"})
    make_submission(session, activity, answers={"choice": "a", "one": "o0"})
    publish(activity, survey(first, asked, page("p3", item("two", "likert", options=valued(1, -1, 0)))))
    make_submission(session, activity, answers={"choice": "b", "one": "o1", "two": "o1"})
    assert rows(session, activity) == [(-1, -1), (1, 2), (2, 2)]
