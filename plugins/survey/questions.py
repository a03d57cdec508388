"""From a survey's definition to the questionnaire that the core asks."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.activities import Activity
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import Option, Question, Questionnaire, QuestionPage
from plugins.survey.conditions import Condition, comparisons, holds
from plugins.survey.document import is_whole, named_conditions, page_title, pages_of, words
from plugins.survey.models import SurveyVersion, VersionStatus
from plugins.survey.queries import find_draft
from plugins.survey.schemas import PREFER_NOT
from plugins.survey.wording import clause

Path = tuple[tuple[Condition | None, tuple[str, ...]], ...]


def find_questionnaire(session: Session, activity_id: int, version: int | None = None) -> Questionnaire:
    """Return a published version of a survey (the newest for `None`); one without pages when there is none."""
    query = select(SurveyVersion).where(
        SurveyVersion.activity_id == activity_id, SurveyVersion.status != VersionStatus.DRAFT.value
    )
    if version is not None:
        query = query.where(SurveyVersion.number == version)
    found = session.scalar(query.order_by(SurveyVersion.number.desc()).limit(1))
    title = session.scalar(select(Activity.title).where(Activity.id == activity_id)) or ""
    if found is None:
        return Questionnaire(activity_id=activity_id, version=version or 0, title=title, pages=())
    return questionnaire_from(found.definition, activity_id=activity_id, version=found.number, title=title)


def find_draft_questionnaire(session: Session, activity_id: int) -> Questionnaire:
    """Return what a survey's draft asks, for those who look at it before it is published."""
    draft = find_draft(session, activity_id)
    title = session.scalar(select(Activity.title).where(Activity.id == activity_id)) or ""
    return questionnaire_from(draft.definition, activity_id=activity_id, version=draft.number, title=title)


def questionnaire_from(definition: Mapping[str, Any], *, activity_id: int, version: int, title: str) -> Questionnaire:
    """Return the questionnaire that a definition describes."""
    named = named_conditions(definition)
    pages = pages_of(definition)
    path: Path = tuple((page["show_if"], tuple(item["key"] for item in page["items"])) for page in pages)
    return Questionnaire(
        activity_id=activity_id,
        version=version,
        title=words(definition["title"]) or title,
        introduction=words(definition["introduction"]),
        pages=tuple(_page(page, path[: place + 1], named, definition) for place, page in enumerate(pages)),
        asks_area=definition["settings"]["asks_area"],
        asks_about_you=definition["settings"]["asks_about_you"],
    )


def is_asked(path: Path, named: Mapping[str, Condition], answers: Mapping[str, Any]) -> bool:
    """Return whether the last page of a path is asked.

    Only answers on pages that are asked themselves count: what was typed on a page before going another way does not.
    """
    kept: dict[str, Any] = {}
    for condition, keys in path[:-1]:
        if holds(condition, kept, named):
            kept.update({key: answers[key] for key in keys if key in answers})
    return holds(path[-1][0], kept, named)


def question_from(item: Mapping[str, Any]) -> Question:
    """Return the question that an item of a definition describes."""
    offered = [one for one in item["options"] if not one["retired"]]
    return Question(
        key=item["key"],
        kind=item["kind"],
        label=words(item["label"]),
        hint=words(item["hint"]),
        is_required=item["required"],
        options=tuple(_option(one, is_first=bool(offered) and one is offered[0]) for one in item["options"]),
        least=item["least"],
        most=item["most"],
        most_words=item["max_words"],
        is_whole=is_whole(item),
        is_public=item["public"] and item["pii"] == "none",
    )


def _page(
    page: Mapping[str, Any], path: Path, named: Mapping[str, Condition], definition: Mapping[str, Any]
) -> QuestionPage:
    return QuestionPage(
        id=page["id"],
        title=page_title(page),
        questions=tuple(question_from(item) for item in page["items"]),
        text=words(page["text"]),
        is_asked=partial(is_asked, path, named) if page["show_if"] is not None else None,
        asked_if=clause(page["show_if"], definition) if page["show_if"] is not None else "",
        depends_on=frozenset(one["q"] for one in comparisons(page["show_if"] or {}, named)),
    )


def _option(option: Mapping[str, Any], *, is_first: bool) -> Option:
    stands_apart = option["exclusive"] or option["missing"] is not None
    return Option(
        code=option["code"],
        label=words(option["label"]),
        hint=words(option["hint"]),
        value=option["value"],
        is_exclusive=option["exclusive"],
        is_retired=option["retired"],
        says_nothing=option["missing"] == PREFER_NOT,
        divider=_l("or") if stands_apart and not is_first else "",
    )
