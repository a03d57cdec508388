"""What must be mended in a survey before it is published, in sentences."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum

from consult.sdk.messages import gettext as _
from plugins.survey.beneath import beneath_options
from plugins.survey.conditions import Comparison, Condition, comparisons, references
from plugins.survey.definition import (
    CHOICES,
    OF_KIND,
    Definition,
    Item,
    Page,
    page_title,
    words,
)
from plugins.survey.entry_checks import faults_in_entries
from plugins.survey.files_asked import faults_in_files
from plugins.survey.limits import faults_in_limits
from plugins.survey.parts import unnamed_parts
from plugins.survey.piping import faults_in_words
from plugins.survey.reaching import dead_ends
from plugins.survey.rules import faults_in_rules
from plugins.survey.translating import faults_in_source
from plugins.survey.working_out import faults_in_formulas

_MAY_OFFER_ONE = frozenset({"checkboxes", "declaration", "hidden"})


class Part(StrEnum):
    """What of a survey is checked apart."""

    PAGES = "pages"
    QUESTIONS = "questions"
    CONDITIONS = "conditions"
    TRANSLATIONS = "translations"


def problems_of(definition: Definition) -> list[str]:
    """Return what must be mended before a survey is published; nothing when it can be."""
    return [problem for problems in problems_by_part(definition).values() for problem in problems]


def problems_by_part(definition: Definition) -> Mapping[Part, list[str]]:
    """Return what must be mended in each part of a survey before it is published."""
    if not definition.items:
        return {Part.QUESTIONS: [_("The survey has no questions. Add at least one.")]}
    conditions = [*_unknown_names(definition), *_asked_first(definition)]
    return {
        Part.PAGES: [*_poor_pages(definition.pages), *_poor_exits(definition), *unnamed_parts(definition)],
        Part.QUESTIONS: [
            *_poor_choices(definition),
            *_same_labels(definition),
            *faults_in_words(definition),
            *faults_in_formulas(definition),
            *faults_in_files(definition),
            *faults_in_rules(definition),
            *faults_in_limits(definition),
            *faults_in_entries(definition),
            *faults_in_source(definition),
        ],
        Part.CONDITIONS: conditions or [*dead_ends(definition)],
    }


def _asked_first(definition: Definition) -> Iterator[str]:
    page = definition.pages[0]
    if page.show_if is not None:
        yield _(
            "The first page, “%(page_title)s”, must be shown to everybody. Remove its condition.",
            page_title=page_title(page),
        )
    item = definition.items[0]
    if item.show_if is not None:
        yield _(
            "The first question, “%(label)s”, must be asked of everybody. Remove its condition.",
            label=words(item.label),
        )


def _poor_pages(pages: Sequence[Page]) -> Iterator[str]:
    for number, page in enumerate(pages, start=1):
        if not page.items and not page.blocks and not words(page.text):
            yield _(
                "Page %(number)s, “%(page_title)s”, is empty. Add a question or a text, or remove the page.",
                number=number,
                page_title=page_title(page),
            )
        if len(page.items) - len([*beneath_options(page)]) != 1 and not words(page.title):
            yield _("Page %(number)s does not ask exactly one question, so it needs a title.", number=number)


def _poor_exits(definition: Definition) -> Iterator[str]:
    last = definition.page_of_item(definition.items[-1].key)
    for page in filter(lambda each: each.exit, definition.pages):
        called = page_title(page)
        if page.items:
            yield _(
                "The survey ends at the page “%(called)s”, so it cannot ask a question. "
                "Move its questions to a page before it.",
                called=called,
            )
        if page.show_if is None:
            yield _("The survey would end for everybody at the page “%(called)s”. Set who sees it.", called=called)
        if page.quota is None and definition.pages.index(page) > definition.pages.index(last):
            yield _(
                "The survey ends at the page “%(called)s”, but no question follows. Move it up, or remove it.",
                called=called,
            )


def _poor_choices(definition: Definition) -> Iterator[str]:
    for item in definition.items:
        if item.kind in CHOICES and len(item.offered) < (1 if item.kind in _MAY_OFFER_ONE else 2):
            yield _("The question “%(words)s” needs more answers to choose from.", words=words(item.label))
        if item.offered and all(option.show_if is not None for option in item.offered):
            yield _("The question “%(words)s” needs an answer that is offered to everybody.", words=words(item.label))


def missing_pictures(definition: Definition, known: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each answer whose picture is not among those that are here."""
    for item in definition.items:
        for option in item.offered:
            if option.picture is not None and option.picture.sha256 not in known:
                yield _(
                    "The picture of the answer “%(answer)s” to “%(label)s” is not here. Add it again, or remove it.",
                    answer=words(option.label),
                    label=words(item.label),
                )


