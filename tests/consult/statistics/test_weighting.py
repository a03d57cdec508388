"""Answers weighted to the population: what reading every response by hand would give."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.kernel.errors import Invalid
from consult.population.queries import Margin
from consult.statistics.variables import Variable, variables_of
from consult.statistics.weighting import Target, targets_of, weigh
from tests.factories import make_activity, make_consultation, make_submission

WARDS = Margin("Newham", "ward", {"Abbey": 500, "Beckton": 500}, ["Census"])


@pytest.fixture
def activity(session: Session) -> Activity:
    """80 people of Abbey of whom a quarter support, 20 of Beckton who all support, and 10 from elsewhere."""
    made = make_activity(session, make_consultation(session, state=State.CLOSED))
    for number in range(110):
        area = "Abbey" if number < 80 else "Beckton" if number < 100 else "Elsewhere Road"
        position = "support" if number >= 80 or number % 4 == 0 else "oppose"
        make_submission(session, made, answers={"position": position}, area=area)
    return made


def _offered(session: Session, activity: Activity, figures: Margin) -> tuple[list[Target], dict[str, Variable]]:
    variables = variables_of(session, activity)
    return targets_of(variables, [figures]), {variable.key: variable for variable in variables}


def test_shares_are_weighted_and_those_in_no_category_keep_theirs(session: Session, activity: Activity) -> None:
    targets, variables = _offered(session, activity, WARDS)
    assert [target.variable.key for target in targets] == [":area"]
    found = weigh(session, activity, targets, [variables["position"]], cap=5, tolerance=0.0001)
    assert (found.people, list(found.rest.values())) == (110, [10])
    (table,) = found.tables
    line = next(line for line in table.lines if line.people == 50)
    assert line.unweighted == pytest.approx(100 * 50 / 110)
    # Abbey and Beckton weigh 50 each of 110, elsewhere 10: a quarter of Abbey supports, and everybody else.
    assert line.weighted == pytest.approx(100 * (50 / 4 + 50 + 10) / 110)
    assert table.base == 110


def test_a_category_without_people_is_named(session: Session, activity: Activity) -> None:
    figures = Margin("Newham", "ward", {**WARDS.people, "Canning Town": 10}, [])
    targets, variables = _offered(session, activity, figures)
    with pytest.raises(Invalid, match="“Canning Town”"):
        weigh(session, activity, targets, [variables["position"]], cap=5, tolerance=0.001)


@pytest.mark.parametrize("words", ["Atlantis", "Elsewhere on the moon"])
def test_figures_with_other_words_are_not_offered(session: Session, activity: Activity, words: str) -> None:
    assert _offered(session, activity, Margin("", "ward", {"Abbey": 1, words: 1}, []))[0] == []


def test_before_anybody_answered_that_is_said(session: Session) -> None:
    empty = make_activity(session, make_consultation(session))
    targets, variables = _offered(session, empty, WARDS)
    with pytest.raises(Invalid, match="Nobody has answered"):
        weigh(session, empty, targets, [variables["position"]], cap=5, tolerance=0.001)
