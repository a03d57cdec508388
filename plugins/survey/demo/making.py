"""The surveys beside the demo's consultation on live facial recognition."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import SYSTEM, Actor, Role
from consult.sdk.activities import Activity, Channel, Consultation, Envelope, open_envelope
from consult.sdk.database import JsonObject
from plugins.survey.demo import safety, town_centres, ways_home
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from plugins.survey.services import change_draft, publish, start_survey

CONSULTATION = "live-facial-recognition-in-newham"


def make_demo(session: Session, actors: Mapping[str, Actor]) -> None:
    """Add surveys with made-up answers to the demo's consultation; does nothing without it, or the second time."""
    consultation = session.scalar(select(Consultation).where(Consultation.slug == CONSULTATION))
    if consultation is None or any(activity.kind == "survey" for activity in consultation.activities):
        return
    officer = next((actor for actor in actors.values() if actor.has(Role.OFFICER)), SYSTEM)
    _publish(
        session, officer, _drafted(session, officer, consultation, safety.TITLE, safety.DEFINITION), safety.RESPONSES
    )
    invented = _drafted(session, officer, consultation, town_centres.TITLE, town_centres.DEFINITION)
    town_centres.put_pictures(session, officer, invented)
    _publish(session, officer, invented, town_centres.made_up_answers())
    in_parts = _drafted(session, officer, consultation, ways_home.TITLE, ways_home.DEFINITION)
    ways_home.put_blocks(session, officer, in_parts)
    _publish(session, officer, in_parts, ways_home.made_up_answers())


def _drafted(
    session: Session, officer: Actor, consultation: Consultation, title: str, definition: JsonObject
) -> Activity:
    position = max((activity.position for activity in consultation.activities), default=-1) + 1
    activity = Activity(kind="survey", title=title, position=position, settings={}, consultation=consultation)
    session.add(activity)
    session.flush()
    start_survey(session, activity.id)
    change_draft(session, officer, activity, lambda _empty: read_definition(definition))
    return activity


def _publish(session: Session, officer: Actor, activity: Activity, responses: Iterable[JsonObject]) -> None:
    seen = find_draft(session, activity.id).as_seen
    made = publish(session, officer, activity, seen=seen, public_note="First version.")
    for number, answers in enumerate(responses):
        envelope = Envelope(
            answers=answers,
            idempotency_key=f"survey-demo:{activity.id}:{number}",
            channel=Channel.WEB,
            questions_version=made.number,
            is_synthetic=True,
        )
        open_envelope(session, activity, envelope)
