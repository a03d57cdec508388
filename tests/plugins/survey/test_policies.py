"""Who may know of a survey's versions: everybody once the consultation is published, staff and auditors before."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import State
from consult.kernel.authz import ANONYMOUS, Role
from consult.kernel.errors import Forbidden, SignInNeeded
from plugins.survey.policies import PERMISSIONS
from tests.factories import make_activity, make_actor, make_consultation

DESK = {Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR}
BUILDERS = {Role.OFFICER, Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("state", [*State])
def test_the_changes_of_a_survey_are_public_with_its_consultation(
    session: Session, role: Role | None, state: State
) -> None:
    subject = make_activity(session, make_consultation(session, state=state), "survey")
    actor = make_actor(session, role) if role else ANONYMOUS
    may = state is not State.DRAFT or role in DESK
    assert PERMISSIONS["survey.changes"].allows(actor, subject) is may


@pytest.mark.parametrize("role", [*Role])
def test_staff_build_and_auditors_only_look(session: Session, role: Role) -> None:
    actor = make_actor(session, role)
    for permission, allowed in {
        "survey.build": BUILDERS,
        "survey.publish": BUILDERS,
        "survey.preview": DESK,
        "survey.results": DESK,
        "survey.export": DESK,
    }.items():
        assert PERMISSIONS[permission].allows(actor) is (role in allowed), permission


def test_a_visitor_is_asked_to_sign_in_and_somebody_else_is_refused(session: Session) -> None:
    with pytest.raises(SignInNeeded):
        PERMISSIONS["survey.build"].require(ANONYMOUS)
    with pytest.raises(Forbidden):
        PERMISSIONS["survey.build"].require(make_actor(session, Role.COUNCILLOR))
