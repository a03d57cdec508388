"""The moves that an officer can make with a piece of evidence, each with its form and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.forms import Form
from plugins.impact import scope, services
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status
from plugins.impact.staff_forms import (
    AcceptForm,
    AppealForm,
    ConfirmForm,
    QueryForGroupForm,
    RefuseForm,
    ReopenForm,
    RespondForm,
    RuleOutForm,
    WeighForm,
)


@dataclass(frozen=True)
class Action:
    """A move that an officer can make: its form, its words, and what it does.

    `starts_at` are the statuses from which it is offered; with `by_other`, only to an officer who took no part so far.
    """

    name: str
    title: str
    button: str
    done: str
    starts_at: frozenset[Status]
    form: type[Form]
    run: Callable[[Session, Actor, Evidence, Any], None]
    by_other: bool = False

    def is_possible(self, evidence: Evidence, actor: Actor) -> bool:
        """Whether the officer may make the move from where the evidence stands."""
        return evidence.stands_at in self.starts_at and (not self.by_other or scope.may_decide(actor, evidence))


IN_SCREENING = frozenset({Status.SCREENED, Status.QUERIED})
ACTIONS = (
    Action(
        "query",
        "Ask the group a question",
        "Send the question",
        "Your question was sent to the group.",
        frozenset({Status.SCREENED}),
        QueryForGroupForm,
        lambda opened, by, evidence, form: services.query_evidence(opened, by, evidence, form.question.data),
    ),
    Action(
        "accept",
        "Accept this evidence",
        "Accept",
        "The evidence was accepted. The decision now owes it an answer.",
        IN_SCREENING,
        AcceptForm,
        lambda opened, by, evidence, form: services.accept_evidence(
            opened, by, evidence, is_cleared="is_cleared" in form and bool(form.is_cleared.data)
        ),
    ),
    Action(
        "rule-out",
        "Find this evidence out of scope",
        "Ask a second officer to confirm",
        "A second officer must now confirm that this evidence is out of scope.",
        IN_SCREENING,
        RuleOutForm,
        lambda opened, by, evidence, form: scope.rule_out(opened, by, evidence, form.code.data, form.reason.data),
    ),
    Action(
        "confirm-out",
        "Confirm that it is out of scope",
        "Confirm",
        "The evidence is out of scope. We emailed the group.",
        frozenset({Status.OUT_PROPOSED}),
        ConfirmForm,
        lambda opened, by, evidence, form: scope.confirm_rule_out(opened, by, evidence),
        by_other=True,
    ),
    Action(
        "refuse-out",
        "Send it back to screening",
        "Send it back",
        "The evidence is back in screening.",
        frozenset({Status.OUT_PROPOSED}),
        RefuseForm,
        lambda opened, by, evidence, form: scope.refuse_rule_out(opened, by, evidence, form.reason.data),
    ),
    Action(
        "decide-appeal",
        "Decide the appeal",
        "Decide",
        "The appeal is decided. We emailed the group.",
        frozenset({Status.APPEALED}),
        AppealForm,
        lambda opened, by, evidence, form: scope.decide_appeal(
            opened, by, evidence, is_allowed=form.outcome.data == "allowed", reason=form.reason.data
        ),
        by_other=True,
    ),
    Action(
        "reopen",
        "Look at this evidence again",
        "Look at it again",
        "The evidence is back in screening.",
        frozenset({Status.OUT_OF_SCOPE}),
        ReopenForm,
        lambda opened, by, evidence, form: services.screen_evidence(opened, by, evidence, form.reason.data),
    ),
    Action(
        "weigh",
        "Weigh this evidence",
        "Save",
        "The weight was kept. Answer the group after the closing date.",
        frozenset({Status.ACCEPTED}),
        WeighForm,
        lambda opened, by, evidence, form: services.consider_evidence(
            opened, by, evidence, form.weight.data, form.reason.data
        ),
    ),
    Action(
        "respond",
        "Answer the group",
        "Send the answer",
        "The answer was sent to the group.",
        frozenset({Status.CONSIDERED}),
        RespondForm,
        lambda opened, by, evidence, form: services.respond(opened, by, evidence, form.answer.data),
    ),
)
BY_NAME = {action.name: action for action in ACTIONS}
