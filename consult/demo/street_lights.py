"""A consultation with enough made-up people for percentages and cross-tables: what to do with street lights."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.consultations.moves import begin_analysis, open_now
from consult.consultations.services import add_activity, create_consultation
from consult.demo.reasons import reasons_to_open
from consult.exports.editions import newest_edition
from consult.exports.making import publish_results
from consult.imports.made_up_responses import seed_responses
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import Database
from consult.responses.questions import set_questions
from consult.submissions.models import Submission

SLUG = "street-lights-at-night"
PEOPLE = 160
NOTICE = (
    "This is a demonstration. The consultation and all responses to it are made up (synthetic). It shows how published "
    "results look when 100 people or more took part."
)
QUESTIONS: dict[str, Any] = {
    "asks_area": True,
    "asks_about_you": True,
    "questions": [
        {
            "key": "dimming",
            "kind": "scale",
            "label": "Do you support or oppose dimming street lights after midnight?",
            "scale": "support",
            "required": True,
        },
        {
            "key": "safer",
            "kind": "scale",
            "label": "Paths to stations should stay fully lit all night",
            "scale": "agreement",
        },
        {"key": "reasons", "kind": "long_text", "label": "Why do you think so?"},
    ],
}


def at(typed: str) -> datetime:
    """Return this moment by the clocks of London."""
    return clock.from_london(datetime.fromisoformat(typed))


def _written(session: Session) -> Activity | None:
    query = select(Activity).join(Activity.consultation).where(Consultation.slug == SLUG)
    return session.scalar(query)


def open_consultation(session: Session, actors: Mapping[str, Actor]) -> Activity:
    """Prepare the consultation and open it; do nothing when it is there already."""
    known = _written(session)
    if known is not None:
        return known
    officer = actors["officer"]
    with clock.set_clock(at("2023-10-02 09:00")):
        made = create_consultation(
            session,
            officer,
            slug=SLUG,
            title="Street lights at night",
            summary="Should the council dim street lights after midnight, and where should they stay bright?",
            background="Dimming saves electricity and lets animals sleep. Some people feel less safe. (Invented.)",
            options_open="Whether lights are dimmed at all, where, and from when. (Invented for the demonstration.)",
            decided_by="Cabinet (invented for the demonstration)",
            closes_at=at("2023-11-13 23:59"),
            notice=NOTICE,
        )
        written = add_activity(session, officer, made, kind="response", title="Tell us about your street")
        set_questions(session, officer, written, QUESTIONS)
    with clock.set_clock(at("2023-10-09 09:00")):
        open_now(session, officer, made, reasons_to_open(session, made))
    return written


def add_responses(database: Database, areas: tuple[str, ...]) -> None:
    """Let the made-up responses arrive; what arrived in an earlier run is not made again."""
    with database.reading() as session:
        written = _written(session)
        number = written.id if written else 0
        there = session.scalar(select(func.count(Submission.id)).where(Submission.activity_id == number))
    if not there:
        with clock.set_clock(at("2023-10-20 12:00")):
            seed_responses(database, number, PEOPLE, seed=160, areas=areas)


def publish(session: Session, actors: Mapping[str, Actor]) -> None:
    """Close the consultation and publish its results with cross-tables, once."""
    written = _written(session)
    if written is None or newest_edition(session, written.id) is not None:
        return
    made = session.get_one(Consultation, written.consultation_id)
    with clock.set_clock(at("2023-11-20 10:00")):
        begin_analysis(session, actors["officer"], made, "All responses are in.")
        publish_results(session, actors["officer"], written, with_crossed=True)
