"""One person's way through a questionnaire: where they are, what comes next, and what is still missing."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from consult.consultations.lifecycle import state_at
from consult.consultations.models import Activity, Consultation, State
from consult.contract.clashes import clashes_in
from consult.contract.exits import has_ended
from consult.contract.link_values import seen_by_people
from consult.contract.questions import Answers, Question, Questionnaire, QuestionPage
from consult.journey.drafts import DRAFT_COLUMNS, Content, DraftRow, OpenDraft, PageAnswers, open_draft
from consult.journey.entries import is_passed
from consult.journey.models import Access, AdmissionRule
from consult.journey.stamps import make_stamp
from consult.journey.tasks import CHECK, TASK_LIST, WITH_THE_ONE_BEFORE, Task, along, next_in_tasks, tasks_of
from consult.kernel import tokens
from consult.kernel.db import NOW, first_row, known_now
from consult.kernel.errors import NotFound
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.messages import spoken
from consult.submissions import about_you
from consult.submissions.models import Draft
from consult.submissions.questionnaires import questionnaire_for

AREA = QuestionPage(id="where-you-live", title=_l("Where do you live?"), questions=())
_SITTING = (
    select(
        *DRAFT_COLUMNS,
        Activity.id,
        Activity.kind,
        Activity.title,
        Activity.settings_version,
        Consultation.slug,
        Consultation.title.label("consultation_title"),
        Consultation.state,
        Consultation.opens_at,
        Consultation.closes_at,
        Consultation.notice,
        AdmissionRule.access,
        NOW,
    )
    .join(Consultation, Consultation.id == Activity.consultation_id)
    .outerjoin(AdmissionRule, AdmissionRule.activity_id == Activity.id)
    .outerjoin(Draft, and_(Draft.code_hash == bindparam("code_hash"), Draft.activity_id == Activity.id))
    .where(Activity.id == bindparam("activity_id"), Consultation.state != State.DRAFT)
)


class AskedActivity(NamedTuple):
    """What a page of the journey shows of its activity and consultation, and the moment at which that was read."""

    id: int
    kind: str
    title: str
    settings_version: int
    slug: str
    consultation_title: str
    state: str
    opens_at: datetime | None
    closes_at: datetime | None
    notice: str
    access: Access | None
    now: datetime


@dataclass(frozen=True)
class RespondentSession:
    """One person answering one activity on this device; `before` are the answers that lead to the page in hand."""

    activity: AskedActivity
    state: State
    questionnaire: Questionnaire
    code: str | None
    draft: OpenDraft | None
    page: QuestionPage | None = None
    before: Answers = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether answers are taken now."""
        return self.state is State.OPEN

    @cached_property
    def pages(self) -> list[QuestionPage]:
        """Return the pages on the path that the answers so far lead to."""
        asked = self.questionnaire
        pages = seen_by_people(asked.reachable(self.draft.content.answers if self.draft else {}))
        if has_ended(pages):
            return pages
        if asked.asks_area:
            pages.append(AREA)
        if asked.asks_about_you:
            pages.append(about_you.GATE)
            if self.draft and self.draft.content.willing == about_you.YES:
                pages.append(about_you.PAGE)
        return pages

    @property
    def seen(self) -> list[str]:
        """The pages that were seen and left as they are meant to be."""
        return self.draft.content.seen if self.draft else []

    @cached_property
    def tasks(self) -> list[Task]:
        """The tasks on the path that the answers so far lead to."""
        return tasks_of(self.questionnaire, self.pages, self.seen)

    @property
    def task(self) -> Task | None:
        """The task to which the page in hand belongs; `None` where there are no tasks."""
        if self.page is None or not self.questionnaire.parts:
            return None
        return next((task for task in self.tasks if self.page.id in {page.id for page in task.pages}), None)

    @property
    def title(self) -> str:
        """What the activity is called, in the language of the page where it says so."""
        return self.questionnaire.translated_title or self.activity.title

    @property
    def is_on_path(self) -> bool:
        """Whether the answers so far lead to this page."""
        if self.page is about_you.PAGE and self.draft and not self.draft.content.willing:
            return True  # whoever was not asked yet whether they will may answer straight away
        if self.page is TASK_LIST:
            return True
        return self.page is not None and self.page.id in {page.id for page in self.pages}

    @property
    def is_change(self) -> bool:
        """Whether the draft changes a response that was sent."""
        return self.draft is not None and self.draft.changes_submission_id is not None

    def page_before(self) -> str | None:
        """Return the page before this one, which is the list of tasks for the first page of a task."""
        if self.page is about_you.PAGE:
            return about_you.GATE.id
        held = self.draft.content if self.draft else Content()
        pages = [page for page in self.pages if not is_passed(self.questionnaire, page, held)]
        ids = [page.id for page in along(self.questionnaire, pages, self.page.id)] if self.page else []
        place = ids.index(self.page.id) if self.page and self.page.id in ids else 0
        if place:
            return ids[place - 1]
        return TASK_LIST.id if self.questionnaire.parts else None

    def position(self) -> tuple[int, int | None]:
        """Return which page of how many this is; no number while later pages still depend on answers.

        The about-you questions and the page that asks whether one will answer them count as one, and so do consent and
        the name that it is given with.
        """
        ids = [page.id for page in self.pages if page.id not in WITH_THE_ONE_BEFORE]
        here = _counted_as(self.page)
        number = ids.index(here) + 1 if here in ids else 1
        all_pages = [page for page in seen_by_people(self.questionnaire.pages) if page.id not in WITH_THE_ONE_BEFORE]
        place = next((place for place, page in enumerate(all_pages, 1) if page.id == here), len(all_pages))
        depends = any(page.may_be_passed_by for page in all_pages[place:])
        return number, None if depends else len(ids)


