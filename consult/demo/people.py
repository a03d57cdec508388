"""The people of the demonstration: all invented, one for each role, with one password that everybody may know."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.invitations import accept_as_new, find_link, invite
from consult.accounts.models import JOIN, Organisation, Person
from consult.accounts.organisations import create_organisation, verify_organisation
from consult.accounts.passwords import hash_password
from consult.accounts.queries import person_by_email
from consult.accounts.session_cookies import actor_of
from consult.contract.deployment import deployment_of
from consult.kernel import tokens
from consult.kernel.authz import SYSTEM, Actor, Role

PASSWORD = "seven quiet lanterns"  # noqa: S105 (printed beside every account of the demonstration)
GROUP = "Stratford Street Traders’ Circle (invented)"


@dataclass(frozen=True)
class Account:
    """An account of the demonstration."""

    key: str
    name: str
    role: Role

    @property
    def email(self) -> str:
        """The address to sign in with; `.example` belongs to nobody."""
        return f"{self.key.replace('_', '.')}@newham.example"


ACCOUNTS: tuple[Account, ...] = (
    Account("administrator", "Ines Marsh (invented administrator)", Role.ADMINISTRATOR),
    Account("officer", "Rosa Field (invented officer)", Role.OFFICER),
    Account("second_officer", "Imran Lake (invented officer)", Role.OFFICER),
    Account("councillor", "Cllr Joan Hill (invented)", Role.COUNCILLOR),
    Account("second_councillor", "Cllr Ade Stone (invented)", Role.COUNCILLOR),
    Account("group", "Priya Brook (invented group member)", Role.GROUP_MEMBER),
    Account("authorising_officer", "Supt Lee Moor (invented)", Role.AUTHORISING_OFFICER),
    Account("auditor", "Tom Heath (invented auditor)", Role.AUDITOR),
)


def invite_everybody(session: Session) -> dict[str, Actor]:
    """Let everybody of the demonstration join who has not yet, and return them as actors by key."""
    for account in ACCOUNTS:
        if account.role is not Role.GROUP_MEMBER and session.scalar(person_by_email(account.email)) is None:
            _join(session, _actor(session, ACCOUNTS[0].email), account, None)
    member = next(account for account in ACCOUNTS if account.role is Role.GROUP_MEMBER)
    if session.scalar(person_by_email(member.email)) is None:
        officer = _actor(session, "officer@newham.example")
        _join(session, officer, member, _verified_group(session, officer))
    return {account.key: _actor(session, account.email) for account in ACCOUNTS}


def number_of_people(session: Session) -> int:
    """Return how many people have an account."""
    return session.scalar(select(func.count(Person.id))) or 0


def _join(session: Session, inviting: Actor, account: Account, group: Organisation | None) -> None:
    role = None if group else account.role
    link = invite(
        session, inviting, email=account.email, name=account.name, role=role, organisation=group, by_mail=False
    )
    invitation = find_link(session, link.rpartition("/")[2], JOIN)
    person = accept_as_new(session, invitation, account.name, tokens.new_secret())
    # Nobody may choose a password that is published: only the demonstration gives it to its own accounts.
    person.password_hash = hash_password(PASSWORD)


def _verified_group(session: Session, officer: Actor) -> Organisation:
    known = session.scalar(select(Organisation).where(Organisation.name == GROUP))
    if known is not None:
        return known
    basis = "Our members run the stalls and meet on the first Monday of each month. (Invented.)"
    group = create_organisation(session, officer, name=GROUP, represents=40, basis=basis)
    verify_organisation(session, officer, group, ground="Invented for this demonstration.")
    return group


def _actor(session: Session, email: str) -> Actor:
    """Return the person with this address; before there is anybody, the system itself."""
    person = session.scalar(person_by_email(email))
    if person is None:
        return SYSTEM
    session.refresh(person)
    return actor_of(person, deployment_of(session).registry.permissions)
