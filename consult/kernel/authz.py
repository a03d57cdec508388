"""Who may do what: actors, roles and rules that compose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from consult.kernel.errors import DomainError, Forbidden, SignInNeeded
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.reach import Reach


class Role(StrEnum):
    """What somebody is to the council; one person can be several."""

    GROUP_MEMBER = "group_member"
    COUNCILLOR = "councillor"
    OFFICER = "officer"
    AUTHORISING_OFFICER = "authorising_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role as people say it."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.GROUP_MEMBER: _l("Community group member"),
    Role.COUNCILLOR: _l("Councillor"),
    Role.OFFICER: _l("Council officer"),
    Role.AUTHORISING_OFFICER: _l("Police authorising officer"),
    Role.AUDITOR: _l("Auditor"),
    Role.ADMINISTRATOR: _l("Administrator"),
}


@dataclass(frozen=True)
class Actor:
    """Whoever acts: a signed-in person, an anonymous visitor, or the system itself."""

    person_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    needs_second_factor: bool = False
    """Whether this person must set up a second factor before they act: until then they have no role."""
    reach: frozenset[Reach] = frozenset()
    """What a program that acts in place of this person may do; empty for a person who acts herself."""
    permissions: Mapping[str, "Rule"] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_signed_in(self) -> bool:
        """Whether we know who this is."""
        return self.person_id is not None

    def has(self, *roles: Role) -> bool:
        """Whether the actor has at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    def can(self, permission: str, subject: object = None) -> bool:
        """Whether the rule for this permission lets the actor act on the subject; unlisted means no."""
        rule = self.permissions.get(permission)
        return rule is not None and rule.allows(self, subject)


ANONYMOUS = Actor()
SYSTEM = Actor(name="Consult")

Test = Callable[[Actor, Any], bool]


@dataclass(frozen=True)
class Rule:
    """A condition on actor and subject; rules compose with `&`, `|` and `~`."""

    name: str
    test: Test
    denial: type[DomainError] | None = None

    def allows(self, actor: Actor, subject: object = None) -> bool:
        """Whether the rule holds."""
        return self.test(actor, subject)

    @property
    def is_for_anyone(self) -> bool:
        """Whether somebody who is not signed in may come this far: the rule is `anyone`, or begins with it."""
        return self is anyone

    def require(self, actor: Actor, subject: object = None) -> None:
        """Raise the rule's denial (403; 401 for somebody not signed in) unless it holds."""
        failed = self.first_failure(actor, subject)
        if failed is None:
            return
        if failed.denial is not None:
            raise failed.denial
        raise Forbidden if actor.is_signed_in else SignInNeeded

    def first_failure(self, actor: Actor, subject: object) -> "Rule | None":
        """Return the part of the rule that says no."""
        return None if self.test(actor, subject) else self

    def __and__(self, other: "Rule") -> "Rule":
        return _Both(
            f"{self.name} and {other.name}",
            lambda a, s: self.allows(a, s) and other.allows(a, s),
            None,
            (self, other),
        )

    def __or__(self, other: "Rule") -> "Rule":
        return Rule(f"({self.name} or {other.name})", lambda a, s: self.allows(a, s) or other.allows(a, s))

    def __invert__(self) -> "Rule":
        return Rule(f"not {self.name}", lambda a, s: not self.allows(a, s))


@dataclass(frozen=True)
class _Both(Rule):
    parts: tuple[Rule, Rule] = field(default=(), repr=False)  # type: ignore[assignment]

    @property
    def is_for_anyone(self) -> bool:
        """Whether somebody who is not signed in may come this far: who one is stands first."""
        return self.parts[0].is_for_anyone

    def first_failure(self, actor: Actor, subject: object) -> Rule | None:
        # Who one is comes before what state the thing is in: a stranger learns nothing from a 409.
        return self.parts[0].first_failure(actor, subject) or self.parts[1].first_failure(actor, subject)


def rule(name: str, *, denial: type[DomainError] | None = None) -> Callable[[Test], Rule]:
    """Make a rule from a function of actor and subject."""

    def make(test: Test) -> Rule:
        return Rule(name, test, denial)

    return make


def has_role(*roles: Role) -> Rule:
    """Return the rule that the actor has one of the roles."""
    return Rule(" or ".join(role for role in roles), lambda actor, _ignored: actor.has(*roles))


anyone = Rule("anyone", lambda actor, subject: True)
signed_in = Rule("signed in", lambda actor, subject: actor.is_signed_in)
nobody = Rule("nobody", lambda actor, subject: False)
staff = has_role(Role.OFFICER, Role.ADMINISTRATOR)
officer = has_role(Role.OFFICER)
administrator = has_role(Role.ADMINISTRATOR)
auditor = has_role(Role.AUDITOR)
councillor = has_role(Role.COUNCILLOR)
Permissions = Mapping[str, Rule]
