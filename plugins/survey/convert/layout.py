"""Pages in the making: what stands together on one, and how it is written down."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from consult.sdk.database import JsonObject
from consult.sdk.messages import gettext as _
from plugins.survey.beneath import OFFERING, is_one_answer
from plugins.survey.conditions import And, Comparison, Condition, comparisons, condition_as_json
from plugins.survey.convert.words import lines_of
from plugins.survey.definition import LANGUAGE, Text

MOST_ON_PAGE = 50
IN_SECTION = 200
SECTIONS = 50


def joined(parts: tuple[Condition, ...]) -> Condition | None:
    """Return one condition that holds where all of these do; nothing for none."""
    return And(parts) if len(parts) > 1 else next(iter(parts), None)


@dataclass(frozen=True)
class Placed:
    """A question on its page: the conditions it came with, and the answer right above it that it says more of.

    The other program shows it under a `heading`.
    """

    item: JsonObject
    parts: tuple[Condition, ...]
    above: Comparison | None = None
    heading: Text = field(default_factory=dict)

    def is_called(self, heading: Text) -> bool:
        """Whether its own words say what a heading says."""
        return all(said in self.item["label"].get(tag, "") for tag, said in heading.items())

    def left_of(self, parts: tuple[Condition, ...]) -> Comparison | None:
        """Return the answer to this question that these conditions ask for beside what it is asked upon itself."""
        rest = [part for part in parts if part not in self.parts]
        if self.item["kind"] not in OFFERING or len(rest) != 1 or not set(self.parts) <= set(parts):
            return None
        (asked,) = rest
        return asked if isinstance(asked, Comparison) and is_one_answer(asked, self.item["key"]) else None

    def as_json(self, *, is_shared: bool) -> JsonObject:
        """Return the question with its own condition, where the page does not have that."""
        own = self.above or (None if is_shared else joined(self.parts))
        return self.item if own is None else {**self.item, "show_if": condition_as_json(own)}


@dataclass
class OpenPage:
    """A page that takes more questions, of the same `token` if it has one; or one that is gathered for a `repeat`.

    What is gathered keeps only the conditions that the page does not have.
    """

    token: object
    parts: tuple[Condition, ...]
    title: Text
    text: dict[str, str] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)
    repeat: JsonObject | None = None

    @property
    def is_of_one(self) -> bool:
        """Whether one question stands there, with whatever stands beneath its answers."""
        return [placed.above for placed in self.placed].count(None) == 1

    @property
    def is_shared(self) -> bool:
        """Whether all that stands there is asked of the same people."""
        return all(placed.above or placed.parts == self.parts for placed in self.placed)

    @property
    def is_full(self) -> bool:
        """Whether no more questions can stand there."""
        return len(self.placed) >= MOST_ON_PAGE

    def is_asked_about_in(self, parts: tuple[Condition, ...]) -> bool:
        """Whether conditions ask about what stands there."""
        keys = {placed.item["key"] for placed in self.placed}
        return any(one.question in keys for part in parts for one in comparisons(part))

    def takes(
        self, parts: tuple[Condition, ...], together: object, *, is_text: bool, offered: tuple[Condition, ...]
    ) -> bool:
        """Whether a question with these conditions, or a text, can stand there too; `offered` are those of answers."""
        is_same = self.parts == parts
        if not self.placed:
            return is_same
        # The text of a page is shown to whoever sees the page, so all on it is asked of them.
        is_apart = together is None or self.token != together or is_text or (bool(self.text) and not is_same)
        return not self.is_full and not is_apart and not self.is_asked_about_in((*parts, *offered))

    @property
    def headings(self) -> list[Text]:
        """The headings under which its questions stand, but for those that their own words say, or that of an entry."""
        entry = {} if self.repeat is None else lines_of(self.repeat["entry"], 200)
        found = [one.heading for one in self.placed if not one.is_called(one.heading)]
        return [heading for heading in found if heading not in ({}, entry)]

    def as_json(self, number: int, otherwise: Text) -> JsonObject:
        """Return the page, by its number, called as it is, or otherwise."""
        fallback = lines_of(otherwise, 200) or {LANGUAGE: _("Page %(number)s", number=number)}
        is_shared = self.is_shared
        condition = joined(self.parts) if is_shared or self.repeat is not None else None
        return {
            "id": f"p{number}",
            "title": {} if self.is_of_one else self.title or fallback,
            "text": self.text,
            "show_if": None if condition is None else condition_as_json(condition),
            "items": [placed.as_json(is_shared=is_shared) for placed in self.placed],
            **({} if self.repeat is None else {"repeat": self.repeat}),
        }


def laid_out(made: Sequence[tuple[Text, list[OpenPage]]], title: Text) -> tuple[list[JsonObject], list[str]]:
    """Return the sections written down, as many as there can be, and what has to be told of them."""
    parts, told = _divided(made)
    number = 0
    shown = [lines_of(words, 200) for words, _pages in parts]
    wanted: list[Text] = []
    sections: list[JsonObject] = []
    for place, (words, pages) in enumerate(parts, start=1):
        laid: list[JsonObject] = []
        for page in pages:
            number += 1
            laid.append(page.as_json(number, words or title))
            shown.append(laid[-1]["title"])
            wanted += page.headings
        sections.append({"id": f"s{place}", "title": lines_of(words, 200), "pages": laid})
    return sections, [*told, *_lost(heading for heading in wanted if heading not in shown)]


def _divided(made: Sequence[tuple[Text, list[OpenPage]]]) -> tuple[Sequence[tuple[Text, list[OpenPage]]], list[str]]:
    """Return sections with as many pages as one can have, without titles where there would be too many of them."""
    parts = [
        (words, pages[start : start + IN_SECTION])
        for words, pages in made
        for start in range(0, len(pages), IN_SECTION)
    ]
    if len(parts) <= SECTIONS:
        return parts, []
    every = [page for _words, pages in made for page in pages]
    untitled: list[tuple[Text, list[OpenPage]]] = [
        ({}, every[start : start + IN_SECTION]) for start in range(0, len(every), IN_SECTION)
    ]
    return untitled, [_("There are more than 50 sections, so their titles were left out.")]


def _lost(headings: Iterable[Text]) -> Iterator[str]:
    for each in dict.fromkeys(next(iter(heading.values())) for heading in headings):
        yield _("The heading “%(heading)s” is not shown. Put it into the words of its questions.", heading=each)
