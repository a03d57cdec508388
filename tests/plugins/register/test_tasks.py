"""Changes that files brought wait for officers, and for nobody else."""

from sqlalchemy.orm import Session

from consult.kernel.authz import ANONYMOUS, Role
from plugins.register.tasks import changes_to_confirm
from tests.factories import actor_for, make_person
from tests.plugins.register.conftest import STRATFORD, taken
from tests.plugins.register.test_accuracy_imports import FIRST, SECOND
from tests.plugins.register.test_accuracy_imports import taken as results_taken
from tests.plugins.register.test_revisions import REVISED


def test_changes_wait_for_officers(session: Session) -> None:
    officer = actor_for(session, make_person(session, Role.OFFICER))
    taken(session, STRATFORD)
    assert changes_to_confirm(session, officer) == ()
    taken(session, REVISED)
    (step,) = changes_to_confirm(session, officer)
    assert step.text == "Confirm 1 change of the register of deployments"
    assert changes_to_confirm(session, ANONYMOUS) == ()


def test_changes_of_results_wait_beside_them(session: Session) -> None:
    officer = actor_for(session, make_person(session, Role.OFFICER))
    for line in (FIRST, SECOND):
        results_taken(session, line)
    (step,) = changes_to_confirm(session, officer)
    assert (step.text, step.endpoint) == (
        "Confirm 1 change of the results of accuracy",
        "register_results_staff.changes",
    )
