"""Whoever began a survey of the demonstration and did not send it, and the groups of people who answer alike."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.contract.questions import Questionnaire
from consult.demo.facial_recognition import SLUG
from consult.journey.drafts import PageAnswers, save_page, start_draft
from consult.journey.for_all import ids_of_all, pages_of_all
from consult.journey.stops import stops_of
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.statistics.opinions.found import FEWEST_STATEMENTS
from consult.statistics.opinions.services import ask_for_groups, find_map, unfinished_job
from consult.statistics.opinions.statements import statements_of
from consult.submissions.questionnaires import questionnaire_of

PEOPLE = 160
AGO = timedelta(hours=5)
"""Longer ago than those who may still be writing."""


def leave_unsent(session: Session) -> None:
    """Begin each survey so often and send none, so that where people stop shows something; once."""
    for activity in _surveys(session):
        asked = questionnaire_of(session, activity)
        if asked is None or stops_of(session, activity.id):
            continue
        with clock.set_clock(clock.now() - AGO):
            for page in _last_saved(asked, Random(activity.position)):  # noqa: S311 (made up, nothing secret)
                code = start_draft(session, activity.id, activity.settings_version)
                if page:
                    save_page(session, code, PageAnswers(page=page), of_all=ids_of_all(asked))


def look_for_groups(session: Session, actors: Mapping[str, Actor]) -> None:
    """Have groups looked for wherever people voted on statements, and nobody has looked yet."""
    for activity in _surveys(session):
        is_sought = find_map(session, activity) is not None or unfinished_job(session, activity) is not None
        if len(statements_of(session, activity)) >= FEWEST_STATEMENTS and not is_sought:
            page = f"/staff/activities/{activity.id}/opinion-groups"
            ask_for_groups(session, actors["officer"], activity, page)


def _surveys(session: Session) -> Iterator[Activity]:
    query = select(Activity).join(Consultation).where(Consultation.slug == SLUG, Activity.kind == "survey")
    yield from session.scalars(query.order_by(Activity.position)).all()


def _last_saved(asked: Questionnaire, chance: Random) -> Iterator[str]:
    """Yield which page each person saved last, empty for none: fewer people get to each further page."""
    pages = ["", *(page.id for page in pages_of_all(asked))]
    for _person in range(PEOPLE):
        yield pages[min(chance.randrange(len(pages)), chance.randrange(len(pages)))]
