"""Decisions to be listed: some with a correction, one that is still being written."""

import pytest
from sqlalchemy.orm import Session

from consult.decisions.services import begin_correction
from tests.consult.decisions.conftest import Case, make_case


def published(session: Session, **texts: str) -> Case:
    """Publish a decision on a consultation of its own."""
    case = make_case(session)
    case.response()
    case.answered()
    case.write(**texts)
    case.publish()
    session.flush()
    return case


def corrected(case: Case, **texts: str) -> None:
    """Publish a second version."""
    begin_correction(case.session, case.officer, case.consultation, "A wrong word")
    case.write(**texts)
    case.publish()
    case.session.flush()


@pytest.fixture
def decided(session: Session) -> Case:
    """A consultation whose decision is published."""
    return published(session)
