"""Rules compose, deny what nobody allowed, and say why in the right order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.authz import (
    ANONYMOUS,
    SYSTEM,
    Actor,
    Role,
    Rule,
    administrator,
    anyone,
    nobody,
    officer,
    rule,
    signed_in,
    staff,
)
from consult.kernel.errors import Closed, Forbidden, SignInNeeded

ROLES = st.frozensets(st.sampled_from(list(Role)))


@rule("open", denial=Closed)
def is_open(actor: Actor, subject: object) -> bool:
    return subject == "open"


def person(*roles: Role) -> Actor:
    return Actor(person_id=1, name="Ada", roles=frozenset(roles))


@given(ROLES, st.sampled_from(["open", "closed"]))
def test_and_or_not_mean_what_they_say(roles: frozenset[Role], subject: str) -> None:
    actor = Actor(person_id=1, roles=roles)
    is_staff = bool(roles & {Role.OFFICER, Role.ADMINISTRATOR})
    assert (staff & is_open).allows(actor, subject) == (is_staff and subject == "open")
    assert (staff | is_open).allows(actor, subject) == (is_staff or subject == "open")
    assert (~staff).allows(actor, subject) == (not is_staff)
    assert (~(staff & is_open)).allows(actor, subject) == (~staff | ~is_open).allows(actor, subject)


def test_what_is_not_listed_is_denied() -> None:
    actor = Actor(person_id=1, permissions={"a.read": anyone})
    assert actor.can("a.read")
    assert not actor.can("a.write")


def test_a_rule_is_for_anyone_only_where_it_begins_with_anyone() -> None:
    assert anyone.is_for_anyone
    assert (anyone & is_open).is_for_anyone
    assert (anyone & is_open & ~staff).is_for_anyone
    assert not any(one.is_for_anyone for one in (is_open, staff, signed_in, nobody, is_open & anyone, is_open | staff))


def test_nobody_is_nobody() -> None:
    assert not nobody.allows(person(*Role))
    assert not nobody.allows(SYSTEM)


def test_a_stranger_is_asked_to_sign_in_and_a_known_person_is_refused() -> None:
    with pytest.raises(SignInNeeded):
        officer.require(ANONYMOUS)
    with pytest.raises(Forbidden):
        officer.require(person(Role.COUNCILLOR))
    officer.require(person(Role.OFFICER))


def test_a_rule_on_the_state_of_things_gives_its_own_denial() -> None:
    with pytest.raises(Closed):
        (anyone & is_open).require(ANONYMOUS, "closed")


def test_who_one_is_comes_before_the_state_of_the_thing() -> None:
    guarded = officer & is_open
    with pytest.raises(SignInNeeded):
        guarded.require(ANONYMOUS, "closed")
    with pytest.raises(Forbidden):
        guarded.require(person(), "closed")
    with pytest.raises(Closed):
        guarded.require(person(Role.OFFICER), "closed")
    guarded.require(person(Role.OFFICER), "open")


def test_the_denial_of_a_longer_chain_is_that_of_its_first_failing_part() -> None:
    chain = signed_in & (officer | administrator) & is_open
    assert chain.first_failure(person(Role.ADMINISTRATOR), "open") is None
    failed = chain.first_failure(person(Role.ADMINISTRATOR), "closed")
    assert failed is not None
    assert failed.denial is Closed
    with pytest.raises(Forbidden):
        chain.require(person(Role.COUNCILLOR), "closed")


def test_a_rule_reads_as_a_sentence() -> None:
    assert (signed_in & (officer | ~is_open)).name == "signed in and (officer or not open)"
    assert isinstance(is_open, Rule)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_name_that_people_use(role: Role) -> None:
    assert role.label[0].isupper()
    assert "_" not in role.label


def test_the_system_is_not_a_person() -> None:
    assert SYSTEM != ANONYMOUS
    assert not SYSTEM.is_signed_in
    assert not SYSTEM.roles
