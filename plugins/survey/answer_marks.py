"""Marks in a text where an earlier answer stands: `((key))`, or `((key|what is read instead))`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consult.sdk.messages import in_language_of
from plugins.survey.definition import Definition, Item, words

MARK = re.compile(r"\(\((?P<key>[a-z][a-z0-9_]{0,29})(?:\|(?P<instead>[^()|\n]{1,200}))?\)\)")
_BACKSLASHED = r"\\\1"
_DRESSING = re.compile(r"([\\`*_<>#\[\]])")


@dataclass(frozen=True)
class Mark:
    """A place in a text that shows the answer to a question; `instead` stands there where none was given."""

    key: str
    instead: str
    written: str


def marks_in(text: str) -> Iterator[Mark]:
    """Yield the places in a text that show an answer."""
    for found in MARK.finditer(text):
        yield Mark(found["key"], found["instead"] or "", found[0])


def named(text: str, definition: Definition, *, is_markdown: bool = False) -> str:
    """Return a text as everybody reads it: with the name of a question, in square brackets, where its answer stands."""

    def name(found: re.Match[str]) -> str:
        item = definition.items_by_key.get(found["key"])
        if item is None:
            return found[0]
        label = MARK.sub("…", words(item.label))
        return f"[{_DRESSING.sub(_BACKSLASHED, label)}]" if is_markdown else f"[{label}]"

    return in_language_of(text, MARK.sub(name, text))


def label_of(item: Item, definition: Definition) -> str:
    """Return the words of a question as everybody reads them."""
    return named(words(item.label), definition)


def shown_in(texts: Mapping[str, str], definition: Definition) -> frozenset[str]:
    """Return the keys of the questions whose answers some texts show."""
    keys = {mark.key for text in texts.values() for mark in marks_in(text)}
    return frozenset(keys & definition.items_by_key.keys())
