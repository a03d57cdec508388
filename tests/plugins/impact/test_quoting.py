"""Officers quote in their answers what the evidence says in public, or what somebody let us publish; nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from consult.kernel import clock
from consult.kernel.errors import Invalid
from consult.submissions.models import Cause
from consult.submissions.revision import revise
from plugins.impact import entry, lateness, scope, services
from plugins.impact.procedure import Status
from plugins.impact.quoting import require_quotable
from plugins.impact.terms import SCOPE_REASONS
from tests.plugins.impact.conftest import Case

WRONG = "You say “nobody came to the market”."


def considered(case: Case) -> None:
    """Weigh a piece."""
    services.consider_evidence(case.session, case.officer, case.brought_to(Status.ACCEPTED), "great", WRONG)


def answered(case: Case) -> None:
    """Answer a piece."""
    evidence = case.brought_to(Status.CONSIDERED)
    with case.after_closing():
        services.respond(case.session, case.officer, evidence, WRONG)


def ruled_out(case: Case) -> None:
    """Rule a piece out."""
    scope.rule_out(case.session, case.officer, case.brought_to(Status.SCREENED), next(iter(SCOPE_REASONS)), WRONG)


def let_in_late(case: Case) -> None:
    """Let a group send late."""
    with case.after_closing():
        until_on = clock.today_in_london() + timedelta(days=3)
        lateness.allow_late(case.session, case.officer, case.activity, case.group.id, until_on, WRONG)


def entered_late(case: Case) -> None:
    """Enter what came late."""
    with case.after_closing():
        on = clock.today_in_london()
        case.consultation.closes_at = clock.now() - timedelta(days=3)
        entry.begin_entry(
            case.session,
            case.officer,
            case.activity,
            case.group.id,
            channel="paper",
            received_on=on,
            received_from="Ada",
            late_reason=WRONG,
        )


@pytest.mark.parametrize(
    ("write", "field"),
    [
        (considered, "reason"),
        (answered, "answer"),
        (ruled_out, "reason"),
        (let_in_late, "reason"),
        (entered_late, "late_reason"),
    ],
)
def test_nothing_that_nobody_said_is_quoted(case: Case, write: Callable[[Case], None], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        write(case)
    assert list(refused.value.fields) == [field]


def test_an_answer_may_quote_the_evidence_and_loses_it_with_the_words(case: Case) -> None:
    evidence = case.brought_to(Status.CONSIDERED)
    require_quotable(case.session, evidence, "You say “Fewer people came to the market”.", "answer")
    with case.after_closing():
        services.respond(case.session, case.officer, evidence, "You say “Fewer people came to the market”.")
        assert evidence.submission is not None
        revise(case.session, case.activity, evidence.submission, Cause.ERASURE, answers={})
    case.session.expire_all()
    assert evidence.answer == "You say [withheld]."
