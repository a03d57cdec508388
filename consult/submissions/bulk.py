"""Taking in many submissions at once: the same rows, counts and words for search as one by one, in far less time."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence

import orjson
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.questions import Questionnaire
from consult.kernel import tokens
from consult.kernel.clock import to_the_hour
from consult.kernel.db import begin_write, database_now, database_of
from consult.submissions import tallies
from consult.submissions.intake import Envelope, about_you_link
from consult.submissions.models import AboutYou, Status, Submission
from consult.submissions.questionnaires import free_text, known_kinds, questionnaire_of
from consult.submissions.reader import said_in
from consult.submissions.search import index_many

AT_ONCE = 500
AboutYouAnswers = Mapping[str, str]


def take_in_many(
    session: Session,
    activity: Activity,
    envelopes: Sequence[Envelope],
    about_you: Sequence[AboutYouAnswers | None] = (),
) -> list[int]:
    """Take in new submissions of one activity and return their numbers, in order.

    The caller has made sure that no idempotency key was used before, and records the event. `about_you` goes with
    the envelopes one to one, or is empty.
    """
    if not envelopes:
        return []
    begin_write(session)
    at = to_the_hour(database_now(session))
    references = _unused_references(session, len(envelopes))
    rows = [one.row(activity.id, reference, at) for one, reference in zip(envelopes, references, strict=True)]
    # To ask for each number with its row would make SQLite's driver write them one by one.
    session.connection().execute(insert(Submission.__table__), rows)  # type: ignore[arg-type]
    found = _numbers(session, references)
    numbers = [found[reference] for reference in references]
    kinds = known_kinds(session)
    asked = {number: questionnaire_of(session, activity, number) for number in {e.questions_version for e in envelopes}}
    _count(session, activity, envelopes, asked)
    documents = [
        free_text(asked[envelope.questions_version], kinds, said_in(envelope.answers, envelope.marks))
        for envelope in envelopes
    ]
    index_many(session, [number for number in zip(numbers, documents, strict=True) if number[1]])
    _keep_about_you(session, activity.id, numbers, about_you)
    return numbers


def _count(
    session: Session, activity: Activity, envelopes: Sequence[Envelope], asked: Mapping[int, Questionnaire | None]
) -> None:
    kinds = known_kinds(session)
    steps: Counter[tuple[str, str]] = Counter()
    for envelope in envelopes:
        steps.update(
            tallies.steps_of(
                status=Status.SUBMITTED,
                channel=envelope.channel,
                area=envelope.area,
                answers=envelope.answers,
                marks=envelope.marks,
                asked=asked[envelope.questions_version],
                kinds=kinds,
            )
        )
    tallies.add_up(session, activity.id, 0, steps)


def _numbers(session: Session, references: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(references), AT_ONCE):
        part = references[start : start + AT_ONCE]
        query = select(Submission.reference, Submission.id).where(Submission.reference.in_(part))
        found.update((reference, number) for reference, number in session.execute(query))
    return found


def _unused_references(session: Session, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        fresh = [tokens.new_reference() for _ in range(min(count - len(found), AT_ONCE))]
        taken = _numbers(session, fresh)
        found.update(dict.fromkeys(text for text in fresh if text not in taken))
    return list(found)


def _keep_about_you(
    session: Session, activity_id: int, numbers: Sequence[int], answers: Sequence[AboutYouAnswers | None]
) -> None:
    keys = database_of(session).keys
    rows = []
    for number, given in zip(numbers, answers, strict=False):
        if given:
            row_id = secrets.token_hex(16)
            sealed = keys.seal(orjson.dumps(dict(given)), table="about_you", row=row_id, column="sealed")
            link = about_you_link(session, number)
            rows.append({"id": row_id, "activity_id": activity_id, "link": link, "sealed": sealed})
    if rows:
        session.connection().execute(insert(AboutYou), rows)
