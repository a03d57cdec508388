"""Quoting a response: words of it, as they stand there, put into a theme’s examples, an issue or the draft decision."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from consult.analysis.queries import DividedText, texts_of
from consult.analysis.quotations import FEWEST_WORDS, as_quotation, words_as_said
from consult.analysis.themes.code_book import edit_theme
from consult.analysis.themes.models import Theme
from consult.comments.models import Standing
from consult.comments.queries import public_questions, publications_among
from consult.consultations.models import Activity, Consultation
from consult.contract.deployment import deployment_of
from consult.decisions.issues import edit_issue
from consult.decisions.models import Decision, Issue
from consult.decisions.open_list import lock_issue, require_open_list
from consult.decisions.queries import draft_of
from consult.decisions.services import TEXTS, save_decision
from consult.kernel.authz import Actor
from consult.kernel.db import lock_row
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.words import words_in_order
from consult.submissions.consent import REFUSED, consent_of
from consult.submissions.models import Status, Submission
from consult.submissions.owners import require_desk


class Into(StrEnum):
    """Where quoted words go."""

    ISSUE = "issue"
    DECISION = "decision"
    THEME = "theme"


LONGEST_TEXT = {Into.THEME: 300, Into.ISSUE: 500, Into.DECISION: 2000}
"""How many words the text may have in which a quotation is put: as many as the form in which officers change it."""


@dataclass(frozen=True)
class Quoted:
    """Words that stand in a response now: in which text, and whether the public can read them already."""

    words: str
    is_public: bool


def quote_in_issue(session: Session, actor: Actor, submission: Submission, words: str, issue: Issue) -> Quoted:
    """Put words of a response under an issue; the same again changes nothing.

    Raises `Conflict` when its author does not let the public read them, and `Invalid` when it does not say them.
    """
    lock_row(session, issue.consultation)
    quoted = _quotable(session, submission, issue.consultation, words, is_for_the_public=True)
    lock_issue(session, issue)
    detail = _with_quotation(issue.detail, quoted, Into.ISSUE)
    if detail != issue.detail:
        edit_issue(session, actor, issue, issue.title, detail, issue.version)
    return quoted


def quote_in_decision(session: Session, actor: Actor, submission: Submission, words: str) -> Quoted:
    """Put words of a response under “You said” of the draft; the same again changes nothing.

    Raises as `quote_in_issue` does, and `Invalid` when no draft is being written.
    """
    consultation = session.get_one(Activity, submission.activity_id).consultation
    require_open_list(session, consultation)
    quoted = _quotable(session, submission, consultation, words, is_for_the_public=True)
    decision = draft_to_quote_in(session, consultation)
    if decision is None:
        raise Invalid(fields={"into": _("No decision is being written now. Begin one first")})
    lock_row(session, decision)
    said = _with_quotation(decision.said, quoted, Into.DECISION)
    if said != decision.said:
        texts = {name: getattr(decision, name) for name in TEXTS} | {"said": said}
        rest = (decision.decided_by, decision.decided_on, decision.version, decision.review_on)
        save_decision(session, actor, consultation, texts, *rest)
    return quoted


def quote_in_theme(session: Session, actor: Actor, submission: Submission, words: str, theme: Theme) -> Quoted:
    """Put words of a response among the examples of a theme, which only officers read; the same again changes nothing.

    Raises `Invalid` when it does not say them.
    """
    lock_row(session, theme.consultation)
    quoted = _quotable(session, submission, theme.consultation, words, is_for_the_public=False)
    lock_row(session, theme)
    examples = _with_quotation(theme.examples, quoted, Into.THEME)
    if examples != theme.examples:
        edit_theme(session, actor, theme, theme.title, theme.definition, examples, theme.parent_id, theme.version)
    return quoted


def draft_to_quote_in(session: Session, consultation: Consultation) -> Decision | None:
    """Return the draft of a decision, where one is being written."""
    return session.scalar(draft_of(consultation.id))


def why_not_public(session: Session, submission: Submission) -> str:
    """Say why the public may read nothing of a response, so that nothing of it may be quoted to them; or nothing."""
    if consent_of(submission.answers) == REFUSED:
        return _("Its author did not let us publish what it says, so it cannot be quoted where the public reads it.")
    publication = publications_among(session, [submission.id]).get(submission.id)
    if publication is not None and publication.standing == Standing.HELD:
        return _("This response is held back from publication, so it cannot be quoted where the public reads it.")
    return ""


def _quotable(
    session: Session, submission: Submission, consultation: Consultation, words: str, *, is_for_the_public: bool
) -> Quoted:
    """Return the words as the response says them now, which nobody changes before the transaction ends."""
    activity = session.get_one(Activity, submission.activity_id)
    require_desk(session, activity, submission.id)
    lock_row(session, submission)
    if submission.status != Status.SUBMITTED:
        raise Conflict(_("This response does not count, so it is not quoted."))
    if activity.consultation_id != consultation.id:
        raise Invalid(fields={"into": _("Select from what is shown")})
    if len(words_in_order(words)) < FEWEST_WORDS:
        raise Invalid(fields={"words": _("Quote at least three words")})
    found = [(text, said) for text in texts_of(submission, []) if (said := words_as_said(text.text, words))]
    if not found:
        sentence = _("This response does not say so word for word. Copy the words from it")
        raise Invalid(fields={"words": sentence})
    if not is_for_the_public:
        return Quoted(found[0][1], is_public=False)
    return _public(session, activity, submission, found)


def _public(
    session: Session, activity: Activity, submission: Submission, found: list[tuple[DividedText, str]]
) -> Quoted:
    reason = why_not_public(session, submission)
    if reason:
        raise Conflict(reason)
    keys = {f"answers.{question.key}" for question in public_questions(session, activity)}
    may_be_read = [(text, said) for text, said in found if text.place in keys]
    if not may_be_read:
        raise Conflict(_("Answers to this question are never published, so they cannot be quoted in public."))
    read = deployment_of(session).registry.quotable_texts(session, [submission.id])
    is_read = [said for text, said in may_be_read if (submission.id, text.place) in read]
    return Quoted(is_read[0] if is_read else may_be_read[0][1], is_public=bool(is_read))


def _with_quotation(text: str, quoted: Quoted, into: Into) -> str:
    """Return a text with a quotation below it, unless it stands there already; raises `Invalid` for one too long."""
    quotation = as_quotation(quoted.words)
    if quotation in text:
        return text
    longer = f"{text}\n\n{quotation}".strip() if into != Into.THEME else f"{text}\n{quotation}".strip()
    if len(longer.split()) > LONGEST_TEXT[into]:
        sentence = _(
            "With this quotation the text would have more than %(limit)s words. Quote less, or shorten it first",
            limit=f"{LONGEST_TEXT[into]:,}",
        )
        raise Invalid(fields={"words": sentence})
    return longer