def missing_shown(definition: Definition, known: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each picture to read on a page that is not among those that are here."""
    for page in definition.pages:
        for block in page.blocks:
            if block.sha256 is not None and block.sha256 not in known:
                yield _(
                    "The picture “%(alt)s” on the page “%(title)s” is not here. Add it again, or remove it.",
                    alt=words(block.alt),
                    title=page_title(page),
                )


def _same_labels(definition: Definition) -> Iterator[str]:
    # What says more of an option is told apart by the question to which it belongs.
    beneath = {item.key for page in definition.pages for item, _code in beneath_options(page)}
    seen: set[str] = set()
    for item in definition.items:
        label = words(item.label)
        if label.casefold() in seen and item.key not in beneath:
            yield _("Two questions have the same words, “%(label)s”. Change one of them.", label=label)
        seen.add(label.casefold())


def _unknown_names(definition: Definition) -> Iterator[str]:
    for condition in definition.conditions:
        for name in references(condition.when):
            yield _(
                "The condition “%(name)s” refers to “%(name_2)s”. A named condition cannot refer to another one.",
                name=condition.id,
                name_2=name,
            )
    for page in definition.pages:
        if page.show_if is not None:
            where = _("The condition of the page “%(page_title)s”", page_title=page_title(page))
            earlier = definition.items_before(page.id)
            yield from (f"{where} {fault}" for fault in _faults_in(page.show_if, earlier, definition))
    for item in definition.items:
        if item.show_if is not None:
            where = _("The condition of the question “%(label)s”", label=words(item.label))
            earlier = definition.items_known_before(item.key)
            yield from (f"{where} {fault}" for fault in _faults_in(item.show_if, earlier, definition))
        yield from _unknown_in_options(item, definition)


def _unknown_in_options(item: Item, definition: Definition) -> Iterator[str]:
    for option in item.offered:
        if option.show_if is not None:
            earlier = definition.items_before(definition.page_of_item(item.key).id)
            where = _(
                "The condition of the answer “%(answer)s” to “%(label)s”",
                answer=words(option.label),
                label=words(item.label),
            )
            yield from (f"{where} {fault}" for fault in _faults_in(option.show_if, earlier, definition))


def _faults_in(condition: Condition, earlier: Sequence[Item], definition: Definition) -> Iterator[str]:
    for name in references(condition):
        if name not in definition.named:
            yield _("refers to “%(name)s”, which is no condition of this survey.", name=name)
    by_key = {item.key: item for item in earlier}
    for comparison in comparisons(condition, definition.named):
        yield from _faults_of(comparison, by_key.get(comparison.question), definition)


def _faults_of(comparison: Comparison, item: Item | None, definition: Definition) -> Iterator[str]:
    if item is None:
        yield _misplaced(comparison, definition)
        return
    label = words(item.label)
    if comparison.operator not in OF_KIND[item.kind]:
        yield _(
            "compares “%(words)s” by “%(name)s”, which does not suit this kind of question.",
            words=label,
            name=comparison.operator,
        )
    elif comparison.operator == "answered":
        return
    elif item.kind in CHOICES:
        codes = {option.code for option in item.offered}
        for code in comparison.values:
            if code not in codes:
                yield _("asks for “%(code)s”, which is no answer to “%(words)s”.", code=code, words=label)
    elif isinstance(comparison.value, str):
        yield _("compares “%(words)s” with a text. Use a number.", words=label)


def _misplaced(comparison: Comparison, definition: Definition) -> str:
    later = definition.items_by_key.get(comparison.question)
    if later is None:
        return _("asks for “%(name)s”, which is no question of this survey.", name=comparison.question)
    label = words(later.label)
    if later.is_computed:
        return _("depends on “%(label)s”, which is worked out only after. Use an earlier page.", label=label)
    return _("depends on “%(label)s”, which is not asked before it. Use an earlier question.", label=label)
