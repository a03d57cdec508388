"""Pages, questions and answers that nobody can reach, whatever anybody answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, product
from math import floor, prod

from consult.sdk.messages import gettext as _
from plugins.survey.conditions import LISTS, And, Comparison, Condition, Named, Not, Or, comparisons, holds
from plugins.survey.definition import (
    CHOICES,
    COMPUTED,
    NUMBERS,
    ONE_OF,
    Definition,
    Item,
    Page,
    page_title,
    words,
)
from plugins.survey.limits import limits_of, takes

MAX_STEPS = 40_000
MAX_ANSWERS = 4_000


@dataclass(frozen=True)
class _Step:
    """A question on somebody's way, or a page: the conditions on which it is reached."""

    conditions: tuple[Condition | None, ...]
    item: Item | None = None


_Tried = tuple[_Step, Item, Sequence[object]]


class _TooMany(Exception):
    """There is more than can be tried, so nothing is said of it."""


def dead_ends(definition: Definition) -> Iterator[str]:
    """Yield a sentence for each page, question or answer that nobody can reach.

    Where trying takes too long, nothing is said of what is left: the builder shows this on every visit.
    """
    way, steps_left = _Way(definition.named), iter(range(MAX_STEPS))
    for page in definition.pages:
        to_page = definition.conditions_by_page[page.id]
        if to_page and not way.leads_to(_Step(to_page), steps_left):
            yield _of_page(page)
            continue
        for item in page.items:
            yield from _unreachable_options(way, to_page, item, steps_left)
            step = _Step((*to_page, item.show_if), item)
            if item.show_if is not None and not way.leads_to(step, steps_left):
                yield _(
                    "Nobody can reach the question “%(label)s”: no answers fulfil its condition. Change it.",
                    label=words(item.label),
                )
            way.steps.append(step)


def _of_page(page: Page) -> str:
    title = page_title(page)
    if page.show_if is None:
        return _(
            "Nobody can reach the page “%(page_title)s”: the survey ends before it for everybody. "
            "Change for whom it ends.",
            page_title=title,
        )
    return _(
        "Nobody can reach the page “%(page_title)s”: no answers fulfil its condition. Change it.", page_title=title
    )


def _unreachable_options(
    way: "_Way", to_page: Sequence[Condition], item: Item, steps_left: Iterator[int]
) -> Iterator[str]:
    for option in item.offered:
        last = _Step((*to_page, item.show_if, option.show_if))
        if option.show_if is not None and not way.leads_to(last, steps_left):
            yield _(
                "Nobody is offered the answer “%(answer)s” to “%(label)s”: no answers fulfil its condition. Change it.",
                answer=words(option.label),
                label=words(item.label),
            )


class _Way:
    """The questions that are asked before something, in their order."""

    def __init__(self, named: Named) -> None:
        self.named = named
        self.steps: list[_Step] = []

    def leads_to(self, last: _Step, steps_left: Iterator[int]) -> bool:
        """Try the answers that matter to a step's conditions, directly or by an earlier step's.

        They are given one after another, and given up as soon as a condition about them does not hold.
        """
        wanted = self._asked_by(last)
        mattering = [(step, step.item) for step in self.steps if step.item is not None and step.item.key in wanted]
        due = _due(last.conditions, [item.key for _step, item in mattering], self.named)
        try:
            tries = [(step, item, _answers_to_try(item, wanted[item.key])) for step, item in mattering]
        except _TooMany:
            return True
        return self._has_a_way(due, tries, steps_left)

    def _has_a_way(
        self, due: Sequence[Sequence[Condition]], tries: Sequence[_Tried], steps_left: Iterator[int]
    ) -> bool:
        ahead: list[tuple[int, Mapping[str, object]]] = [(0, {})]
        while ahead:
            place, kept = ahead.pop()
            is_open = self._all_hold(due[place], kept)
            if next(steps_left, None) is None or (is_open and place == len(tries)):
                return True
            if is_open:
                ahead += ((place + 1, further) for further in self._further(*tries[place], kept))
        return False

    def _all_hold(self, conditions: Sequence[Condition | None], kept: Mapping[str, object]) -> bool:
        return all(holds(condition, kept, self.named) for condition in conditions)

    def _further(
        self, step: _Step, item: Item, answers: Sequence[object], kept: Mapping[str, object]
    ) -> Iterator[Mapping[str, object]]:
        """Yield what was answered after a question; nothing more where it is not asked."""
        if not self._all_hold(step.conditions, kept):
            yield kept
            return
        for answer in answers:
            chosen = answer if isinstance(answer, list) else [answer]
            if self._all_hold([one.show_if for one in item.offered if one.code in chosen], kept):
                yield {**kept, item.key: answer}

    def _asked_by(self, last: _Step) -> Mapping[str, list[Comparison]]:
        wanted: dict[str, list[Comparison]] = {}

        def note(conditions: Iterable[Condition | None]) -> None:
            for condition in conditions:
                for comparison in comparisons(condition, self.named):
                    wanted.setdefault(comparison.question, []).append(comparison)

        note(last.conditions)
        for step in reversed(self.steps):
            if step.item is not None and step.item.key in wanted:
                note((*step.conditions, *(option.show_if for option in step.item.offered)))
        return wanted


