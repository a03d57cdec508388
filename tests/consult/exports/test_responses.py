"""One row for each response that counts: nothing lost, nothing under another heading, and nobody's ward told to all."""

import random
from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.plugin import Audience
from consult.contract.questions import NOT_ASKED
from consult.exports.responses import columns, rows
from consult.exports.summary import summarise
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from consult.responses.questions import new_key, set_questions
from consult.submissions.models import Channel, Status
from tests.factories import QUESTIONS, make_activity, make_actor, make_consultation, make_submission
from tests.support.redaction import redact

OTHER_NAMES = [
    "Area",
    "Reference",
    "Channel",
    "Received hour",
    "Received on",
    "Is synthetic",
    "Questions version",
    "Attribution",
]


@pytest.fixture
def activity(session: Session) -> Activity:
    """A closed written response."""
    return make_activity(session, make_consultation(session, state=State.CLOSED))


def names_of(session: Session, activity: Activity, audience: Audience = Audience.OFFICER) -> list[str]:
    """Return the names of the columns that this audience may have."""
    found = columns(session, activity.id)
    return [column.name for column in found if column.is_public or audience is Audience.OFFICER]


def table(session: Session, activity: Activity, audience: Audience = Audience.OFFICER) -> list[dict[str, Any]]:
    """Return the rows as this audience gets them."""
    names = names_of(session, activity, audience)
    return [dict(zip(names, row, strict=True)) for row in rows(session, activity.id, names, audience)]


@pytest.mark.parametrize("seed", range(3))
def test_the_rows_add_up_to_the_summary(session: Session, activity: Activity, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(30):
        position = chance.choice(["support", "oppose", "dont_know", None])
        make_submission(
            session,
            activity,
            answers={"position": position} if position else {},
            channel=chance.choice([*Channel]),
            area=chance.choice(["Abbey", ""]),
            status=chance.choice([Status.SUBMITTED, Status.SUBMITTED, Status.EXCLUDED, Status.WITHDRAWN]),
        )
    found, summary = table(session, activity), summarise(session, activity)
    assert len(found) == summary.counted
    question = summary.questions[0]
    assert question.table is not None
    said = Counter(str(row["position"]) for row in found)
    assert said == {code: n for code, n in zip(question.table.rows.codes, question.table.counts, strict=True) if n}


def test_rows_come_in_order_of_arrival_and_cells_in_the_order_asked_for(session: Session, activity: Activity) -> None:
    made = [make_submission(session, activity, area=area) for area in ("Beckton", "Abbey")]
    asked = list(rows(session, activity.id, ["area", "position", "reference"], Audience.OFFICER))
    assert asked == [("Beckton", "support", made[0].reference), ("Abbey", "support", made[1].reference)]


def test_what_was_taken_back_excluded_or_redacted_does_not_leave(session: Session, activity: Activity) -> None:
    for status in (Status.WITHDRAWN, Status.EXCLUDED):
        make_submission(session, activity, answers={"reasons": "Canary"}, status=status)
    made = make_submission(session, activity, answers={"reasons": "Ask Mrs Canary about it."})
    redact(
        session,
        make_actor(session, Role.OFFICER),
        activity,
        made,
        question="reasons",
        passage="Mrs Canary",
        code="personal",
        note="",
    )
    (row,) = table(session, activity)
    assert row["reference"] == made.reference
    assert "Canary" not in str(row)


def test_when_somebody_answered_is_told_to_the_hour_only(session: Session, activity: Activity) -> None:
    make_submission(session, activity)
    (row,) = table(session, activity)
    assert row["received_hour"].endswith(":00Z")
    assert row["received_on"] is None


def test_when_a_paper_form_reached_the_council_is_told(session: Session, activity: Activity) -> None:
    make_submission(session, activity, channel=Channel.PAPER).received_on = date(2026, 11, 3)
    session.flush()
    (row,) = table(session, activity)
    assert row["received_on"] == "2026-11-03"
    assert "received_on" not in names_of(session, activity, Audience.PUBLIC)


def test_a_made_up_response_says_that_it_is(session: Session, activity: Activity) -> None:
    make_submission(session, activity, is_synthetic=True)
    make_submission(session, activity)
    assert [row["is_synthetic"] for row in table(session, activity, Audience.PUBLIC)] == [1, 0]


def test_answers_to_earlier_and_later_questions_stand_under_their_own_headings(
    session: Session, activity: Activity
) -> None:
    make_submission(session, activity, answers={"position": "support", "reasons": "Before."})
    newer = {**QUESTIONS, "questions": [{"key": "speed", "kind": "scale", "label": "How fast?", "scale": "agreement"}]}
    set_questions(session, make_actor(session, Role.OFFICER), activity, newer)
    make_submission(session, activity, answers={"speed": "agree"})
    before, after = table(session, activity)
    assert (before["questions_version"], before["position"], before["reasons"], before["speed"]) == (
        1,
        "support",
        "Before.",
        NOT_ASKED,
    )
    assert (after["questions_version"], after["position"], after["speed"]) == (2, NOT_ASKED, "agree")


def test_the_public_gets_no_words_no_place_and_no_reference(session: Session, activity: Activity) -> None:
    made = make_submission(session, activity, answers={"position": "oppose", "reasons": "Canary words"}, area="Beckton")
    (row,) = table(session, activity, Audience.PUBLIC)
    assert row["position"] == "oppose"
    assert not {"Canary words", "Beckton", made.reference} & set(map(str, row.values()))


@pytest.mark.parametrize("label", OTHER_NAMES)
def test_a_question_called_like_a_column_of_ours_keeps_a_column_of_its_own(
    session: Session, activity: Activity, label: str
) -> None:
    asked = {"kind": "scale", "label": label, "scale": "support", "key": new_key(session, activity, label)}
    set_questions(session, make_actor(session, Role.OFFICER), activity, {"questions": [asked]})
    make_submission(session, activity, answers={asked["key"]: "oppose"}, area="Beckton")
    found = [column.name for column in columns(session, activity.id)]
    assert len(found) == len(set(found))
    assert asked["key"] != "attribution"
    (row,) = table(session, activity, Audience.PUBLIC)
    assert row[asked["key"]] == "oppose"
    assert "Beckton" not in row.values()


@pytest.mark.parametrize("key", ["area", "reference", "attribution", "data", "submit"])
def test_a_definition_cannot_take_a_name_that_is_in_use(session: Session, activity: Activity, key: str) -> None:
    asked = {"kind": "scale", "label": "Where?", "scale": "support", "key": key}
    with pytest.raises(Invalid, match="in use"):
        set_questions(session, make_actor(session, Role.OFFICER), activity, {"questions": [asked]})
