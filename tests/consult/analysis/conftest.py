"""A consultation that is being analysed, with a response whose reasons have three sentences."""

import pytest
from sqlalchemy.orm import Session

from consult.analysis.queries import DividedText, texts_of
from consult.submissions.models import Submission
from consult.submissions.passages import marked_in
from tests.consult.decisions.conftest import Case, make_case
from tests.factories import make_submission

TEXT = "Thank you for asking. The cameras mistake people for others. They cost too much."


@pytest.fixture
def case(session: Session) -> Case:
    """A consultation that is being analysed."""
    return make_case(session)


@pytest.fixture
def sent(case: Case) -> Submission:
    """A response with three sentences."""
    return make_submission(case.session, case.activity, answers={"position": "oppose", "reasons": TEXT})


def reasons_of(session: Session, sent: Submission) -> DividedText:
    """Return the reasons of a response as they are divided now."""
    (text,) = texts_of(sent, session.scalars(marked_in([sent.id])).all())
    return text
