"""A consultation with published figures, coded words that may be quoted, and words that may not."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from consult.analysis.themes import assignments, code_book
from consult.analysis.themes.queries import find_text
from consult.comments.services import publish
from consult.consultations.models import Activity, Consultation, State
from consult.desk.exclusions import exclude
from consult.desk.readings import record_reading
from consult.exports.making import publish_results
from consult.kernel.authz import Actor, Role
from consult.reports.making import report_of
from consult.reports.models import Report
from consult.reports.versions import ask_for_report, digest_of, make_version, publish_report
from consult.submissions.consent import UNNAMED
from consult.submissions.models import Submission
from tests.consult.decisions.conftest import case as case
from tests.factories import QUESTIONS, make_activity, make_actor, make_consultation, make_submission

WORDS, SECRET = "They mistake people number", "Nobody may quote this of mine"
ASKED = {**QUESTIONS, "asks_consent": True}


@dataclass(frozen=True)
class Told:
    """What a test about the report starts from."""

    session: Session
    consultation: Consultation
    activity: Activity
    officer: Actor
    quotable: list[Submission]


@pytest.fixture
def told(session: Session) -> Told:
    """A closed consultation of 60 people: ten may be quoted on “Mistakes”, one said “Dear”, one was excluded."""
    consultation = make_consultation(session, state=State.CLOSED, slug="cameras", title="Cameras")
    activity = make_activity(session, consultation, questions=ASKED)
    session.expire(consultation, ["activities"])
    officer = make_actor(session, Role.OFFICER)
    quotable = [_sent(session, activity, officer, number) for number in range(10)]
    rest = [
        make_submission(session, activity, answers={"position": "support", "reasons": f"{SECRET} {number}"})
        for number in range(51)
    ]
    exclude(session, officer, activity, rest.pop(), "empty", "")
    publish(session, officer, activity, [one.id for one in quotable])
    mistakes = code_book.add_theme(session, officer, consultation, "Mistakes", "Says that it errs")
    dear = code_book.add_theme(session, officer, consultation, "Dear", "Says that it costs too much")
    for one in quotable + rest[:10]:
        _code(session, officer, one, mistakes.id)
    _code(session, officer, rest[11], dear.id)
    publish_results(session, officer, activity)
    return Told(session, consultation, activity, officer, quotable)


def _sent(session: Session, activity: Activity, officer: Actor, number: int) -> Submission:
    answers = {"position": "oppose", "reasons": f"{WORDS} {number}", "consent_to_publish": UNNAMED}
    sent = make_submission(session, activity, answers=answers)
    record_reading(session, officer, sent)
    return sent


def _code(session: Session, officer: Actor, sent: Submission, theme: int) -> None:
    assignments.code_text(session, officer, find_text(session, sent.id, "reasons", actor=officer), [theme], 0)


@pytest.fixture
def published(told: Told) -> Callable[[], Report]:
    """`published()` publishes the next version with its method and themes, by two officers."""

    def made() -> Report:
        sections = ["method", "themes"]
        report = ask_for_report(told.session, told.officer, told.consultation, sections)
        seen = digest_of(report_of(told.session, told.consultation, sections))
        job = publish_report(told.session, make_actor(told.session, Role.OFFICER), told.consultation, seen)
        make_version(told.session, job, **job.args)
        return report

    return made
