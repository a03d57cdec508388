"""Pages that are asked for each of several things: unrolled into ordinary pages, one for each entry there may be.

Everything that asks, counts, prints or exports sees the unrolled definition; the builder and translators see the page
once. `where` of the second entry has the key `where_2`. Behind the page of each entry stands another one, where its
author reads what was added and says whether there is one more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from consult.sdk.messages import in_language_of
from consult.sdk.questions import YES, Entry
from plugins.survey.conditions import Comparison, Condition, Named, comparisons, renamed, resolved
from plugins.survey.definition import Definition, Item, Page, Repeat, Text, words
from plugins.survey.rules import about_copies


def unrolled(definition: Definition, *, most: int | None = None) -> Definition:
    """Return a definition that asks each entry of its repeated pages by itself, or so many of them at `most`."""
    if not any(page.repeat for page in definition.pages):
        return definition
    sections = (
        replace(section, pages=tuple(one for page in section.pages for one in _unrolled(page, definition.named, most)))
        for section in definition.sections
    )
    return replace(definition, sections=tuple(sections))


def entries_by_page(definition: Definition) -> Mapping[str, Entry]:
    """Return which entry each page of the unrolled definition asks, or is the list behind, by its id."""
    return {
        page_id: Entry(page.id, number, words(page.repeat.entry), is_list=is_list)
        for page in definition.pages
        if page.repeat
        for number in range(1, page.repeat.most + 1)
        for page_id, is_list in ((_page_id(page, number), False), (_list_id(page, number), True))
    }


def asked_after_first(definition: Definition, entry: Entry) -> Item:
    """Return what an unrolled definition asks behind the first entry of a group: whether there is another one."""
    return definition.find_page(f"{entry.group}-list").items[0]


def keys_taken(definition: Definition) -> set[str]:
    """Return the keys that a definition needs, those of each entry included."""
    return {item.key for item in unrolled(definition).items}


def ids_taken(definition: Definition) -> set[str]:
    """Return the ids that questions of a definition have, those that ask for another entry included."""
    return {item.id for item in unrolled(definition).items}


def times_asked(definition: Definition) -> Mapping[str, int]:
    """Return for how many entries each question is asked at most, by key; 1 for one that is not repeated."""
    times = {item.key: page.repeat.most if page.repeat else 1 for page in definition.pages for item in page.items}
    another = {page.repeat.another.key: page.repeat.most - 1 for page in definition.pages if page.repeat}
    return {**times, **another}


def key_of(key: str, number: int) -> str:
    """Return the key of a question as it is asked for an entry."""
    return key if number == 1 else f"{key}_{number}"


def _page_id(page: Page, number: int) -> str:
    # No id of a definition has a dash, so that none of these can be taken.
    return page.id if number == 1 else f"{page.id}-{number}"


def _list_id(page: Page, number: int) -> str:
    return f"{_page_id(page, number)}-list"


def _unrolled(page: Page, named: Named, most: int | None) -> Iterator[Page]:
    if page.repeat is None:
        yield page
        return
    for number in range(1, min(most or page.repeat.most, page.repeat.most) + 1):
        asked = _entry(page, page.repeat, number, named)
        yield asked
        yield _list_behind(asked, page, page.repeat, number)


def _entry(page: Page, repeat: Repeat, number: int, named: Named) -> Page:
    """Return the page of one entry; all but the first are asked of whoever wants to add another one."""
    if number == 1:
        return replace(page, repeat=None)
    keys = {item.key: key_of(item.key, number) for item in page.items}
    return replace(
        page,
        id=_page_id(page, number),
        title=_numbered(page.title, repeat, number),
        show_if=Comparison(key_of(repeat.another.key, number - 1), "eq", YES),
        items=tuple(_item(item, repeat, number, keys, named) for item in page.items),
        repeat=None,
    )


def _item(item: Item, repeat: Repeat, number: int, keys: Mapping[str, str], named: Named) -> Item:
    return replace(
        item,
        id=f"{item.id}-{number}",
        key=keys[item.key],
        label=_numbered(item.label, repeat, number),
        show_if=_about_own_entry(item.show_if, keys, named),
        rules=about_copies(item.rules, keys, is_within=True),
    )


def _about_own_entry(condition: Condition | None, keys: Mapping[str, str], named: Named) -> Condition | None:
    asked = {comparison.question for comparison in comparisons(condition, named)}
    meant = resolved(condition, named) if asked & keys.keys() else condition
    return None if meant is None else renamed(meant, keys)


def _list_behind(asked: Page, page: Page, repeat: Repeat, number: int) -> Page:
    """Return the page behind an entry: it asks whether there is another one, where one more fits."""
    made = Page(id=_list_id(page, number), show_if=asked.show_if)
    if number == repeat.most:
        return replace(made, title={tag: in_language_of(one, f"{one} 1–{number}") for tag, one in repeat.entry.items()})
    another = replace(repeat.another, key=key_of(repeat.another.key, number))
    if number > 1:
        label = _numbered(another.label, repeat, number)
        another = replace(another, id=f"{another.id}-{number}", label=label)
    return replace(made, items=(another,))


def _numbered(text: Text, repeat: Repeat, number: int) -> Text:
    return {
        tag: in_language_of(said, f"{said} ({words(repeat.entry, tag)} {number})") if said else said
        for tag, said in text.items()
    }