def _counted_as(page: QuestionPage | None) -> str:
    return WITH_THE_ONE_BEFORE.get(page.id, page.id) if page else ""


def respondent_session(session: Session, activity_id: int, code: str | None) -> RespondentSession:
    """Return the session of whoever holds this code; raises `NotFound` for an unknown activity."""
    code_hash = tokens.digest(code) if code else ""
    wanted = {"activity_id": activity_id, "code_hash": code_hash, "known_now": known_now(session)}
    row = first_row(session, _SITTING, wanted)
    if row is None:
        raise NotFound
    draft = open_draft(session, DraftRow._make(row[: len(DRAFT_COLUMNS)]))
    activity = AskedActivity._make(row[len(DRAFT_COLUMNS) :])
    version = draft.questions_version if draft else activity.settings_version
    asked = questionnaire_for(session, activity.id, activity.kind, version, language=spoken().tag)
    if asked is None:
        raise NotFound
    state = state_at(activity, activity.now)
    return RespondentSession(activity=activity, state=state, questionnaire=asked, code=code, draft=draft)


def page_called(asked: Questionnaire, page: str) -> QuestionPage | None:
    """Return a page of the journey through a questionnaire; `None` where there is none of this name."""
    pages = (
        *asked.pages,
        *([AREA] if asked.asks_area else []),
        *([about_you.GATE, about_you.PAGE] if asked.asks_about_you else []),
        *([TASK_LIST] if asked.parts else []),
    )
    return next((question_page for question_page in pages if question_page.id == page), None)


def at_page(respondent: RespondentSession, page: str) -> RespondentSession:
    """Return a session at one page as it is shown, on the path or not; raises `NotFound` for one there is not."""
    asked = respondent.questionnaire
    found = page_called(asked, page)
    if found is None:
        raise NotFound
    shown, before = asked.as_shown(found, respondent.draft.content.answers if respondent.draft else {})
    return replace(respondent, page=shown, before=before)


def standing_on(asked: QuestionPage, content: Content) -> object:
    """Return what the content holds of one page."""
    if asked is AREA:
        given = PageAnswers(page=asked.id, area="")
    elif asked is about_you.PAGE:
        given = PageAnswers(page=asked.id, about_you={})
    elif asked is about_you.GATE:
        given = PageAnswers(page=asked.id, willing="")
    else:
        given = PageAnswers(page=asked.id, answers=dict.fromkeys(question.key for question in asked.questions))
    return given.places_in(content)


def asking_more(asked: Questionnaire, before: Content, after: Content) -> frozenset[str]:
    """Return the pages to look at again: the answers after lead to a question or to options that those before did not.

    Or one of these no longer fits the others.
    """
    clashing = clashes_in(asked, after.answers)
    known = {question.key: question.offered for _ignored, question in asked.path(before.answers)}
    return frozenset(
        page.id
        for page, question in asked.path(after.answers)
        if question.key in clashing or (_is_conditional(question) and known.get(question.key) != question.offered)
    )


def _is_conditional(question: Question) -> bool:
    is_conditional = question.is_asked is not None or any(option.is_asked is not None for option in question.options)
    return is_conditional and not question.is_hidden


def stamp_of(respondent: RespondentSession) -> str:
    """Return the stamp for a page that shows no single answer."""
    return make_stamp(respondent.code, respondent.draft.revision if respondent.draft else None)


def next_page(respondent: RespondentSession, after: str, *, is_change: bool) -> str:
    """Return the page that follows: the first unseen one when an answer, or what was sent, is changed, or `check`."""
    if respondent.questionnaire.parts:
        asked, pages, seen = respondent.questionnaire, respondent.pages, respondent.seen
        return next_in_tasks(asked, pages, after, seen, is_change=is_change)
    if is_change or respondent.is_change:
        return first_unseen(respondent)
    ids = [page.id for page in respondent.pages]
    place = ids.index(after) if after in ids else len(ids) - 1
    return ids[place + 1] if place + 1 < len(ids) else CHECK


def first_unseen(respondent: RespondentSession) -> str:
    """Return where somebody who comes back goes on: with tasks, at their list."""
    unseen = next((page.id for page in respondent.pages if page.id not in respondent.seen), CHECK)
    return TASK_LIST.id if unseen != CHECK and respondent.questionnaire.parts else unseen