def _due(conditions: Sequence[Condition | None], keys: Sequence[str], named: Named) -> Sequence[Sequence[Condition]]:
    """Return the conditions by how many of these questions must be decided before they can be looked at."""
    due: list[list[Condition]] = [[] for _number in range(len(keys) + 1)]
    places = {key: number for number, key in enumerate(keys, start=1)}
    for condition in conditions:
        for part in _parts(condition):
            asked = (places.get(comparison.question, 0) for comparison in comparisons(part, named))
            due[max(asked, default=0)].append(part)
    return due


def _parts(condition: Condition | None) -> Iterator[Condition]:
    """Yield conditions that must all hold for this one to hold."""
    if isinstance(condition, And):
        for part in condition.parts:
            yield from _parts(part)
    elif isinstance(condition, Not) and isinstance(condition.part, Or):
        for part in condition.part.parts:
            yield from _parts(Not(part))
    elif condition is not None:
        yield condition


def _answers_to_try(item: Item, asked: Sequence[Comparison]) -> list[object]:
    """Return answers of every sort that these comparisons tell apart; `None` is given where none must be."""
    if item.kind in ONE_OF:
        answers: list[object] = [option.code for option in item.offered]
    elif item.kind in CHOICES:
        answers = [*_ticks_to_try(item, asked)]
    elif item.kind in NUMBERS | {COMPUTED}:
        answers = [*_numbers_to_try(item, asked)]
    else:
        answers = ["x"]
    return answers if item.required else [None, *answers]


def _ticks_to_try(item: Item, asked: Sequence[Comparison]) -> Iterator[list[str]]:
    yield from ([option.code] for option in item.offered if option.exclusive)
    # Nothing tells answers of one group apart, so it matters only whether there are none, one or all of them.
    ways = [[[], group[:1], *([group] if len(group) > 1 else [])] for group in _groups(item, asked)]
    if prod(map(len, ways)) > MAX_ANSWERS:
        raise _TooMany
    yield from filter(None, ([*chain.from_iterable(chosen)] for chosen in product(*ways)))


def _groups(item: Item, asked: Sequence[Comparison]) -> Iterable[list[str]]:
    together: dict[tuple[object, ...], list[str]] = {}
    named = [one.values for one in asked if one.operator in LISTS]
    for option in item.offered:
        if not option.exclusive:
            compared = (*(option.code in values for values in named), option.show_if)
            together.setdefault(compared, []).append(option.code)
    return together.values()


def _numbers_to_try(item: Item, asked: Sequence[Comparison]) -> Iterator[float]:
    compared = [float(mark) for comparison in asked for mark in comparison.values if isinstance(mark, int | float)]
    limits = [limit for limit in limits_of(item) if limit is not None]
    marks = sorted({0.0, *compared, *limits})
    tried = {*chain.from_iterable(map(_around, marks)), *((one + other) / 2 for one, other in pairwise(marks))}
    yield from (number for number in sorted(tried | {round(one, 2) for one in tried}) if takes(item, number))


def _around(mark: float) -> Iterator[float]:
    """Yield a number with its neighbours, whole ones and by a penny."""
    yield from (mark + step for step in (-1, -0.01, 0, 0.01, 1))
    yield from (floor(mark) + step for step in (-1, 0, 1, 2))
