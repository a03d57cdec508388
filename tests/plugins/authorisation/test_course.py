"""What is missing before a move is what the move is refused for."""

import pytest

from plugins.authorisation.course import COURSE, RULES, missing_for
from plugins.authorisation.lifecycle import MOVES, State
from plugins.authorisation.rules import NotReady
from tests.plugins.authorisation.conftest import Desk


def test_rules_guard_moves_of_the_table_alone() -> None:
    assert [move for move in RULES if move[1] not in MOVES[move[0]]] == []
    assert set(RULES) == set(COURSE.guards)


def test_the_page_and_the_refusal_name_the_same(desk: Desk) -> None:
    case = desk.opened()
    for foundation in case.rests_on:
        foundation.dropped_at, foundation.drop_reason = foundation.cited_at, "Left out."
    missing = missing_for(desk.session, desk.applicant, case, State.INTELLIGENCE)
    assert missing == []
    case.place = ""
    missing = missing_for(desk.session, desk.applicant, case, State.INTELLIGENCE)
    with pytest.raises(NotReady) as refused:
        COURSE.enter(desk.session, desk.applicant, case, State.INTELLIGENCE, "It is whole.")
    assert refused.value.missing == missing
    assert [gap.sentence for gap in missing] == ["The case names no place."]
