"""The moves that an officer can make with a piece of evidence, each with its words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.errors import NotFound
from consult.sdk.messages import lazy_gettext as _l
from plugins.impact import scope, services
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status

Given = Mapping[str, Any]


@dataclass(frozen=True)
class Action:
    """A move that an officer can make: its words, and what it does with what was given for it.

    `starts_at` are the statuses from which it is offered; with `by_other`, only to an officer who took no part so far.
    """

    name: str
    title: str
    button: str
    done: str
    starts_at: frozenset[Status]
    run: Callable[[Session, Actor, Evidence, Given], None]
    by_other: bool = False

    def is_possible(self, evidence: Evidence, actor: Actor) -> bool:
        """Whether the officer may make the move from where the evidence stands."""
        return evidence.stands_at in self.starts_at and (not self.by_other or scope.may_decide(actor, evidence))


IN_SCREENING = frozenset({Status.SCREENED, Status.QUERIED})
ACTIONS = (
    Action(
        "query",
        _l("Ask the group a question"),
        _l("Send the question"),
        _l("Your question was sent to the group."),
        frozenset({Status.SCREENED}),
        lambda db, by, evidence, given: services.query_evidence(db, by, evidence, given["question"]),
    ),
    Action(
        "accept",
        _l("Accept this evidence"),
        "Accept",
        _l("The evidence was accepted. The decision now owes it an answer."),
        IN_SCREENING,
        lambda db, by, evidence, given: services.accept_evidence(
            db, by, evidence, is_cleared=bool(given.get("is_cleared"))
        ),
    ),
    Action(
        "rule-out",
        _l("Find this evidence out of scope"),
        _l("Ask a second officer to confirm"),
        _l("A second officer must now confirm that this evidence is out of scope."),
        IN_SCREENING,
        lambda db, by, evidence, given: scope.rule_out(db, by, evidence, given["code"], given["reason"]),
    ),
    Action(
        "confirm-out",
        _l("Confirm that it is out of scope"),
        "Confirm",
        _l("The evidence is out of scope. We emailed the group."),
        frozenset({Status.OUT_PROPOSED}),
        lambda db, by, evidence, given: scope.confirm_rule_out(db, by, evidence),
        by_other=True,
    ),
    Action(
        "refuse-out",
        _l("Send it back to screening"),
        _l("Send it back"),
        _l("The evidence is back in screening."),
        frozenset({Status.OUT_PROPOSED}),
        lambda db, by, evidence, given: scope.refuse_rule_out(db, by, evidence, given["reason"]),
    ),
    Action(
        "decide-appeal",
        _l("Decide the appeal"),
        "Decide",
        _l("The appeal is decided. We emailed the group."),
        frozenset({Status.APPEALED}),
        lambda db, by, evidence, given: scope.decide_appeal(
            db, by, evidence, is_allowed=given["outcome"] == "allowed", reason=given["reason"]
        ),
        by_other=True,
    ),
    Action(
        "reopen",
        _l("Look at this evidence again"),
        _l("Look at it again"),
        _l("The evidence is back in screening."),
        frozenset({Status.OUT_OF_SCOPE}),
        lambda db, by, evidence, given: services.screen_evidence(db, by, evidence, given["reason"]),
    ),
    Action(
        "weigh",
        _l("Weigh this evidence"),
        "Save",
        _l("The weight was kept. Answer the group after the closing date."),
        frozenset({Status.ACCEPTED}),
        lambda db, by, evidence, given: services.consider_evidence(db, by, evidence, given["weight"], given["reason"]),
    ),
    Action(
        "respond",
        _l("Answer the group"),
        _l("Send the answer"),
        _l("The answer was sent to the group."),
        frozenset({Status.CONSIDERED}),
        lambda db, by, evidence, given: services.respond(db, by, evidence, given["answer"]),
    ),
)
BY_NAME = {action.name: action for action in ACTIONS}


def find_action(name: str) -> Action:
    """Return an action by its name in the address; raises `NotFound`."""
    if name not in BY_NAME:
        raise NotFound
    return BY_NAME[name]
