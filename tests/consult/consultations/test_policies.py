"""Who may see which consultation."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.consultations.models import State
from consult.consultations.policies import PERMISSIONS, is_visible
from consult.consultations.queries import visible_to
from consult.kernel.authz import ANONYMOUS, SYSTEM, Actor, Role
from tests.factories import make_consultation

ACTORS = st.builds(
    Actor,
    person_id=st.one_of(st.none(), st.integers(1, 99)),
    roles=st.frozensets(st.sampled_from(Role)),
    organisation_ids=st.frozensets(st.integers(1, 9), max_size=2),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ACTORS | st.sampled_from([ANONYMOUS, SYSTEM]), st.lists(st.sampled_from(State), max_size=4))
def test_the_rule_and_the_list_agree(session: Session, actor: Actor, states: Sequence[State]) -> None:
    made = [make_consultation(session, state=state) for state in states]
    listed = {consultation.id for consultation in session.scalars(visible_to(actor))}
    assert {consultation.id for consultation in made if is_visible.allows(actor, consultation)} == listed & {
        consultation.id for consultation in made
    }


@pytest.mark.parametrize("permission", ["consultations.create", "consultations.edit", "consultations.move"])
def test_only_officers_and_administrators_run_consultations(permission: str) -> None:
    allowed = [role for role in Role if PERMISSIONS[permission].allows(Actor(person_id=1, roles=frozenset({role})))]
    assert allowed == [Role.OFFICER, Role.ADMINISTRATOR]
    assert not PERMISSIONS[permission].allows(ANONYMOUS)


def test_an_auditor_looks_and_changes_nothing() -> None:
    auditor = Actor(person_id=1, roles=frozenset({Role.AUDITOR}))
    assert PERMISSIONS["consultations.desk"].allows(auditor)
    assert PERMISSIONS["consultations.inspect"].allows(auditor)
    assert not PERMISSIONS["consultations.edit"].allows(auditor)
