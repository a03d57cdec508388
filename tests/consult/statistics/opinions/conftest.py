"""People who vote as planted groups do, as numbers and as responses to a survey."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy import int8
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.statistics.opinions import clustering
from consult.statistics.opinions.found import NO_VOTE
from plugins.survey.document import dump, read_definition
from plugins.survey.edits import options_from
from plugins.survey.statements import OPINION, with_statements
from tests.factories import make_submission
from tests.plugins.survey.conftest import OpenSurvey, item, opened, page, publish, survey

__all__ = ["opened", "publish"]

CODES = {1: "agree", -1: "disagree", 0: "pass"}
STATEMENTS = 8
VIEWS = (
    (1, 1, 1, 1, -1, -1, -1, 1),
    (-1, -1, 1, -1, 1, 1, -1, 1),
    (1, -1, -1, -1, -1, 1, 1, 1),
)
"""What three groups say of eight statements: with the last one all agree, and the sixth divides them."""


def planted(*sizes: int, noise: float = 0.1, empty: float = 0.1, seed: int = 5) -> NDArray[int8]:
    """Return the votes of groups of these sizes, one after another, some of them at random and some not given."""
    rng = np.random.default_rng(seed)
    votes = np.repeat(np.array(VIEWS[: len(sizes)]), sizes, axis=0)
    votes = np.where(rng.random(votes.shape) < noise, rng.integers(-1, 2, votes.shape), votes)
    return np.where(rng.random(votes.shape) < empty, NO_VOTE, votes).astype(int8)


@pytest.fixture(autouse=True)
def few_shuffles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deal votes out seldom: once more says nothing new in a test."""
    monkeypatch.setattr(clustering, "SHUFFLES", 2)


Vote = Callable[[NDArray[int8]], Activity]


@pytest.fixture
def statements(opened: OpenSurvey) -> Activity:
    """An open survey with eight statements, and a question that is none."""
    options = options_from(str(OPINION), (), (), set())
    lines = [f"Statement {number} holds." for number in range(1, STATEMENTS + 1)]
    whole = read_definition(survey(page("p1", item("choice", "radios"))))
    return opened(dump(with_statements(whole, "Do you agree?", lines, options, key="opinion", is_required=False)))


@pytest.fixture
def voted(session: Session, statements: Activity) -> Activity:
    """The survey after three groups of people answered it, 40, 25 and 20 of them."""
    for row in planted(40, 25, 20, empty=0):
        send(session, statements, row)
    return statements


def send(session: Session, activity: Activity, votes: NDArray[int8]) -> None:
    """Take in a response with these votes."""
    said = {f"opinion_{place}": CODES[int(vote)] for place, vote in enumerate(votes, start=1) if vote != NO_VOTE}
    make_submission(session, activity, answers={"choice": "a", **said})
