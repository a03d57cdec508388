"""What stands on the pages of results of surveys: published numbers, unsent answers, opinions, a file, a program."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from consult.accounts.access_tokens import make_token
from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.disclosure.permission import LEAST_PERCENT
from consult.exports.editions import newest_edition
from consult.exports.models import ExactCounts
from consult.files.services import keep_public_file, record_file
from consult.journey.drafts import Content, start_draft
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import database_now
from consult.kernel.reach import Reach
from consult.population.demo import take_census
from consult.statistics.opinions import clustering
from consult.statistics.opinions.models import OpinionMap
from consult.submissions.models import AnswerFile
from plugins.survey.document import read_definition
from tests.factories import make_submission
from tests.plugins.survey.conftest import item, page, survey, text
from tests.support.documents import picture

VIEWS = {"agree": (1, 1, -1, -1), "disagree": (-1, 1, -1, 1)}
"""What two groups of people say of four statements."""
CODES = {1: "agree", -1: "disagree", 0: "pass"}
OPINIONS = [{"code": code, "label": text(code), "value": value} for value, code in CODES.items()]
STATEMENTS = [f"opinion_{number}" for number in range(1, 5)]
OPINION_SURVEY = read_definition(
    survey(page("p1", *(item(key, "likert", options=OPINIONS) for key in STATEMENTS), title=text("Say what you think")))
)
PEOPLE = LEAST_PERCENT // 2 + 2
PHOTO = "photo-0123456789abcdef.jpg"


def fill_closed(session: Session, officer: Actor, second: Person, activity: Activity) -> None:
    """Put exact counts beside published results, and unsent answers behind them."""
    edition = newest_edition(session, activity.id)
    assert edition is not None
    table = next(table for table in edition.tables if table["name"] == "question:which")
    lines = {line["code"]: line["people"] or 0 for line in table["lines"] if line["kind"] != "total"}
    session.add(
        ExactCounts(
            activity_id=activity.id,
            edition_id=edition.id,
            counts={"question:which": lines},
            because="They are close.",
            asked_at=edition.made_at,
            asked_by_id=second.id,
            signed_at=edition.made_at,
            signed_by_id=officer.person_id,
        )
    )
    take_census(session, officer)
    with clock.set_clock(clock.now() - timedelta(hours=3)):
        for _person in range(12):
            start_draft(session, activity.id, activity.settings_version, content=Content(answers={}, seen=["which"]))
    session.flush()


def fill_opinions(session: Session, activity: Activity) -> None:
    """Let two groups of people vote on statements, and find them."""
    for number in range(2 * PEOPLE):
        said = VIEWS["agree" if number % 2 else "disagree"]
        answers = {key: CODES[vote] for key, vote in zip(STATEMENTS, said, strict=True)}
        make_submission(session, activity, answers={**answers, STATEMENTS[number % 4]: "pass"})
    votes = np.array([VIEWS["agree" if number % 2 else "disagree"] for number in range(2 * PEOPLE)], dtype=np.int8)
    votes[np.arange(2 * PEOPLE), np.arange(2 * PEOPLE) % 4] = 0
    found = clustering.find_groups(votes)
    session.add(
        OpinionMap(
            activity_id=activity.id,
            keys=STATEMENTS,
            # As groups that are not clear are warned of: the page has most to say then.
            found=replace(found, silhouette=0.4).as_json(),
            newest_id=0,
            answers_revision=0,
            questions_version=1,
            made_at=database_now(session),
            asked_by_id=None,
        )
    )
    session.flush()


def send_photo(session: Session, activity: Activity, answers: dict[str, Any]) -> int:
    """Take in a response with a photo, and return its number."""
    made = make_submission(session, activity, answers={**answers, "photo": PHOTO})
    kept = keep_public_file(session, "A photo", "IMG_1.jpg", io.BytesIO(picture()))
    file = record_file(session, PHOTO, kept)
    session.add(AnswerFile(name=PHOTO, question="photo", file=file, submission_id=made.id))
    session.flush()
    return made.id


def let_a_program_read(session: Session, actor: Actor) -> None:
    """Make an access token of somebody."""
    owner = session.get_one(Person, actor.person_id)
    make_token(session, actor, owner, name="The script of each night", allows=tuple(Reach), days=30)
