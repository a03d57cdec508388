"""The table of moves, and that nothing but the table moves evidence."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.kernel.errors import Conflict
from plugins.impact import filing, services
from plugins.impact.models import Evidence
from plugins.impact.procedure import MOVES, SETTLED, NotNow, Status, require_move
from plugins.impact.services import blockers
from tests.plugins.impact.conftest import STEPS, Case, make_case


def test_every_status_has_words_and_a_row_in_the_table() -> None:
    assert set(MOVES) == set(Status)
    assert len({status.label for status in Status}) == len(Status)
    assert all(status.colour for status in Status)


def test_only_a_draft_an_answer_and_out_of_scope_do_not_hold_up_a_decision() -> None:
    assert {Status.DRAFT, Status.OUT_OF_SCOPE, Status.RESPONDED} == SETTLED


def test_from_every_status_an_answer_or_out_of_scope_can_be_reached() -> None:
    reached = set(SETTLED - {Status.DRAFT})
    while more := {status for status in Status if MOVES[status] & reached} - reached:
        reached |= more
    assert reached == set(Status)


@pytest.mark.parametrize("before", list(Status))
@pytest.mark.parametrize("after", list(Status))
def test_a_move_is_allowed_exactly_when_the_table_says_so(before: Status, after: Status) -> None:
    if after in MOVES[before]:
        require_move(before, after)
    else:
        with pytest.raises(NotNow, match=before.label):
            require_move(before, after)


def _answer_query(case: Case, evidence: Evidence) -> None:
    filing.answer_query(case.session, case.member, evidence, "Seven.")


def _reopen(case: Case, evidence: Evidence) -> None:
    services.screen_evidence(case.session, case.officer, evidence, "New facts.")


DEEDS: dict[str, Any] = {
    **{status.value: step for status, step in STEPS.items()},
    "answer_query": _answer_query,
    "reopen": _reopen,
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(sorted(DEEDS)), max_size=14))
def test_whatever_is_tried_in_whatever_order_evidence_goes_only_where_the_table_leads(
    session: Session, deeds: list[str]
) -> None:
    case = make_case(session)
    evidence = case.sent()
    for deed in deeds:
        before, steps = evidence.stands_at, len(evidence.steps)
        with suppress(Conflict):
            DEEDS[deed](case, evidence)
        after = evidence.stands_at
        assert after == before or after in MOVES[before]
        assert len(evidence.steps) == steps + (after != before)
        assert bool(blockers(session, case.activity.id)) == (after not in SETTLED)
        if after is Status.RESPONDED:
            assert evidence.answer
        if after is Status.OUT_OF_SCOPE:
            assert evidence.scope_reason
