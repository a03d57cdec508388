"""All that a manager reads before signing a consultation off, and the digest by which a change since is noticed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.consultations.records import DOCUMENT
from consult.contract.deployment import deployment_of
from consult.contract.option_orders import FIXED
from consult.contract.questions import Question, Questionnaire, QuestionPage
from consult.kernel.db import database_of
from consult.kernel.formats import local_date, local_datetime
from consult.kernel.messages import gettext as _
from consult.kernel.messages import speaking
from consult.records.shown import shown


@dataclass(frozen=True, kw_only=True)
class SignedText:
    """One thing that is signed off: what it is called, what it says, and `facts` that people see only in effect.

    A `code` names it whatever language the label is in; `note` says to the reader what follows from the facts.
    """

    code: str
    label: str
    text: str
    facts: str = ""
    note: str = ""


def texts_to_read(session: Session, consultation: Consultation) -> Iterator[SignedText]:
    """Yield all that is signed off: texts, dates, place, documents with their content, and every question."""
    yield from _own_texts(consultation)
    for document in shown(session, DOCUMENT, consultation.offered_documents).values():
        yield SignedText(
            code="document",
            label=_("Document"),
            text=document.value("title"),
            facts=document.row.file.sha256,
            note=_("The file is called %(name)s.", name=document.row.file.name),
        )
    for activity in consultation.activities:
        yield SignedText(
            code="activity",
            label=_("Way of taking part"),
            text=activity.title,
            facts=repr((activity.id, activity.kind)),
        )
        yield from _asked_texts(session, activity)


def digest_of(session: Session, consultation: Consultation) -> str:
    """Return a digest of all that is signed off: the questions in each language in which they are asked."""
    said: list[list[tuple[str, str, str]]] = []
    for language in deployment_of(database_of(session)).languages:
        # In each language in turn, whichever the page is read in.
        with speaking(language):
            read = [(each.code, str(each.text), each.facts) for each in texts_to_read(session, consultation)]
        said.append([each for each in read if not said or each not in said[0]])
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _own_texts(consultation: Consultation) -> Iterator[SignedText]:
    texts = {
        "title": _("Title"),
        "summary": _("Summary"),
        "background": _("Background"),
        "options_open": _("What is still open"),
        "ward": _("Ward"),
        "decided_by": _("Who decides"),
        "notice": _("Notice"),
        "attribution": _("Attribution"),
    }
    for code, label in texts.items():
        yield SignedText(code=code, label=label, text=getattr(consultation, code))
    dates = {
        "opens_at": _("Opens"),
        "closes_at": _("Closes"),
        "results_due_on": _("Results are promised by"),
        "decision_on": _("Date of the decision"),
    }
    for code, label in dates.items():
        yield _dated(code, label, getattr(consultation, code))


def _dated(code: str, label: str, day: date | None) -> SignedText:
    shown = local_datetime(day) if isinstance(day, datetime) else local_date(day) if day else ""
    return SignedText(code=code, label=label, text=shown, facts=day.isoformat() if day else "")


def _asked_texts(session: Session, activity: Activity) -> Iterator[SignedText]:
    asked = _asked(session, activity)
    if asked is None:
        return
    yield SignedText(
        code="introduction",
        label=_("Introduction"),
        text=asked.introduction,
        facts=repr((asked.title, asked.asks_area, asked.asks_about_you)),
    )
    for page in asked.pages:
        yield _page(page)
        for question in page.questions:
            yield _question(question)
    for quota in asked.quotas:
        facts, note = repr((quota.id, quota.most, quota.asked_if)), _("Read when enough have answered so.")
        yield SignedText(code="quota", label=quota.title or _("Quota"), text=quota.text, facts=facts, note=note)
    last = {
        _("Where people live is asked."): asked.asks_area,
        _("The equality questions are asked."): asked.asks_about_you,
    }
    for sentence, is_asked in last.items():
        if asked.pages and is_asked:
            yield SignedText(code="asked_last", label=_("Asked at the end"), text=sentence)


def _asked(session: Session, activity: Activity) -> Questionnaire | None:
    """Return what will be asked once it opens: what is ready to be asked, or, where nothing is, the draft."""
    offered = deployment_of(session).registry.activities.get(activity.kind)
    if offered is None or offered.questionnaire is None:
        return None
    ready = offered.questionnaire(session, activity.id, None, "")
    if ready.pages or offered.previewed is None:
        return ready
    return offered.previewed(session, activity.id, "")


def _page(page: QuestionPage) -> SignedText:
    note = _("Asked only if %(asked_if)s.", asked_if=page.asked_if) if page.asked_if else ""
    # What was signed off before there were exits is signed off as it stands.
    ends = (_("The survey ends here for whoever sees this page."),) if page.is_exit else ()
    read = [line for block in page.blocks for line in block.lines()]
    shown = tuple(str(block.link.parts) for block in page.blocks if block.link)
    facts = repr((page.id, page.asked_if, sorted(page.depends_on), *ends, *shown))
    note = " ".join(filter(None, (note, *ends)))
    text = "\n\n".join(filter(None, (page.text, *read)))
    return SignedText(code="page", label=_("Page: %(title)s", title=page.title), text=text, facts=facts, note=note)


def _question(question: Question) -> SignedText:
    options = "".join(
        f"\n- {option.in_full}" + (f" ({option.hint})" if option.hint else "") for option in question.offered
    )
    facts = (
        *(question.key, question.kind, question.is_required, question.minimum, question.maximum),
        *(question.most_words, question.is_whole, question.is_public),
        [
            (option.code, option.value, option.is_exclusive, option.is_retired, option.is_refusal)
            for option in question.options
        ],
        # What was signed off before there was this mark is signed off as it stands.
        *(() if question.is_sensitive else ("not_sensitive",)),
        *((question.asked_if, sorted(question.depends_on)) if question.is_asked is not None else ()),
        *((option.code, option.asked_if) for option in question.options if option.asked_if),
        *(() if question.order == FIXED else (question.order,)),
    )
    rules = [
        _("Asked only if %(asked_if)s.", asked_if=question.asked_if) if question.asked_if else "",
        _("It must be answered.") if question.is_required else "",
    ]
    return SignedText(
        code="question",
        label=_("Question"),
        text="\n".join(filter(None, (question.label, question.hint))) + options,
        facts=repr(facts),
        note=" ".join(filter(None, rules)),
    )
