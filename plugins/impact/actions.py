"""The moves that an officer can make with a piece of evidence, each with its form and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.forms import Form
from consult.sdk.messages import lazy_gettext as _l
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
        _l("Ask the group a question"),
        _l("Send the question"),
        _l("Your question was sent to the group."),
        frozenset({Status.SCREENED}),
        QueryForGroupForm,
        lambda opened, by, evidence, form: services.query_evidence(opened, by, evidence, form.question.data),
    ),
    Action(
        "accept",
        _l("Accept this evidence"),
        "Accept",
        _l("The evidence was accepted. The decision now owes it an answer."),
        IN_SCREENING,
        AcceptForm,
        lambda opened, by, evidence, form: services.accept_evidence(
            opened, by, evidence, is_cleared="is_cleared" in form and bool(form.is_cleared.data)
        ),
    ),
    Action(
        "rule-out",
        _l("Find this evidence out of scope"),
        _l("Ask a second officer to confirm"),
        _l("A second officer must now confirm that this evidence is out of scope."),
        IN_SCREENING,
        RuleOutForm,
        lambda opened, by, evidence, form: scope.rule_out(opened, by, evidence, form.code.data, form.reason.data),
    ),
    Action(
        "confirm-out",
        _l("Confirm that it is out of scope"),
        "Confirm",
        _l("The evidence is out of scope. We emailed the group."),
        frozenset({Status.OUT_PROPOSED}),
        ConfirmForm,
        lambda opened, by, evidence, form: scope.confirm_rule_out(opened, by, evidence),
        by_other=True,
    ),
    Action(
        "refuse-out",
        _l("Send it back to screening"),
        _l("Send it back"),
        _l("The evidence is back in screening."),
        frozenset({Status.OUT_PROPOSED}),
        RefuseForm,
        lambda opened, by, evidence, form: scope.refuse_rule_out(opened, by, evidence, form.reason.data),
    ),
    Action(
        "decide-appeal",
        _l("Decide the appeal"),
        "Decide",
        _l("The appeal is decided. We emailed the group."),
        frozenset({Status.APPEALED}),
        AppealForm,
        lambda opened, by, evidence, form: scope.decide_appeal(
            opened, by, evidence, is_allowed=form.outcome.data == "allowed", reason=form.reason.data
        ),
        by_other=True,
    ),
    Action(
        "reopen",
        _l("Look at this evidence again"),
        _l("Look at it again"),
        _l("The evidence is back in screening."),
        frozenset({Status.OUT_OF_SCOPE}),
        ReopenForm,
        lambda opened, by, evidence, form: services.screen_evidence(opened, by, evidence, form.reason.data),
    ),
    Action(
        "weigh",
        _l("Weigh this evidence"),
        "Save",
        _l("The weight was kept. Answer the group after the closing date."),
        frozenset({Status.ACCEPTED}),
        WeighForm,
        lambda opened, by, evidence, form: services.consider_evidence(
            opened, by, evidence, form.weight.data, form.reason.data
        ),
    ),
    Action(
        "respond",
        _l("Answer the group"),
        _l("Send the answer"),
        _l("The answer was sent to the group."),
        frozenset({Status.CONSIDERED}),
        RespondForm,
        lambda opened, by, evidence, form: services.respond(opened, by, evidence, form.answer.data),
    ),
)
BY_NAME = {action.name: action for action in ACTIONS}
