"""What is asked of a case is asked of no ward, and what was found last is the newest."""

import pytest
from sqlalchemy.exc import IntegrityError

from consult.contract.references import Reference
from plugins.authorisation.condition_models import Status
from tests.plugins.authorisation.conftest import Desk, make_condition, make_list, note


def test_a_list_is_of_a_case_or_of_a_place(desk: Desk) -> None:
    found = make_list(desk.session, case=desk.opened(), ward="Stratford")
    assert (found.ward, found.cited) == ("", None)
    found.ward = "Stratford"
    with pytest.raises(IntegrityError), desk.session.begin_nested():
        desk.session.flush()


def test_the_newest_finding_is_what_was_found_last(desk: Desk) -> None:
    condition = make_condition(desk.session, make_list(desk.session))
    assert not condition.findings
    for status in (Status.REFUSED, Status.MET):
        note(desk.session, condition, status)
    assert condition.newest is not None
    assert condition.newest.status is Status.MET


def test_what_was_cited_is_a_reference(desk: Desk) -> None:
    cited = Reference("consultation", desk.evidence.consultation.id)
    assert make_list(desk.session, cited=cited).cited == cited
