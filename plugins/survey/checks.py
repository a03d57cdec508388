"""What must be mended in a survey before it is published, in sentences."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from consult.sdk.messages import gettext as _
from plugins.survey.conditions import LISTS, Comparison, Named, comparisons, references
from plugins.survey.definition import (
    CHOICES,
    NUMBERS,
    OF_KIND,
    ONE_OF,
    Definition,
    Item,
    Page,
    is_asked,
    page_title,
    words,
)

MAX_WAYS = 20_000
_MAY_OFFER_ONE = frozenset({"checkboxes", "declaration"})


def problems_of(definition: Definition) -> list[str]:
    """Return what must be mended before a survey is published; nothing when it can be."""
    if not definition.items:
        return [_("The survey has no questions. Add at least one.")]
    found = [*_poor_pages(definition.pages), *_poor_choices(definition), *_same_labels(definition)]
    unknown = [*_unknown_names(definition)]
    found += unknown
    first = definition.pages[0]
    if first.show_if is not None:
        found.append(
            _(
                "The first page, “%(page_title)s”, must be shown to everybody. Remove its condition.",
                page_title=page_title(first),
            )
        )
    elif not unknown:
        found += _dead_ends(definition)
    return found


def _poor_pages(pages: Sequence[Page]) -> Iterator[str]:
    for number, page in enumerate(pages, start=1):
        if not page.items and not words(page.text):
            yield _(
                "Page %(number)s, “%(page_title)s”, is empty. Add a question or a text, or remove the page.",
                number=number,
                page_title=page_title(page),
            )
        if len(page.items) != 1 and not words(page.title):
            yield _("Page %(number)s does not ask exactly one question, so it needs a title.", number=number)


def _poor_choices(definition: Definition) -> Iterator[str]:
    for item in definition.items:
        if item.kind in CHOICES and len(item.offered) < (1 if item.kind in _MAY_OFFER_ONE else 2):
            yield _("The question “%(words)s” needs more answers to choose from.", words=words(item.label))


def _same_labels(definition: Definition) -> Iterator[str]:
    seen: set[str] = set()
    for item in definition.items:
        label = words(item.label)
        if label.casefold() in seen:
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
            for name in references(page.show_if):
                if name not in definition.named:
                    yield _(
                        "%(where)s refers to “%(name)s”, which is no condition of this survey.", where=where, name=name
                    )
            earlier = {item.key: item for item in definition.items_before(page.id)}
            for comparison in comparisons(page.show_if, definition.named):
                item = earlier.get(comparison.question)
                yield from (f"{where} {fault}" for fault in _faults_of(comparison, item))


def _faults_of(comparison: Comparison, item: Item | None) -> Iterator[str]:
    if item is None:
        yield _("asks for “%(name)s”, which is no question on an earlier page.", name=comparison.question)
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


def _dead_ends(definition: Definition) -> Iterator[str]:
    for place, page in enumerate(definition.pages):
        if page.show_if is not None and not _can_be_reached(definition.pages[: place + 1], definition.named):
            yield _(
                "Nobody can reach the page “%(page_title)s”: no answers fulfil its condition. Change it.",
                page_title=page_title(page),
            )


def _can_be_reached(pages: Sequence[Page], named: Named) -> bool:
    """Try the answers that matter to the last page's condition, directly or by an earlier page's."""
    wanted = _asked_by(pages, named)
    items = {item.key: item for page in pages for item in page.items if item.key in wanted}
    tries = [[(key, answer) for answer in _answers_to_try(item, wanted[key])] for key, item in items.items()]
    for number, pairs in enumerate(product(*tries)):
        if number >= MAX_WAYS or is_asked(pages, named, dict(pairs)):
            return True
    return False


def _asked_by(pages: Sequence[Page], named: Named) -> Mapping[str, list[Comparison]]:
    wanted: dict[str, list[Comparison]] = {}
    for page in reversed(pages):
        if page is pages[-1] or any(item.key in wanted for item in page.items):
            for comparison in comparisons(page.show_if, named):
                wanted.setdefault(comparison.question, []).append(comparison)
    return wanted


def _answers_to_try(item: Item, asked: Sequence[Comparison]) -> list[object]:
    if item.kind in ONE_OF:
        return [None, *(option.code for option in item.offered)]
    if item.kind in CHOICES:
        return _ticks_to_try(item, asked)
    return _numbers_to_try(item, asked) if item.kind in NUMBERS else [None, "x"]


def _ticks_to_try(item: Item, asked: Sequence[Comparison]) -> list[object]:
    alone = [[option.code] for option in item.offered]
    together = [option.code for option in item.offered if not option.exclusive]
    named = [comparison.values for comparison in asked if comparison.operator in LISTS]
    split = [_split(together, values) for values in named]
    wanted, left = [pair[0] for pair in split], [pair[1] for pair in split]
    return [None, *alone, together, *filter(None, [*wanted, *left])]


def _split(codes: Sequence[str], values: Collection[object]) -> tuple[list[str], list[str]]:
    """Return the codes that are among these values, and the others."""
    return [code for code in codes if code in values], [code for code in codes if code not in values]


def _numbers_to_try(item: Item, asked: Sequence[Comparison]) -> list[object]:
    compared = [mark for comparison in asked for mark in comparison.values if isinstance(mark, int | float)]
    limits = [limit for limit in (item.minimum, item.maximum) if limit is not None]
    tried = {float(mark) + step for mark in [*compared, *limits] for step in (-1, -0.5, 0, 0.5, 1)} | {0.0}
    return [None, *sorted(number for number in tried if _is_within(item, number))]


def _is_within(item: Item, number: float) -> bool:
    return (item.minimum is None or number >= item.minimum) and (item.maximum is None or number <= item.maximum)
