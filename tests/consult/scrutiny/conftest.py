"""A decision to scrutinise."""

import pytest
from sqlalchemy.orm import Session

from consult.decisions.queries import issues_of
from tests.consult.decisions.conftest import Case, make_case


@pytest.fixture
def case(session: Session) -> Case:
    """A consultation that is being analysed."""
    return make_case(session)


def publish_in_short(case: Case) -> None:
    """Publish a decision on the issues that are listed, each answered in three words."""
    for issue in case.session.scalars(issues_of(case.consultation.id)):
        issue.reason = "We noted it."
    case.session.flush()
    case.write()
    case.publish()
