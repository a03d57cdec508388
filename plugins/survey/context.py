"""What the builder's pages are about: a survey's draft, and the page or question in hand."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Activity, Consultation
from plugins.survey.definition import Definition, Item, Page, definition_from, page_title, words
from plugins.survey.document import digest
from plugins.survey.models import Proposal, SurveyVersion
from plugins.survey.queries import find_draft, find_proposal, find_published, find_survey


@dataclass(frozen=True)
class DraftContext:
    """A survey's draft on the workbench, with the part that is being worked on."""

    activity: Activity
    draft: SurveyVersion
    published: SurveyVersion | None
    page: Page | None = None
    item: Item | None = None
    proposal: Proposal | None = None

    @property
    def consultation(self) -> Consultation:
        """The consultation that the survey belongs to."""
        return self.activity.consultation

    @cached_property
    def definition(self) -> Definition:
        """The draft's definition."""
        return definition_from(self.draft.definition)

    @property
    def here(self) -> Page:
        """The page in hand."""
        assert self.page is not None  # noqa: S101 (the loader made sure)
        return self.page

    @property
    def question(self) -> Item:
        """The question in hand."""
        assert self.item is not None  # noqa: S101 (the loader made sure)
        return self.item

    @property
    def named(self) -> str:
        """How the question or the page in hand is called; nothing where there is neither."""
        if self.item is not None:
            return words(self.item.label)
        return page_title(self.page) if self.page is not None else ""

    def published_codes(self, key: str) -> set[str]:
        """Return the codes of a question's options that are published."""
        if self.published is None:
            return set()
        item = definition_from(self.published.definition).items_by_key.get(key)
        return {option.code for option in item.options} if item else set()


def find_bench(session: Session, activity_id: int, actor: Actor) -> DraftContext:
    """Return a survey's draft; raises `NotFound` when the actor may not know of the survey."""
    activity = find_survey(session, activity_id, actor)
    draft = find_draft(session, activity_id)
    waiting = find_proposal(session, activity_id)
    return DraftContext(activity, draft, find_published(session, activity_id), proposal=waiting)


def find_page_bench(session: Session, activity_id: int, page: str, actor: Actor) -> DraftContext:
    """Return a page of a survey's draft; raises `NotFound`."""
    found = find_bench(session, activity_id, actor)
    return DraftContext(found.activity, found.draft, found.published, found.definition.find_page(page))


def find_item_bench(session: Session, activity_id: int, key: str, actor: Actor) -> DraftContext:
    """Return a question of a survey's draft; raises `NotFound`."""
    found = find_bench(session, activity_id, actor)
    item, page = found.definition.find_item(key), found.definition.page_of_item(key)
    return DraftContext(found.activity, found.draft, found.published, page, item)


def find_page_or_none(session: Session, activity_id: int, page: str, actor: Actor) -> DraftContext:
    """Return a survey's draft with a page, or without one where somebody removed it."""
    found = find_bench(session, activity_id, actor)
    here = next((each for each in found.definition.pages if each.id == page), None)
    return DraftContext(found.activity, found.draft, found.published, here)


def find_item_or_none(session: Session, activity_id: int, key: str, actor: Actor) -> DraftContext:
    """Return a survey's draft with a question, or without one where somebody removed it."""
    if key in find_bench(session, activity_id, actor).definition.items_by_key:
        return find_item_bench(session, activity_id, key, actor)
    return find_bench(session, activity_id, actor)


def seen(part: object) -> str:
    """Return what tells whether somebody else changed a part in the meantime."""
    return digest(part)
