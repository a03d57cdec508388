"""Made-up responses for demonstrations and measurements, each marked as synthetic."""

import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question, Questionnaire
from consult.kernel import tokens
from consult.kernel.db import Database
from consult.kernel.errors import Invalid, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions import about_you
from consult.submissions.bulk import take_in_many
from consult.submissions.intake import Envelope
from consult.submissions.models import Channel
from consult.submissions.questionnaires import known_kinds, questionnaire_of

BATCH = 2_000
CHANNELS = {Channel.WEB: 86, Channel.PAPER: 6, Channel.EMAIL: 4, Channel.PHONE: 2, Channel.MEETING: 2}
OPENINGS = (
    _l("I have lived here for years and"),
    _l("As a parent,"),
    _l("My neighbours and I talked about this and"),
    _l("I work nearby and"),
    _l("Having read the documents,"),
    _l("To be honest,"),
)
CLAIMS = (
    _l("I would like to know who is on the list and why"),
    _l("I want the police to find people who hurt others"),
    _l("I am worried that young people will be stopped for nothing"),
    _l("the cameras should be shown clearly on signs"),
    _l("somebody independent should check the results"),
    _l("I do not think that it works equally well for everybody"),
    _l("I would feel safer on the way home from the station"),
    _l("the council should see the figures before it agrees"),
    _l("there should be a way to complain that gets an answer"),
    _l("I do not want to be scanned when I go shopping"),
)
ENDINGS = (
    _l("Please tell us what you decide."),
    _l("Thank you for asking."),
    _l("I hope somebody reads this."),
    _l("The meeting in the library was useful."),
    _l("It should be looked at again after a year."),
)


def seed_responses(
    database: Database,
    activity_id: int,
    count: int,
    *,
    seed: int = 1,
    areas: tuple[str, ...] = (),
    progress: Callable[[int], None] | None = None,
) -> int:
    """Add `count` made-up responses in batches, each batch whole or not at all; returns how many were added.

    Raises `NotFound` when the activity asks no questions.
    """
    chance = random.Random(seed)  # noqa: S311 (made-up answers need no secrets)
    run = tokens.new_secret()[:16]
    done = 0
    while done < count:
        size = min(BATCH, count - done)
        with database.unit_of_work() as session:
            activity = session.get_one(Activity, activity_id)
            asked = questionnaire_of(session, activity)
            if asked is None:
                raise NotFound(_("This activity asks no questions, so it cannot be filled with responses."))
            made = list(_made_up(session, asked, chance, size, f"synthetic:{run}:{done}", areas))
            take_in_many(session, activity, [one for one, _ignored in made], [about for _ignored, about in made])
        done += size
        if progress is not None:
            progress(size)
    return done


def _made_up(
    session: Session, asked: Questionnaire, chance: random.Random, count: int, key: str, areas: tuple[str, ...]
) -> Iterator[tuple[Envelope, dict[str, str] | None]]:
    kinds = known_kinds(session)
    for number in range(count):
        answers: dict[str, Any] = {}
        for _ignored, question in asked.path(answers):
            before = asked.said_on_path(answers) if question.clash is not None else answers
            answer = _fitting(question, kinds[question.kind], chance, before)
            if answer is not None:
                answers[question.key] = answer
        envelope = Envelope(
            answers=asked.said_on_path(answers),
            idempotency_key=f"{key}:{number}",
            channel=chance.choices(list(CHANNELS), list(CHANNELS.values()))[0],
            area=chance.choice(areas) if asked.asks_area and areas and chance.random() < 0.9 else "",
            questions_version=asked.version,
            is_synthetic=True,
        )
        yield envelope, _about(chance) if asked.asks_about_you and chance.random() < 0.7 else None


def _fitting(question: Question, kind: Kind, chance: random.Random, before: Mapping[str, object]) -> object:
    """Make up an answer that fits those before it; nothing where none was found in some tries."""
    for _try in range(20):
        answer = _answer(question, kind, chance)
        if answer is None or question.clash is None or not question.clash(answer, before):
            return answer
    return None


def _answer(question: Question, kind: Kind, chance: random.Random) -> object:
    if question.endings or (not question.is_required and chance.random() < 0.08):
        return None
    if not kind.is_free_text or kind.is_contact:
        return kind.example(question, chance)
    text = _sentences(chance)
    try:
        kind.check(question, text)
    except Invalid:
        return kind.example(question, chance)
    return text


def _sentences(chance: random.Random) -> str:
    claims = chance.sample(CLAIMS, k=chance.randint(1, 3))
    return f"{chance.choice(OPENINGS)} {'. '.join(claims)}. {chance.choice(ENDINGS)}"


def _about(chance: random.Random) -> dict[str, str]:
    return {
        question.key: chance.choice(question.options).code for question in about_you.QUESTIONS if chance.random() < 0.85
    }
