"""What entries on paper and in files say of whether another one follows."""

from datetime import date
from typing import Any

import pytest

from consult.imports.plan import ImportPlan
from consult.imports.rows import Asked, RowRead, RowReader
from consult.submissions.entries import implied
from consult.submissions.models import Channel
from consult.submissions.reader import read_answers
from consult.tables.files import read_table
from plugins.survey.kinds import ALL_KINDS
from tests.consult.journey.test_entries import ASKED


@pytest.mark.parametrize(
    ("given", "yes"),
    [
        ({"place": "Park"}, []),
        ({"place": "Park", "place_2": "Pier"}, ["another"]),
        ({"place": "Park", "how_3": "a"}, ["another", "another_2"]),
        ({"first": "Hello"}, []),
    ],
)
def test_before_an_entry_that_is_there_another_one_was_wanted(given: dict[str, Any], yes: list[str]) -> None:
    said = implied(ASKED.pages, given)
    assert [key for key, answer in said.items() if answer == "yes"][::-1] == yes
    assert said.keys() == {"another", "another_2", "another_3"}
    assert [*implied(ASKED.pages, given, is_original=True)][::-1] == yes


def test_nothing_says_nothing() -> None:
    assert implied(ASKED.pages, {}) == implied(ASKED.pages, {"place": None}) == {}


def test_what_was_said_stays_said() -> None:
    given = {"first": "Hello", "place": "Park", "another": "no", "place_2": "Pier"}
    read = read_answers(ASKED.pages, ALL_KINDS, given, is_original=True, implied=implied(ASKED.pages, given))
    assert read.answers == {"first": "Hello", "place": "Park", "another": "no"}
    assert read.marks["place_2"]["said"] == "Pier"


def test_a_file_without_the_question_for_another_one_is_imported() -> None:
    keys = ["first", "place", "place_2", "place_3"]
    asked = Asked(
        versions={1: ASKED},
        current=1,
        kinds=ALL_KINDS,
        channel=Channel.IMPORT,
        today=date(2027, 3, 2),
        read_area=lambda cell: cell,
    )
    table = read_table(b"first,place,place_2,place_3\nHello,Park,Pier,\nHello,Park,,\n")
    reader = RowReader(table, ImportPlan(answers=dict(zip(keys, keys, strict=True))), asked)
    two, one = [reader.read(row) for row in table.rows]
    assert isinstance(two, RowRead)
    assert isinstance(one, RowRead)
    said = {"first": "Hello", "place": "Park"}
    assert two.answers == {**said, "another": "yes", "place_2": "Pier", "another_2": "no"}
    assert (one.answers, one.marks) == ({**said, "another": "no"}, {})
