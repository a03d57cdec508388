"""The first draft of “we asked, you said, we did”."""

from datetime import datetime

from consult.consultations.models import Consultation
from consult.decisions.models import Disposition, Issue
from consult.decisions.texts import suggest_texts
from consult.kernel.clock import from_london


def _issue(number: int, title: str, disposition: Disposition | None) -> Issue:
    return Issue(id=number, number=number, title=title, disposition=disposition if disposition else None)


def test_what_was_asked_names_the_days_as_clocks_in_london_show_them() -> None:
    consultation = Consultation(
        summary="Should the police use cameras?",
        opens_at=from_london(datetime(2022, 7, 1, 0, 30)),
        closes_at=from_london(datetime(2022, 9, 30, 23, 59)),
    )
    asked = suggest_texts(consultation, [], 0).asked
    assert asked.startswith("Should the police use cameras?")
    assert "from 1 July 2022 to 30 September 2022" in asked


def test_what_was_said_counts_people_and_names_every_point_but_not_how_many_raised_it() -> None:
    issues = [_issue(1, "Mistakes", None), _issue(2, "Cost", None), _issue(3, "Safety", None)]
    said = suggest_texts(Consultation(summary=""), issues, 144366).said
    assert "We received about 144,365 responses." in said
    assert said.endswith("- Mistakes\n- Cost\n- Safety")


def test_what_was_done_puts_each_answered_point_under_what_was_done_with_it() -> None:
    issues = [
        _issue(1, "Mistakes", Disposition.CHANGED),
        _issue(2, "Cost", Disposition.NOT_CHANGED),
        _issue(3, "Drones", Disposition.OUT_OF_SCOPE),
        _issue(4, "Not answered", None),
    ]
    did = suggest_texts(Consultation(summary=""), issues, 1).did
    places = [did.index(words) for words in ("changed something", "Mistakes", "did not change", "Cost", "Drones")]
    assert places == sorted(places)
    assert "Not answered" not in did
    assert suggest_texts(Consultation(summary=""), [], 1).did == ""
