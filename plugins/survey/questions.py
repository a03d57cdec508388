"""From a survey's definition to the questionnaire that the core asks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.activities import Activity
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import side_by_side
from consult.sdk.questions import (
    AnswerRule,
    Entry,
    Option,
    PageBlock,
    Question,
    Questionnaire,
    QuestionPage,
    Quota,
    ending_at_exits,
)
from consult.sdk.references import Link
from plugins.survey.answer_marks import label_of, named, shown_in
from plugins.survey.beneath import option_above, said_more_last
from plugins.survey.conditions import Condition, comparisons, holds
from plugins.survey.content import Block
from plugins.survey.definition import (
    FILE,
    LANGUAGE,
    PREFER_NOT,
    UNASKED,
    Definition,
    Item,
    Page,
    definition_from,
    page_title,
    words,
)
from plugins.survey.definition import Option as DefinedOption
from plugins.survey.entries import asked_after_first, entries_by_page, unrolled
from plugins.survey.kinds.files import ENDINGS
from plugins.survey.models import SurveyVersion, VersionStatus
from plugins.survey.parts import parts_of
from plugins.survey.phrases import clause
from plugins.survey.piping import words_for
from plugins.survey.queries import find_draft
from plugins.survey.readings import as_read, with_title
from plugins.survey.rules import clash_of
from plugins.survey.units import rule_of
from plugins.survey.working_out import with_working_out


def find_questionnaire(
    session: Session, activity_id: int, version: int | None = None, language: str = ""
) -> Questionnaire:
    """Return a published version of a survey (the newest for `None`); one without pages when there is none.

    It is in the language of its reader, or without one in the council's.
    """
    query = select(SurveyVersion).where(
        SurveyVersion.activity_id == activity_id, SurveyVersion.status != VersionStatus.DRAFT
    )
    if version is not None:
        query = query.where(SurveyVersion.number == version)
    found = session.scalar(query.order_by(SurveyVersion.number.desc()).limit(1))
    title = session.scalar(select(Activity.title).where(Activity.id == activity_id)) or ""
    if found is None:
        return Questionnaire(activity_id=activity_id, version=version or 0, title=title, pages=())
    definition = read_in(definition_from(found.definition), language, title)
    return questionnaire_from(definition, activity_id=activity_id, version=found.number, title=title, language=language)


def find_draft_questionnaire(session: Session, activity_id: int, language: str = "") -> Questionnaire:
    """Return what a survey's draft asks, for those who look at it before it is published."""
    draft = find_draft(session, activity_id)
    title = session.scalar(select(Activity.title).where(Activity.id == activity_id)) or ""
    definition = read_in(definition_from(draft.definition), language, title)
    return questionnaire_from(definition, activity_id=activity_id, version=draft.number, title=title, language=language)


def read_in(definition: Definition, language: str, title: str) -> Definition:
    """Return a definition as it is read in a language, called as its activity is."""
    if not language:
        return definition
    return as_read(with_title(definition, title), language)


def _translated_title(definition: Definition, language: str) -> str:
    return definition.title.get(language, "") if language in definition.languages and language != LANGUAGE else ""


def questionnaire_from(
    definition: Definition, *, activity_id: int, version: int, title: str, language: str = ""
) -> Questionnaire:
    """Return the questionnaire that a definition describes, which was made ready for a reader's language or not."""
    entries, definition = entries_by_page(definition), unrolled(definition)
    asked = [page for page in definition.pages if page.quota is None]
    return Questionnaire(
        activity_id=activity_id,
        version=version,
        title=words(definition.title) or title,
        introduction=words(definition.introduction),
        pages=ending_at_exits(_page(page, definition, entries.get(page.id)) for page in asked),
        quotas=tuple(_quota(page, page.quota, definition) for page in definition.pages if page.quota is not None),
        asks_area=definition.settings.asks_area,
        asks_about_you=definition.settings.asks_about_you,
        asks_consent=definition.settings.asks_consent,
        translated_title=_translated_title(definition, language),
        parts=parts_of(definition),
    )


