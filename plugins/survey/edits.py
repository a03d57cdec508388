"""Changes to a definition, one at a time; each keeps what others saved in the meantime."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from consult.sdk.errors import ChangedMeanwhile, Invalid, NotFound
from consult.sdk.messages import gettext as _
from consult.sdk.questions import RESERVED_KEYS
from consult.sdk.texts import clean_line, code_from
from plugins.survey.beneath import group_of, groups_of
from plugins.survey.conditions import Condition
from plugins.survey.definition import LANGUAGE, Definition, Item, Option, Page, Repeat, Text, words
from plugins.survey.document import digest
from plugins.survey.entries import ids_taken, keys_taken

UP, DOWN = "up", "down"
Part = TypeVar("Part", Page, tuple[Item, ...])


def require_unchanged(part: object, seen: str | None) -> None:
    """Raise `ChangedMeanwhile` unless a part of the definition is as the officer saw it."""
    if digest(part) != seen:
        raise ChangedMeanwhile


def put_words(text: Text, typed: str) -> Text:
    """Return a text with its English words replaced; other languages stay, but go with words that are taken away."""
    if not typed:
        return {} if text.get(LANGUAGE) else text
    return {**{tag: words for tag, words in text.items() if tag != LANGUAGE}, LANGUAGE: typed}


def add_page(
    definition: Definition,
    *,
    title: str,
    text: str,
    show_if: Condition | None,
    is_exit: bool = False,
    quota: int | None = None,
    repeat: Repeat | None = None,
) -> Definition:
    """Add a page at the end."""
    page = Page(
        id=unused("p", {page.id for page in definition.pages}),
        title=put_words({}, title),
        text=put_words({}, text),
        show_if=show_if,
        exit=is_exit,
        quota=quota,
        repeat=repeat,
    )
    *others, last = definition.sections
    return replace(definition, sections=(*others, replace(last, pages=(*last.pages, page))))


def is_same_page(page: Page, other: Page) -> bool:
    """Whether two pages differ in nothing but their ids, and those of the questions for another entry."""
    repeat, named = page.repeat, other.repeat
    if repeat is not None and named is not None:
        repeat = replace(repeat, another=replace(repeat.another, id=named.another.id, key=named.another.key))
    return replace(page, id=other.id, repeat=repeat) == other


def edit_page(definition: Definition, page_id: str, edit: Callable[[Page], Page]) -> Definition:
    """Change a page; raises `NotFound`."""
    found = definition.find_page(page_id)
    return _with_pages(definition, [edit(page) if page is found else page for page in definition.pages])


def remove_page(definition: Definition, page_id: str, seen: str | None) -> Definition:
    """Remove a page and its questions."""
    require_unchanged(definition.find_page(page_id), seen)
    sections = (
        replace(section, pages=tuple(page for page in section.pages if page.id != page_id))
        for section in definition.sections
    )
    return replace(definition, sections=tuple(sections))


def move_page(definition: Definition, page_id: str, way: str) -> Definition:
    """Move a page one place up or down, into the neighbouring section at the edge of its own."""
    lists = [list(section.pages) for section in definition.sections]
    _move(lists, definition.find_page(page_id), way)
    sections = (replace(section, pages=tuple(pages)) for section, pages in zip(definition.sections, lists, strict=True))
    return replace(definition, sections=tuple(sections))


def move_item(definition: Definition, key: str, way: str) -> Definition:
    """Move a question one place up or down, onto the neighbouring page at the edge of its own.

    The lines beneath its answers come along, and no question comes between another one and its lines.
    """
    item = definition.find_item(key)
    group = group_of(definition.page_of_item(key), item)
    is_head = any(group in groups_of(page) for page in definition.pages)
    lists: list[list[tuple[Item, ...]]] = [
        [*groups_of(page)] if is_head else [(each,) for each in page.items] for page in definition.pages
    ]
    _move(lists, group, way)
    pages = (
        replace(page, items=tuple(each for group in groups for each in group))
        for page, groups in zip(definition.pages, lists, strict=True)
    )
    return _with_pages(definition, pages)


def _with_pages(definition: Definition, pages: Iterable[Page]) -> Definition:
    left = iter(pages)
    sections = (replace(section, pages=tuple(next(left) for _page in section.pages)) for section in definition.sections)
    return replace(definition, sections=tuple(sections))


def _move(lists: list[list[Part]], part: Part, way: str) -> None:
    if way not in {UP, DOWN}:
        raise NotFound
    which = next(number for number, parts in enumerate(lists) if part in parts)
    here = lists[which]
    place = here.index(part)
    step = -1 if way == UP else 1
    if 0 <= place + step < len(here):
        here[place], here[place + step] = here[place + step], here[place]
    elif 0 <= which + step < len(lists):
        there = lists[which + step]
        there.insert(len(there) if way == UP else 0, here.pop(place))


def new_item(definition: Definition, kind: str, key: str, label: str) -> Item:
    """Return a question to add; without a key one is made from its words."""
    taken = keys_taken(definition)
    if key and key in taken:
        raise Invalid(None, {"key": _("Another question of this survey has the key %(key)s. Choose another.", key=key)})
    return Item(
        id=unused("i", ids_taken(definition)),
        key=key or key_from(label, taken),
        kind=kind,
        label=put_words({}, label),
    )


def is_there(definition: Definition, item: Item) -> bool:
    """Return whether a survey asks just this, under whatever id and key."""
    return any(replace(each, id=item.id, key=item.key) == item for each in definition.items)


def add_item(definition: Definition, page_id: str, item: Item) -> Definition:
    """Add a question to a page; raises `NotFound`."""
    return edit_page(definition, page_id, lambda page: replace(page, items=(*page.items, item)))


def edit_item(definition: Definition, key: str, seen: str | None, edit: Callable[[Item], Item]) -> Definition:
    """Change a question."""
    found = definition.find_item(key)
    require_unchanged(found, seen)
    items = tuple(edit(item) if item is found else item for item in definition.page_of_item(key).items)
    return edit_page(definition, definition.page_of_item(key).id, lambda page: replace(page, items=items))


def remove_item(definition: Definition, key: str, seen: str | None) -> Definition:
    """Remove a question with the lines beneath its answers."""
    page, item = definition.page_of_item(key), definition.find_item(key)
    require_unchanged(item, seen)
    gone = group_of(page, item)
    items = tuple(each for each in page.items if each not in gone)
    return edit_page(definition, page.id, lambda before: replace(before, items=items))


def unused(letter: str, taken: Collection[str]) -> str:
    """Return an id that begins with this letter and is not taken."""
    number = len(taken) + 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def key_from(label: str, taken: Collection[str]) -> str:
    """Return a key made from a question’s words that no other question has."""
    name = code_from(label)
    name = name if re.match(r"[a-z]", name) else f"q_{name}".rstrip("_")
    number, found = 1, name
    while found in taken or found in RESERVED_KEYS:
        number += 1
        found = f"{name}_{number}"
    return found


def option_lines(options: Sequence[Option]) -> str:
    """Return the options as lines to edit: `code | label`, and the value of a Likert item."""
    return "\n".join(
        f"{option.code} | {words(option.label)}{'' if option.value is None else f' | {option.value:g}'}"
        for option in options
        if not option.retired and not option.stands_apart
    )


def options_from(
    typed: str, present: Sequence[Option], apart: Sequence[Option], permanent: Collection[str]
) -> tuple[Option, ...]:
    """Return the options that typed lines describe, then those that stand apart, then the retired ones.

    A line is `label`, `code | label` or `code | label | value`. `present` options keep their hints and translations;
    those in `permanent` (published codes) that are no longer listed are retired, not removed.
    """
    known = {option.code: option for option in present}
    found: dict[str, Option] = {}
    for number, line in enumerate(filter(None, map(clean_line, typed.split("\n"))), start=1):
        option = _option_from(number, line, known, {*found, *known})
        if option.code in found:
            raise _line_fault(number, _("the code %(code)s is used twice", code=option.code))
        found[option.code] = option
    for option in apart:
        found[option.code] = replace(known.get(option.code, option), retired=False)
    gone = [option for option in present if option.code not in found and option.code in permanent]
    return (*found.values(), *(replace(option, retired=True) for option in gone))


def _option_from(number: int, line: str, known: Mapping[str, Option], taken: Collection[str]) -> Option:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) > 3 or not all(parts):
        raise _line_fault(number, _("write it as label, or code | label"))
    label = parts[0] if len(parts) == 1 else parts[1]
    code = _code_of(label, known, taken) if len(parts) == 1 else parts[0]
    before = known.get(code, Option(code, {}))
    value = before.value if len(parts) < 3 else _value(parts[2], number)
    return replace(
        before, label=put_words(before.label, label), value=value, retired=False, missing=None, exclusive=False
    )


def _code_of(label: str, known: Mapping[str, Option], taken: Collection[str]) -> str:
    by_label = {words(option.label).casefold(): option.code for option in known.values()}
    return by_label.get(label.casefold()) or _code_from(label, taken)


def _line_fault(number: int, what: str) -> Invalid:
    return Invalid(None, {"options": _("Line %(number)s of the answers: %(what)s", number=number, what=what)})


def _value(typed: str, number: int) -> float:
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", typed):
        raise _line_fault(number, _("the value after the second bar must be a number"))
    return float(typed)


def _code_from(label: str, taken: Collection[str]) -> str:
    name = code_from(label) or "answer"
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    return found
