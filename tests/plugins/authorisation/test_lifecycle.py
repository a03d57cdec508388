"""The table of a case leads from a draft to every state, and no authority stands before the officer's review."""

from plugins.authorisation.lifecycle import BEFORE_DECISION, IN_FORCE, MOVES, State, refusal


def test_every_state_can_be_reached_and_only_closed_is_the_end() -> None:
    reached, ahead = set(), {State.DRAFT}
    while ahead:
        reached |= ahead
        ahead = {after for before in ahead for after in MOVES[before]} - reached
    assert reached == set(State)
    assert [state for state, following in MOVES.items() if not following] == [State.CLOSED]


def test_an_authority_comes_from_review_or_from_urgency_alone() -> None:
    assert {before for before, following in MOVES.items() if State.AUTHORISED in following} == {
        State.REVIEW,
        State.URGENT,
    }
    assert IN_FORCE.isdisjoint(BEFORE_DECISION)
    assert all(State.REVIEW in MOVES[state] for state in IN_FORCE)


def test_a_move_that_is_not_there_is_refused_in_words() -> None:
    words = str(refusal(State.DRAFT, State.AUTHORISED))
    assert words.startswith("This case is “Draft”, so it cannot become “Authority recorded”.")
