"""A vote as a list of names, matched with the roll as the council writes it."""

import csv
import io
from datetime import date

import pytest

from consult.kernel.errors import Invalid
from consult.office.models import OfficeTerm
from plugins.motion.name_list import FaultyNames, complete_votes, match_names, read_file, read_pasted, written_out
from plugins.motion.records import Choice

DAY = date(2026, 11, 30)


def member(number: int, name: str, ward: str = "Abbey", seat: str = "1") -> OfficeTerm:
    """Return a seat of the roll."""
    return OfficeTerm(id=number, name=name, ward=ward, seat=seat)


ROLL = [
    member(1, "Cllr Ada Proposer"),
    member(2, "Cllr Ben O’Hara", "Beckton"),
    member(3, "Smith, Jo (Mayor)", "Newham"),
    member(4, "Cllr Sam Lee", "Abbey", "2"),
    member(5, "Cllr Sam Lee", "Plaistow"),
]


def matched(text: str) -> dict[int, Choice]:
    """Return the votes of a pasted list."""
    return match_names(read_pasted(text), ROLL, DAY)


def faults(text: str) -> list[str]:
    """Return what is wrong with a pasted list."""
    with pytest.raises(FaultyNames) as caught:
        matched(text)
    return list(caught.value.faults)


@pytest.mark.parametrize(
    "text",
    [
        "For: Cllr Ada Proposer, Cllr Ben O'Hara\nAgainst: Smith, Jo (Mayor)",
        "FOR (2): ada proposer and Councillor Ben  O’Hara.\nagainst – Smith, Jo (Mayor)",
        "For\n- Cllr Ada Proposer\n- Cllr Ben O’Hara (Beckton)\n\nAgainst (1)\n1. Smith, Jo (Mayor)\n",
        "Votes for: Cllr Ben O’Hara, Beckton, and Cllr Ada Proposer\nOpposed: Smith, Jo (Mayor); Smith, Jo (Mayor)",
        'councillor,vote\nCllr Ada Proposer,For\nCllr Ben O’Hara,for\n"Smith, Jo (Mayor)",Against',
        "Name\tWard\tVote\nCllr Ada Proposer\tAbbey\tFor\nCllr Ben O’Hara\tBeckton\tFor\nSmith, Jo (Mayor)\t\tAgainst",
    ],
)
def test_names_are_found_however_the_minutes_list_them(text: str) -> None:
    assert matched(text) == {1: Choice.FOR, 2: Choice.FOR, 3: Choice.AGAINST}


def test_each_vote_is_known_by_its_usual_words() -> None:
    text = "Abstentions: Ada Proposer\nApologies: Ben O'Hara\nDeclared an interest, did not vote: Smith, Jo (Mayor)"
    assert matched(text) == {1: Choice.ABSTAIN, 2: Choice.ABSENT, 3: Choice.INTEREST}


def test_members_of_one_name_are_told_apart_by_ward_and_seat() -> None:
    assert matched("For: Cllr Sam Lee (Abbey)\nAgainst: Cllr Sam Lee (Plaistow, seat 1)") == {
        4: Choice.FOR,
        5: Choice.AGAINST,
    }
    assert faults("For: Sam Lee") == [
        "Line 1: “Sam Lee” can be several members: Cllr Sam Lee (Abbey, seat 2), Cllr Sam Lee (Plaistow, seat 1). "
        "Write which one, as it stands here."
    ]


def test_every_name_that_does_not_fit_gets_one_sentence() -> None:
    assert faults("For: Cllr Ada Propser, Dr No, Cllr Ben O’Hara\n\nAgainst: Ben O’Hara, A. Proposer") == [
        "Line 1: “Cllr Ada Propser” is not on the roll of 30 November 2026. Did you mean “Cllr Ada Proposer”?",
        "Line 1: “Dr No” is not on the roll of 30 November 2026. Write the name as the list of people in office does.",
        "Line 3: “Ben O’Hara” stands under “For” already. Leave the name in one place.",
        "Line 3: “A. Proposer” is not on the roll of 30 November 2026. Did you mean “Cllr Ada Proposer”?",
    ]


def test_names_without_a_vote_or_under_another_word_are_refused() -> None:
    assert faults("Cllr Ada Proposer\nTellers: Ben O’Hara") == [
        "Line 1: the list does not say how “Cllr Ada Proposer” voted. Write For, Against, Abstained, Absent or "
        "Declared an interest before the names.",
        "Line 2: “Tellers” is not a way to vote. Write For, Against, Abstained, Absent or Declared an interest.",
    ]


def test_a_file_needs_its_columns_and_can_be_written_out_to_be_changed() -> None:
    with pytest.raises(Invalid, match="no columns “councillor” and “vote”"):
        read_file(b"who,what\nAda,For\n")
    stream = io.StringIO()
    rows = [("councillor", "ward", "vote"), ("Smith, Jo (Mayor)", "Newham", "For"), ("Nobody", "", "Maybe")]
    csv.writer(stream).writerows(rows)
    entries = read_file(stream.getvalue().encode())
    assert written_out(entries) == "For: Smith, Jo (Mayor) (Newham)\nMaybe: Nobody"
    assert matched(written_out(entries[:1])) == {3: Choice.FOR}


def test_everybody_who_was_there_votes_alike_with_exceptions() -> None:
    votes = complete_votes({2: Choice.AGAINST}, ROLL, rest=Choice.FOR, before={3: Choice.ABSENT})
    assert votes == {1: Choice.FOR, 2: Choice.AGAINST, 3: Choice.ABSENT, 4: Choice.FOR, 5: Choice.FOR}


def test_a_list_that_should_name_everybody_is_held_to_it() -> None:
    with pytest.raises(Invalid) as caught:
        complete_votes({1: Choice.FOR, 4: Choice.FOR, 5: Choice.FOR}, ROLL, rest=None, before={3: Choice.ABSENT})
    assert caught.value.fields == {
        "rest": "The list does not name Cllr Ben O’Hara (Beckton). Add them, or say how everybody else voted"
    }
