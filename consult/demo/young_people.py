"""The closed consultation: 24 real opinions of July 2022, imported as they were published, and what they raise."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.comments.services import publish
from consult.consultations.documents import add_document
from consult.consultations.models import Activity, Consultation
from consult.consultations.moves import begin_analysis, open_now
from consult.consultations.services import add_activity, create_consultation
from consult.contract.questions import CONSENT_KEY
from consult.decisions.answers import AnswerDetails
from consult.decisions.issues import add_issue, answer_issue, cite_references
from consult.decisions.models import Disposition
from consult.demo.coded_opinions import code_opinions
from consult.demo.pointed_opinions import draw_points
from consult.demo.reasons import reasons_to_open
from consult.demo.sources import ATTRIBUTION, STATEMENTS, read_source
from consult.desk.readings import record_reading
from consult.exports.making import publish_results
from consult.imports.plan import ImportPlan
from consult.imports.services import import_responses
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.responses.questions import set_questions
from consult.submissions.consent import UNNAMED
from consult.submissions.models import Cause, Submission
from consult.submissions.revision import revise

SLUG = "how-should-young-people-scrutinise-policing-in-london"
OPINIONS = ImportPlan(answers={"opinion": "comment-body"}, key="comment-id", only={"comment-id": "15..38"})
NOTICE = (
    "This is a demonstration. The 24 opinions are real: they were written in London in July 2022, and their source is "
    "named below. The consultation around them, its issues and its answers are invented."
)
BACKGROUND = """On 26 and 27 July 2022 young people in London held a conversation on the Polis platform: \
26 people wrote and voted on 36 statements. They were asked for the best way to engage more young people in local \
scrutiny of policing.

24 of the statements are opinions (numbers 15 to 38). They are shown here word for word, as responses that were \
imported. The other statements ask about the people who voted, and are left out.

How many agreed with a statement is not shown here: whoever votes on a statement has not written a response.
"""
DATES_ARE_REAL = (
    "This demonstration keeps the dates of the real conversation, which was held on 26 and 27 July 2022 without a "
    "council asking for it."
)
STATEMENTS_CAME_LATER = (
    "The real conversation had no document. Its statements were added here once they had been imported."
)
QUESTIONS: dict[str, Any] = {
    "asks_area": False,
    "asks_about_you": False,
    "asks_consent": True,
    "questions": [
        {
            "key": "opinion",
            "kind": "long_text",
            "label": "What is the best way to engage more young people in local scrutiny of policing?",
            "required": True,
        }
    ],
}


@dataclass(frozen=True)
class Raised:
    """An issue invented for the demonstration, and words by which the opinions that raise it are found."""

    title: str
    detail: str
    opinions: tuple[str, ...]
    answer: str = ""


CHANGED = "The council’s plan for youth engagement, paragraph 3.2 (invented)"
ISSUES = (
    Raised(
        "Young people want something in return for their time",
        "Several opinions ask for incentives. (This issue is invented for the demonstration.)",
        (
            "To offer the young people incentives",
            "To provide incentives and to allow for true change to be made. Not just conversation",
        ),
        answer="A youth panel would be paid at the London Living Wage for each meeting. (Invented.)",
    ),
    Raised(
        "Young people want a say in decisions, not only a talk",
        "Opinions ask for a place where policies are made. (This issue is invented for the demonstration.)",
        (
            "Allow them to be at the forefront of the decision making",
            "give them the autonomy and power to influence decisions made regarding policing",
        ),
    ),
    Raised(
        "Young people must feel safe to speak",
        "Opinions ask for talks without power dynamics. (This issue is invented for the demonstration.)",
        (
            "First - ensure that young people feel safe/comfortable to scrutinise policing",
            "pan3l discussions where they can communicate without power dynamics",
        ),
    ),
)


def tell_story(session: Session, actors: Mapping[str, Actor]) -> Consultation:
    """Open, import, close, publish and begin to answer, each at its own time; do nothing when it is there already."""
    known = session.scalar(select(Consultation).where(Consultation.slug == SLUG))
    if known is not None:
        return known
    officer = actors["officer"]
    made, written = _open(session, officer)
    with clock.set_clock(at("2022-07-27 18:00")):
        import_responses(session, officer, written, read_source(STATEMENTS), OPINIONS)
    with clock.set_clock(at("2022-07-28 10:00")):
        begin_analysis(session, officer, made, "All 24 opinions are imported.")
        title = "All statements of the conversation (CC BY 4.0, The Computational Democracy Project)"
        add_document(
            session,
            officer,
            made,
            title=title,
            name="comments.csv",
            content=io.BytesIO(read_source(STATEMENTS)),
            reason="The statements were published with their licence, so that everybody can check what was imported.",
        )
    responses = session.scalars(select(Submission).where(Submission.activity_id == written.id)).all()
    with clock.set_clock(at("2022-08-01 10:00")):
        for response in responses:
            # The statements were published with their licence: so much is known of what their authors agreed to.
            answers = {**response.answers, CONSENT_KEY: UNNAMED}
            revise(session, written, response, Cause.CONSENT, by=officer, answers=answers)
            record_reading(session, officer, response)
    with clock.set_clock(at("2022-08-02 10:00")):
        publish_results(session, officer, written)
        publish(session, officer, written, [response.id for response in responses])
    with clock.set_clock(at("2022-08-03 10:00")):
        _raise_issues(session, officer, made, responses)
    return made


def _open(session: Session, officer: Actor) -> tuple[Consultation, Activity]:
    with clock.set_clock(at("2022-07-25 15:00")):
        made = create_consultation(
            session,
            officer,
            slug=SLUG,
            title="How should young people scrutinise policing in London?",
            summary="What is the best way to engage more young people in local scrutiny of policing?",
            background=BACKGROUND,
            options_open="Everything: no way of taking part had been chosen. (Invented for the demonstration.)",
            decided_by="Cabinet (invented for the demonstration)",
            closes_at=at("2022-07-27 23:59"),
            notice=NOTICE,
            attribution=ATTRIBUTION,
        )
        written = add_activity(session, officer, made, kind="response", title="Say what you think")
        set_questions(session, officer, written, QUESTIONS)
    with clock.set_clock(at("2022-07-26 10:00")):
        open_now(
            session, officer, made, reasons_to_open(session, made, DATES_ARE_REAL, information=STATEMENTS_CAME_LATER)
        )
    return made, written


def _raise_issues(
    session: Session, officer: Actor, consultation: Consultation, responses: Sequence[Submission]
) -> None:
    listed = []
    by_words = {response.answers["opinion"]: response.reference for response in responses}
    for raised in ISSUES:
        issue = add_issue(session, officer, consultation, raised.title, raised.detail)
        listed.append(issue)
        cite_references(session, officer, issue, "\n".join(by_words[words] for words in raised.opinions))
        if raised.answer:
            by = "Director of Community Safety (invented)"
            answer = (Disposition.CHANGED, raised.answer, by, issue.version, AnswerDetails(changed_paragraph=CHANGED))
            answer_issue(session, officer, issue, *answer)
    draw_points(session, officer, consultation, responses, listed)
    code_opinions(session, officer, consultation, responses)


def at(typed: str) -> datetime:
    """Return this moment by the clocks of London."""
    return clock.from_london(datetime.fromisoformat(typed))
