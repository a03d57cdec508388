"""What the page about the columns begins with."""

from typing import Any

import pytest

from consult.contract.options import Option
from consult.contract.questions import Question
from consult.imports.checks import WHY
from consult.imports.choices import first_choices, guessed_plan
from consult.imports.forms import FileAsked
from consult.submissions.kinds import CORE_KINDS, SCALES, kinds_by_name
from tests.consult.imports.test_forms import TRAVEL, TWICE, asked_of

POSITION = Question(key="position", kind="scale", label="Do you agree?", options=SCALES["agreement"])
REASONS = Question(key="reasons", kind="long_text", label="Tell us why.")


def asked(heading: str, *questions: Question) -> FileAsked:
    """Return what is asked about a file with this heading."""
    content = f"{heading}\n{','.join('x' * (heading.count(',') + 1))}\n".encode()
    found = asked_of(content, *(questions or (POSITION, REASONS)))
    return FileAsked(questions=found.questions, kinds={**found.kinds, **kinds_by_name(CORE_KINDS)}, head=found.head)


def test_columns_are_guessed_by_key_wording_and_usual_names() -> None:
    plan = guessed_plan(asked("ID,Ward,POSITION,tell us  why,votes,Date received"))
    assert plan.answers == {"position": "POSITION", "reasons": "tell us why"}
    assert (plan.key, plan.area, plan.received) == ("ID", "Ward", "Date received")
    assert not plan.is_export


def test_one_column_is_guessed_for_one_thing() -> None:
    assert guessed_plan(asked("nothing,of,ours")).answered == frozenset()
    same = Question(key="other", kind="long_text", label="Tell us why.")
    assert guessed_plan(asked("Tell us why.", REASONS, same)).answers == {"reasons": "Tell us why."}


@pytest.mark.parametrize(
    "heading",
    [
        "travel__walk,travel__bus",
        "How do you travel?: Walk,How do you travel?: Bus",
        "travel[walk],travel[bus]",
        "Transport - Walk,Transport - Bus",
        "q7/walk,q7/bus",
        "Walk,Bus",
    ],
)
def test_columns_of_0_and_1_are_guessed_together(heading: str) -> None:
    first, second = heading.split(",")
    assert list(guessed_plan(asked(heading, TRAVEL)).boxes["travel"].values()) == [first, second]


def test_a_column_with_the_answers_themselves_goes_before_boxes_elsewhere() -> None:
    assert guessed_plan(asked("travel,Walk,Bus", TRAVEL)).answers == {"travel": "travel"}


def test_an_export_of_ours_is_known_again() -> None:
    heading = "reference,received_hour,received_on,channel,area,questions_version,is_synthetic,position"
    plan = guessed_plan(asked(heading))
    assert (plan.is_export, plan.is_guarded) == (True, True)
    assert (plan.key, plan.channel, plan.area, plan.received, plan.version) == (
        "reference",
        "channel",
        "area",
        "received_on",
        "questions_version",
    )


def test_rows_that_were_given_back_are_known_by_their_reason() -> None:
    plan = guessed_plan(asked(f"position,reasons,Line,{WHY}"))
    assert (plan.is_export, plan.is_guarded) == (False, True)


def test_whether_words_or_codes_are_meant_is_not_guessed() -> None:
    chosen: dict[str, Any] = first_choices(asked("twice", TWICE))
    assert chosen["answer_twice"] == "0"
    assert "words_twice" not in chosen


def test_an_option_that_is_called_like_another_question_is_no_guess() -> None:
    other = Question(key="walk", kind="long_text", label="Where?", options=())
    plan = guessed_plan(asked("travel,walk", TRAVEL, other))
    assert plan.answers == {"travel": "travel", "walk": "walk"}
    assert Option(code="walk", label="Walk") in TRAVEL.options