def question_from(item: Item, definition: Definition) -> Question:
    """Return the question that an item of a definition describes."""
    is_asked, asked_if, depends_on = _asked_if(item.show_if, definition)
    total, unit = item.shared_out
    # How a sum is shared out is told whatever else the hint says, on the screen as on paper.
    hint = words(item.hint)
    if item.kind == "budget":
        rule = rule_of(total, unit)
        hint = side_by_side(hint, rule)
    texts = {"label": words(item.label), "hint": hint}
    asked = Question(
        key=item.key,
        kind=item.kind,
        label=named(texts["label"], definition),
        hint=named(texts["hint"], definition),
        shows=shown_in(texts, definition),
        words_for=words_for(texts, definition, question_from),
        is_required=item.required,
        options=tuple(_option(option, definition, item) for option in item.options),
        minimum=item.minimum,
        maximum=item.maximum,
        most_words=item.max_words,
        is_whole=item.whole,
        is_public=item.may_be_published,
        is_sensitive=item.is_sensitive,
        is_asked=is_asked,
        asked_if=asked_if,
        depends_on=depends_on,
        option_above=option_above(definition, item),
        total=total,
        unit=unit,
        order=item.order,
        pairs=item.pairs_asked,
        is_hidden=item.kind in UNASKED,
        endings=ENDINGS if item.kind == FILE else (),
        clash=clash_of(item),
        rules=tuple(AnswerRule(op=rule.op, key=rule.q, told=words(rule.message)) for rule in item.rules),
    )
    return asked if item.formula is None else with_working_out(asked, item, definition)


def _quota(page: Page, most: int, definition: Definition) -> Quota:
    is_asked, asked_if, depends_on = _asked_if(page.show_if, definition)
    return Quota(
        id=page.id,
        most=most,
        title=words(page.title),
        text=words(page.text),
        is_so=is_asked or (lambda _answers: True),
        depends_on=depends_on,
        asked_if=asked_if,
    )


def _page(page: Page, definition: Definition, entry: Entry | None) -> QuestionPage:
    is_asked, asked_if, depends_on = _asked_if(page.show_if, definition)
    texts = {"title": page_title(page), "text": words(page.text)}
    shown = QuestionPage(
        id=page.id,
        title=named(texts["title"], definition),
        questions=tuple(question_from(item, definition) for item in page.items),
        text=named(texts["text"], definition, is_markdown=True),
        shows=shown_in(texts, definition),
        words_for=words_for(texts, definition, question_from, in_markdown="text"),
        is_asked=is_asked,
        asked_if=asked_if,
        depends_on=depends_on,
        is_exit=page.exit,
        blocks=tuple(map(_block, page.blocks)),
        entry=entry,
    )
    if entry is None or not entry.is_list or not page.items:
        return shown
    return _in_plain_words(shown, label_of(asked_after_first(definition, entry), definition))


def _in_plain_words(page: QuestionPage, plain: str) -> QuestionPage:
    """Return the list behind an entry, on which its author is asked for another one in the same words each time."""
    asked = (replace(one, words_for=lambda _answers: {"label": plain}) for one in page.questions)
    return replace(page, questions=tuple(asked), words_for=lambda _answers: {"title": plain})


def _block(block: Block) -> PageBlock:
    file = None
    if block.sha256 is not None:
        file = Link(title=words(block.alt), endpoint="survey_pictures.show", parts={"digest": block.sha256})
    return PageBlock(sort=block.block, title=words(block.title), text=words(block.text), link=file, url=block.url or "")


def _asked_if(
    condition: Condition | None, definition: Definition
) -> tuple[Callable[[Mapping[str, object]], bool] | None, str, frozenset[str]]:
    if condition is None:
        return None, "", frozenset()
    needed = frozenset(comparison.question for comparison in comparisons(condition, definition.named))
    return partial(holds, condition, named=definition.named), clause(condition, definition), needed


def _option(option: DefinedOption, definition: Definition, item: Item) -> Option:
    is_asked, asked_if, depends_on = _asked_if(option.show_if, definition)
    return Option(
        code=option.code,
        label=words(option.label),
        hint=words(option.hint),
        value=option.value,
        is_exclusive=option.exclusive,
        is_retired=option.retired,
        is_refusal=option.missing == PREFER_NOT,
        divider=_l("or") if option.stands_apart and item.offered[:1] != (option,) else "",
        stays_last=option.stands_apart or option.code == said_more_last(definition, item),
        is_asked=is_asked,
        asked_if=asked_if,
        depends_on=depends_on,
        picture=option.picture.sha256 if option.picture else "",
        alt=words(option.picture.alt) if option.picture else "",
    )
