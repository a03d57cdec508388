"""Asking people to say more of an answer, as “Other, please say”: a line is put beneath it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_line
from plugins.survey import edits
from plugins.survey.beneath import beneath_options
from plugins.survey.conditions import Comparison
from plugins.survey.definition import Definition, Item, Option, words

OTHER = "other"


def with_lines(definition: Definition, key: str, typed: str) -> Definition:
    """Put a line to say more beneath each answer of a question that a typed line names, where there is none so far."""
    for option in options_named(definition.find_item(key), typed, "more"):
        definition = with_line(definition, key, option)
    return definition


def with_line(definition: Definition, key: str, option: Option) -> Definition:
    """Put a line to say more beneath an answer of a question, unless there is one."""
    item, page = definition.find_item(key), definition.page_of_item(key)
    there = [code for one, code in beneath_options(page) if _names(one, item)]
    if option.code in there:
        return definition
    operator, value = ("any_of", (option.code,)) if item.kind == "checkboxes" else ("eq", option.code)
    made = replace(
        edits.new_item(
            definition,
            "short_text",
            _key(definition, key, option.code),
            _("%(answer)s: say what you mean", answer=words(option.label)),
        ),
        required=True,
        public=item.public,
        show_if=Comparison(key, operator, value),
    )
    place = page.items.index(item) + len(there) + 1
    items = (*page.items[:place], made, *page.items[place:])
    return edits.edit_page(definition, page.id, lambda before: replace(before, items=items))


def _key(definition: Definition, key: str, code: str) -> str:
    """Return a key made of that of the question and the code of the answer, not cut where key and code are short."""
    made = re.sub("_+", "_", f"{key[:17]}_{code[:12]}").rstrip("_")
    return edits.key_from(made, definition.items_by_key) if made in definition.items_by_key else made


def other_of(options: Sequence[Option]) -> Option:
    """Return the answer “Other” of these, or a new one."""
    return next((option for option in options if option.code == OTHER), Option(OTHER, edits.put_words({}, _("Other"))))


def _names(item: Item, above: Item) -> bool:
    return isinstance(item.show_if, Comparison) and item.show_if.question == above.key


def options_named(item: Item, typed: str, field: str) -> Iterator[Option]:
    """Yield the answers that typed lines name, by words or code; raises `Invalid` for the field that names another."""
    by_name = {name.casefold(): option for option in item.offered for name in (option.code, words(option.label))}
    for line in filter(None, map(clean_line, typed.split("\n"))):
        if line.casefold() not in by_name:
            raise Invalid(None, {field: _("“%(line)s” is no answer to this question", line=line)})
        yield by_name[line.casefold()]
