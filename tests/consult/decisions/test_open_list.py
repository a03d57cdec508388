"""Issues change from the opening of a consultation until its decision is published, and again in a correction."""

import pytest

from consult.consultations.models import State
from consult.decisions import services
from consult.decisions.open_list import IssuesFixed, may_change, require_open_list
from consult.kernel.errors import Conflict
from tests.consult.decisions.conftest import Case


@pytest.mark.parametrize("state", [State.DRAFT, State.SCHEDULED])
def test_before_the_opening_there_is_nothing_to_answer(case: Case, state: State) -> None:
    case.consultation.state = state
    case.session.flush()
    assert not may_change(case.session, case.consultation)
    with pytest.raises(Conflict):
        require_open_list(case.session, case.consultation)


def test_a_published_decision_fixes_its_issues_until_a_correction_is_begun(case: Case) -> None:
    case.answered()
    case.write()
    assert may_change(case.session, case.consultation)
    case.publish()
    assert not may_change(case.session, case.consultation)
    with pytest.raises(IssuesFixed):
        require_open_list(case.session, case.consultation)
    services.begin_correction(case.session, case.officer, case.consultation, "A wrong date.")
    assert may_change(case.session, case.consultation)
    require_open_list(case.session, case.consultation)
