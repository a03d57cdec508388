"""What officers enter about meetings, and how a meeting is chosen."""

from datetime import date, time
from typing import Any

import pytest
from flask import Flask

from plugins.motion.calendar_forms import CalendarForm, CancellationForm, OrderForm, order_form
from plugins.motion.meetings import MeetingKind
from tests.plugins.motion import story
from tests.support.forms import faults, filled

DAY = {"held_on-day": "30", "held_on-month": "11", "held_on-year": "2026", "kind": "annual"}


def test_a_meeting_is_read_as_it_was_typed(application: Flask) -> None:
    form: Any = filled(application, CalendarForm, {**DAY, "starts_at": "19:00", "place": "Town hall"})
    assert faults(form) == {}
    facts = form.facts()
    assert (facts.held_on, facts.starts_at, facts.kind) == (story.MEETING, time(19), MeetingKind.ANNUAL)
    assert (facts.place, facts.takes_motions) == ("Town hall", False)


@pytest.mark.parametrize("typed", ["24:00", "7 pm", "19:60", "19.00"])
def test_a_time_is_a_time(application: Flask, typed: str) -> None:
    assert faults(filled(application, CalendarForm, {**DAY, "starts_at": typed})) == {
        "starts_at": ["Enter the time like 19:00"]
    }


def test_a_meeting_is_cancelled_with_a_reason(application: Flask) -> None:
    assert faults(filled(application, CancellationForm, {})) == {"reason": ["Say why the meeting is not held"]}


def test_the_items_typed_are_read_beside_those_that_were_shown(application: Flask, session: Any, clock_at: Any) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    number = told.motion.id
    with application.test_request_context("/", method="POST", data={f"item_{number}": "2", f"seen_{number}": "7"}):
        form = order_form([told.motion])
        assert isinstance(form, OrderForm)
        assert form.validate()
        assert (form.items(), form.seen({f"seen_{number}": "7"})) == ({number: 2}, {number: 7})
        assert (form.seen({}), form.seen({f"seen_{number}": "x"})) == ({}, {number: None})


def test_a_meeting_says_until_when_notice_can_be_given(application: Flask) -> None:
    assert story.NOTICE.until == "17:00 on 18 November 2026"
    assert story.NOTICE.until_day == date(2026, 11, 18)
