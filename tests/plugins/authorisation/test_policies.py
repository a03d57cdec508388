"""The police prepare and decide, council officers weigh and read, and nobody changes what is with the officer."""

import pytest

from consult.kernel.authz import Role
from plugins.authorisation.lifecycle import EDITABLE, State
from plugins.authorisation.models import Case
from plugins.authorisation.policies import PERMISSIONS
from tests.factories import make_actor
from tests.plugins.authorisation.conftest import Desk


@pytest.mark.parametrize("state", list(State))
def test_a_case_is_changed_only_while_it_is_prepared(desk: Desk, state: State) -> None:
    assert PERMISSIONS["authorisation.edit"].allows(desk.applicant, Case(state=state)) is (state in EDITABLE)


def test_a_council_officer_weighs_and_records_no_step(desk: Desk) -> None:
    officer = make_actor(desk.session, Role.OFFICER)
    allowed = {name for name, rule in PERMISSIONS.items() if rule.allows(officer, Case(state=State.DRAFT))}
    assert allowed == {
        "authorisation.list",
        "authorisation.desk",
        "authorisation.consider",
        "authorisation.keep_conditions",
    }
