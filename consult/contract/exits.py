"""Pages at which a questionnaire ends for those who are led there: the pages behind them are asked of the others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from consult.contract.questions import QuestionPage, leads_to

Test = Callable[[Mapping[str, Any]], bool]


def ending_at_exits(pages: Iterable[QuestionPage]) -> tuple[QuestionPage, ...]:
    """Return the pages, each asked only of those whom no exit before it led out.

    So everything that knows conditions knows exits: the path, what is asked, what was “not asked”, the preview.
    """
    made: list[QuestionPage] = []
    exits: tuple[QuestionPage, ...] = ()
    for page in pages:
        made.append(_behind(page, exits) if exits else page)
        exits = (*exits, page) if page.is_exit else exits
    return tuple(made)


def has_ended(pages: Iterable[QuestionPage]) -> bool:
    """Whether a path with these pages leads out, so that nothing else is asked."""
    return any(page.is_exit for page in pages)


def _behind(page: QuestionPage, exits: tuple[QuestionPage, ...]) -> QuestionPage:
    depends_on = page.depends_on.union(*(each.depends_on for each in exits))
    return replace(page, is_asked=partial(_is_asked, page, exits), depends_on=depends_on)


def _is_asked(page: QuestionPage, exits: tuple[QuestionPage, ...], on_path: Mapping[str, object]) -> bool:
    return leads_to(page, on_path) and not any(leads_to(each, on_path) for each in exits)
