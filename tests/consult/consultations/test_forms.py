"""What officers type about a consultation is taken as meant, and what contradicts itself is refused at its field."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.consultations.forms import (
    CONTENT,
    STATE_GROUPS,
    ChangeForm,
    ConsultationForm,
    DeskSearchForm,
    ExtensionForm,
    SearchForm,
    activity_form,
    opening_form,
)
from consult.consultations.gunning import Check
from consult.consultations.models import Consultation, State
from consult.consultations.services import activity_types
from tests.support.forms import faults, filled


def moment(name: str, day: str, month: str, year: str, time: str) -> dict[str, str]:
    parts = {"day": day, "month": month, "year": year, "time": time}
    return {f"{name}-{part}": value for part, value in parts.items()}


def on(name: str, day: str, month: str, year: str) -> dict[str, str]:
    return {f"{name}-{part}": value for part, value in {"day": day, "month": month, "year": year}.items()}


TYPED = {"title": "Cameras?", "summary": "Should they?"}
OPENS = moment("opens_at", "1", "July", "2026", "9am")


def test_dates_are_read_as_london_tells_them(application: Flask) -> None:
    typed = {
        **TYPED,
        **OPENS,
        **moment("closes_at", "1", "12", "2026", "11:59pm"),
        **on("decision_on", "27", "3", "2027"),
    }
    values = filled(application, ConsultationForm, typed).values()
    assert values["opens_at"] == datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert values["closes_at"] == datetime(2026, 12, 1, 23, 59, tzinfo=UTC)
    assert values["decision_on"] == date(2027, 3, 27)
    assert values["results_due_on"] is None


@pytest.mark.parametrize("time", ["9am", "8:59am"])
def test_it_cannot_close_before_or_when_it_opens(application: Flask, time: str) -> None:
    form = filled(application, ConsultationForm, {**TYPED, **OPENS, **moment("closes_at", "1", "7", "2026", time)})
    assert faults(form) == {"closes_at": ["The closing date must be later than the opening date"]}


@pytest.mark.parametrize("dates", [{}, OPENS, moment("closes_at", "1", "7", "2026", "9am")])
def test_a_draft_may_still_be_without_dates(application: Flask, dates: dict[str, str]) -> None:
    assert faults(filled(application, ConsultationForm, {**TYPED, **dates})) == {}


def test_every_value_of_a_form_is_a_field_of_a_consultation(application: Flask) -> None:
    # A value that the model does not know would be set on it, and lost without a word.
    for name in filled(application, ConsultationForm, TYPED).values():
        assert name in Consultation.__table__.columns
    assert set(filled(application, ConsultationForm, TYPED).values()) == {*CONTENT, "opens_at"}


def test_a_change_cannot_move_the_opening(application: Flask) -> None:
    form = filled(application, ChangeForm, {**TYPED, **OPENS, "reason": "A slip.", "is_material": "no"})
    assert faults(form) == {}
    assert "opens_at" not in form.values()


def test_a_change_in_public_needs_its_reason_and_a_word_on_whether_it_matters(application: Flask) -> None:
    assert set(faults(filled(application, ChangeForm, TYPED))) == {"reason", "is_material"}
    assert "is_material" in faults(filled(application, ChangeForm, {**TYPED, "reason": "x", "is_material": "perhaps"}))
    assert set(faults(filled(application, ExtensionForm, {}))) == {"closes_at", "reason"}


@pytest.mark.parametrize(
    ("sent", "seen"), [("7", 7), ("", 0), ("x", 0), ("-1", 0), ("²", 0), ("٣", 0), ("9" * 5000, 0), (" 7", 0)]
)
def test_the_version_seen_is_a_number_or_none_that_was_ever_there(application: Flask, sent: str, seen: int) -> None:
    assert filled(application, ConsultationForm, {**TYPED, "version": sent}).seen_version() == seen


def check(code: str, *, is_met: bool) -> Check:
    return Check(code, f"About {code}", is_met, () if is_met else ("It is not so.",))


def test_before_opening_a_reason_is_asked_for_each_warning_and_for_nothing_else(application: Flask) -> None:
    checks = [check("time", is_met=False), check("formative", is_met=True), check("holidays", is_met=False)]
    with application.test_request_context("/", method="POST", data={"override_time": "The law asks for it."}):
        form = opening_form(checks)
        names = [field.name for field in form if field.name.startswith("override_")]
        assert names == ["override_time", "override_holidays"]
        assert form["override_time"].data == "The law asks for it."
    with application.test_request_context("/"):
        # What was said when it was scheduled is offered again when it is opened at once.
        again = opening_form(checks, {"time": "The law asks for it.", "formative": "Not asked any more."})
        assert [again["override_time"].data, again["override_holidays"].data] == ["The law asks for it.", ""]
        assert [field.name for field in opening_form([]) if field.name.startswith("override_")] == []


def test_only_ways_of_taking_part_that_are_enabled_can_be_added(application: Flask, session: Session) -> None:
    offered = [kind for kind in activity_types(session).values() if kind.kind != "motion"]

    def make(**more: Any) -> Any:
        return activity_form(offered)

    for kind, is_refused in (("response", False), ("motion", True), ("nonsense", True)):
        assert ("kind" in faults(filled(application, make, {"kind": kind, "title": "Tell us"}))) is is_refused


def searched(app: Flask, form: type[SearchForm], query: dict[str, Any]) -> list[State]:
    with app.test_request_context("/", query_string=query):
        return form().states()


def test_the_public_cannot_ask_for_drafts_and_officers_can(application: Flask) -> None:
    assert searched(application, SearchForm, {"status": ["draft", "open"]}) == [State.OPEN]
    assert searched(application, SearchForm, {"status": "draft"}) == []
    assert searched(application, DeskSearchForm, {"status": "draft"}) == [State.DRAFT]


def test_what_is_not_on_offer_is_passed_over(application: Flask) -> None:
    assert searched(application, SearchForm, {"status": ["nonsense", "closed"]}) == [State.CLOSED, State.ANALYSING]
    assert searched(application, SearchForm, {}) == []


def test_every_state_can_be_looked_for_in_one_way(application: Flask) -> None:
    assert sorted(state for states in STATE_GROUPS.values() for state in states) == sorted(State)
    everything = {"status": list(STATE_GROUPS)}
    assert set(searched(application, DeskSearchForm, everything)) == set(State)
    assert set(searched(application, SearchForm, everything)) == set(State) - {State.DRAFT}
