"""Who may do what with evidence."""

import pytest

from consult.consultations.models import State
from consult.kernel.authz import ANONYMOUS, Actor, Role
from consult.kernel.errors import DomainError, SignInNeeded
from plugins.impact.policies import PERMISSIONS, AlreadySent, NotSent, NotVerified, OwnGroup, is_verified
from plugins.impact.procedure import Status
from tests.factories import make_actor
from tests.plugins.impact.conftest import Case

DRAFT, SENT = Status.DRAFT, Status.SUBMITTED


def _refusal(permission: str, actor: Actor, subject: object) -> type[DomainError] | None:
    try:
        PERMISSIONS[permission].require(actor, subject)
    except DomainError as refused:
        return type(refused)
    return None


@pytest.mark.parametrize(
    ("permission", "status", "roles"),
    [
        ("impact.view", DRAFT, {"member"}),
        ("impact.view", SENT, {"member", Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR}),
        ("impact.edit", DRAFT, {"member"}),
        ("impact.edit", SENT, set()),
        ("impact.speak", SENT, {"member"}),
        ("impact.speak", DRAFT, set()),
        ("impact.inspect", SENT, {Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR}),
        ("impact.inspect", Status.ACCEPTED, {Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR, Role.AUTHORISING_OFFICER}),
        ("impact.handle", DRAFT, set()),
        ("impact.handle", SENT, {Role.OFFICER, Role.ADMINISTRATOR}),
    ],
)
def test_a_permission_is_held_by_these_roles_and_no_other(
    case: Case, permission: str, status: Status, roles: set[object]
) -> None:
    evidence = case.brought_to(status)
    actors: dict[object, Actor] = {role: make_actor(case.session, role) for role in Role}
    actors.update({"member": case.member, "resident": make_actor(case.session), "anonymous": ANONYMOUS})
    allowed = {name for name, actor in actors.items() if PERMISSIONS[permission].allows(actor, evidence)}
    assert allowed == roles


def test_each_refusal_says_what_is_the_matter(case: Case) -> None:
    sent, draft = case.sent(), case.draft()
    assert _refusal("impact.view", ANONYMOUS, sent) is SignInNeeded
    assert _refusal("impact.edit", case.member, sent) is AlreadySent
    assert _refusal("impact.speak", case.member, draft) is NotSent
    case.group.verified_at = None
    assert _refusal("impact.edit", case.member, draft) is None
    with pytest.raises(NotVerified):
        is_verified.require(case.member, draft)
    own = Actor(person_id=1, roles=frozenset({Role.OFFICER}), organisation_ids=frozenset({case.group.id}))
    assert _refusal("impact.handle", own, sent) is OwnGroup


def test_the_public_page_of_a_draft_consultation_is_for_the_desk(case: Case) -> None:
    rule = PERMISSIONS["impact.read"]
    assert rule.allows(ANONYMOUS, case.activity)
    case.consultation.state = State.DRAFT
    assert not rule.allows(ANONYMOUS, case.activity)
    assert rule.allows(case.officer, case.activity)
