"""Questions that are shown beneath an answer of another one, as the line for “Other, please say”.

Nothing marks such a question in a definition. It is one to write in, right behind radios or checkboxes on the same
page, and asked only of whoever chose one of their answers.
"""

from collections.abc import Iterator
from itertools import takewhile

from plugins.survey.conditions import Comparison
from plugins.survey.definition import CONTACTS, NUMBERS, Definition, Item, Page

OFFERING = frozenset({"radios", "yes_no", "checkboxes"})
WRITTEN = NUMBERS | CONTACTS | {"short_text", "long_text"}


def option_above(definition: Definition, item: Item) -> str:
    """Return the code of the option beneath which a question is shown; nothing for one that stands alone."""
    return next((code for one, code in beneath_options(definition.page_of_item(item.key)) if one is item), "")


def said_more_last(definition: Definition, item: Item) -> str:
    """Return the code of the last ordinary answer to a question if people say more of it, as of “Other”; or nothing."""
    last = next((option.code for option in reversed(item.offered) if not option.stands_apart), "")
    beneath = beneath_options(definition.page_of_item(item.key))
    own = {code for one, code in beneath if isinstance(one.show_if, Comparison) and one.show_if.question == item.key}
    return last if last in own else ""


def beneath_options(page: Page) -> Iterator[tuple[Item, str]]:
    """Yield the questions of a page that are shown beneath an option, with its code."""
    above: Item | None = None
    for item in page.items:
        code = _code_of(above, item) if above is not None else ""
        if code:
            yield item, code
        else:
            above = item


def _code_of(above: Item, item: Item) -> str:
    asked = item.show_if
    if above.kind not in OFFERING or item.kind not in WRITTEN or not isinstance(asked, Comparison):
        return ""
    offered = {option.code for option in above.offered}
    return str(asked.values[0]) if is_one_answer(asked, above.key) and asked.values[0] in offered else ""


def is_one_answer(asked: Comparison, key: str) -> bool:
    """Whether a comparison asks for one answer to this question."""
    return asked.question == key and asked.operator in {"eq", "in", "any_of", "all_of"} and len(asked.values) == 1


def group_of(page: Page, item: Item) -> tuple[Item, ...]:
    """Return a question with the lines that stand beneath its answers; a line alone."""
    return next((group for group in groups_of(page) if group[0] is item), (item,))


def groups_of(page: Page) -> tuple[tuple[Item, ...], ...]:
    """Return the questions of a page, each with the lines that stand beneath its answers."""
    lines = {one.key for one, _code in beneath_options(page)}
    heads = [place for place, item in enumerate(page.items) if item.key not in lines]
    return tuple(
        (page.items[place], *takewhile(lambda one: one.key in lines, page.items[place + 1 :])) for place in heads
    )
