"""The public pages of what people wrote: by question, one text, and the whole of a response with a name."""

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.comments.queries import (
    PER_PAGE,
    Said,
    find_response,
    find_text,
    public_questions,
    questions_with_texts,
    texts_of,
)
from consult.comments.translations import translations_by_reference
from consult.consultations.models import Activity, Consultation, State
from consult.consultations.places import CONSULTATION_OUTCOME, RESULTS_PAGE
from consult.consultations.queries import find_consultation
from consult.contract.questions import Question
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.web.guard import permit
from consult.web.transactions import db

bp = Blueprint("comments", __name__)
LAST_PAGE = 1_000_000
"""More pages of comments than there can be people who wrote them; databases count no further than 64 bits."""
BEFORE_CLOSING = frozenset({State.DRAFT, State.SCHEDULED, State.OPEN})

Asked = tuple[Activity, Question]


def find_commented(db: Session, slug: str, actor: Actor) -> tuple[Consultation, list[Asked]]:
    """Return a consultation with the questions of which the public reads some text; `NotFound` when there is none."""
    consultation = find_consultation(db, slug, actor)
    asked = _asked_in(db, consultation)
    if not asked:
        raise NotFound(_("No comments have been published here."))
    return consultation, asked


def _asked_in(session: Session, consultation: Consultation) -> list[Asked]:
    return [
        (activity, question)
        for activity in consultation.activities
        for question in questions_with_texts(session, activity)
    ]


def find_one_text(db: Session, slug: str, reference: str, actor: Actor) -> tuple[Consultation, Activity, Said]:
    """Return a published text of a consultation; raises `NotFound` for one that the public does not read."""
    consultation = find_consultation(db, slug, actor)
    return (consultation, *find_text(db, consultation, reference))


def find_one_response(
    db: Session, slug: str, reference: str, actor: Actor
) -> tuple[Consultation, Activity, list[Said]]:
    """Return what is published of a response with a name; raises `NotFound` for one that the public does not read."""
    consultation = find_consultation(db, slug, actor)
    return (consultation, *find_response(db, consultation, reference))


@bp.get("/consultations/<slug>/comments")
@permit("comments.read", load=find_commented)
def index(found: tuple[Consultation, list[Asked]]) -> ResponseReturnValue:
    """Show the published texts of one question, page by page, those alone that have the words that are looked for."""
    consultation, asked = found
    activity, question = here = _chosen(asked)
    number, words = _page_asked_for(), request.args.get("q", "").strip()[:200]
    texts = texts_of(db(), activity.id, question.key, words, number)
    if number > 1 and not texts:
        raise NotFound(_("No comments have been published here."))
    return _unlisted(
        render_template(
            "comments/index.html",
            consultation=consultation,
            asked=[(_named(one), *one) for one in asked],
            here=_named(here),
            question=question,
            texts=texts[:PER_PAGE],
            translated=translations_by_reference(db(), [said.reference for said in texts]),
            has_more=len(texts) > PER_PAGE,
            number=number,
            words=words,
        )
    )


@bp.get("/consultations/<slug>/comments/<reference>")
@permit("comments.read", load=find_one_text)
def text(found: tuple[Consultation, Activity, Said]) -> ResponseReturnValue:
    """Show one published text under its own reference."""
    consultation, activity, said = found
    question = next(one for one in public_questions(db(), activity) if one.key == said.key)
    return _unlisted(
        render_template(
            "comments/text.html",
            consultation=consultation,
            activity=activity,
            question=question,
            said=said,
            translated=translations_by_reference(db(), [said.reference]),
        )
    )


@bp.get("/consultations/<slug>/responses/<reference>")
@permit("comments.read", load=find_one_response)
def response(found: tuple[Consultation, Activity, list[Said]]) -> ResponseReturnValue:
    """Show all that is published of a response whose author let us name them."""
    consultation, activity, texts = found
    labels = {question.key: question.label for question in public_questions(db(), activity)}
    return _unlisted(
        render_template(
            "comments/response.html",
            consultation=consultation,
            activity=activity,
            texts=[(labels[said.key], said) for said in texts],
            first=texts[0],
            translated=translations_by_reference(db(), [said.reference for said in texts]),
        )
    )


def _chosen(asked: list[Asked]) -> Asked:
    """Return the question that the address names, or the first one; raises `NotFound` for one that has no text."""
    chosen = request.args.get("question", "")
    found = next((one for one in asked if chosen in {"", _named(one)}), None)
    if found is None:
        raise NotFound
    return found


def _page_asked_for() -> int:
    number = max(1, request.args.get("page", 1, type=int))
    if number > LAST_PAGE:
        raise NotFound
    return number


def _named(asked: Asked) -> str:
    activity, question = asked
    return f"{activity.id}-{question.key}"


def _unlisted(page: str) -> Response:
    # What is taken back must be gone: no search engine keeps a copy.
    answer = make_response(page)
    answer.headers["X-Robots-Tag"] = "noindex, noarchive"
    return answer


def comments_link(consultation: Consultation) -> str | None:
    """Return the link to what people wrote, once some of it is published."""
    if consultation.state in BEFORE_CLOSING or not _asked_in(db(), consultation):
        return None
    return render_template("comments/_link.html", consultation=consultation)


OUTCOME_SLOT = CONSULTATION_OUTCOME.slot(comments_link)
RESULTS_SLOT = RESULTS_PAGE.slot(comments_link)
