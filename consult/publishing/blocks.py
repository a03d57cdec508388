"""What a published document says, in order, whatever kind of file it becomes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

_LETTERS_ACROSS, _LONGEST_WORD, _MARGIN = 85, 30, 3
Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Heading:
    """A heading; the title of the document is of level 1."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list whose order says nothing."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Quotation:
    """What somebody said, word for word, and where it is read.

    `reference` is that of the published text or response; so it is known what has to go when the words go.
    """

    text: str
    source: str = ""
    reference: str = ""


@dataclass(frozen=True)
class FactList:
    """What a section or a row says: pairs of what was asked and what it says."""

    facts: Facts


@dataclass(frozen=True)
class Table:
    """A table with a row of headings; the columns from `numbers` on hold numbers, where any do.

    `name` says which stored table it shows, to whoever compares both; no reader sees it.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int | None = None
    name: str = ""

    def is_number(self, column: int) -> bool:
        """Whether a column holds numbers."""
        return self.numbers is not None and column >= self.numbers

    @property
    def shares(self) -> tuple[int, ...]:
        """The shares of the columns in the width of a page: each has room for its longest word, the rest by length."""
        columns = [[row[column] for row in (self.head, *self.rows)] for column in range(len(self.head))]
        least = [min(_LONGEST_WORD, max(map(_longest_word, cells))) + _MARGIN for cells in columns]
        whole = [max(map(len, cells)) + _MARGIN for cells in columns]
        more = [max(0, wish - need) for wish, need in zip(whole, least, strict=True)]
        spare = max(0, _LETTERS_ACROSS - sum(least))
        return tuple(
            need + (spare * wish // sum(more) if sum(more) else 0) for need, wish in zip(least, more, strict=True)
        )


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: what it is of, what is written beside it, and its length from 0 to 1."""

    label: str
    text: str
    length: float


@dataclass(frozen=True)
class Bars:
    """A chart of bars, with what it shows in words; its numbers stand in a table too."""

    alternative: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Tracked:
    """A paragraph with what was changed in it: parts that are the same, removed or added, by whom and on which day."""

    parts: tuple[tuple[str, str], ...]
    author: str
    day: str

    @property
    def result(self) -> str:
        """The words as they are after the change."""
        return "".join(words for kind, words in self.parts if kind != "removed")


Block = Heading | Paragraph | Bullets | Quotation | FactList | Table | Bars | Tracked


@dataclass(frozen=True)
class PublishedDocument:
    """All that a document says: its title, who publishes it for the foot of each page, and its blocks."""

    title: str
    publisher: str
    blocks: tuple[Block, ...]
    has_contents: bool = False


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def words_in(block: Block) -> Iterator[str]:
    """Yield each piece of text of a block, in reading order: what every kind of file has to say."""
    if isinstance(block, Heading | Paragraph):
        yield block.text
    elif isinstance(block, Bullets):
        yield from block.items
    elif isinstance(block, Quotation):
        yield from (block.text, block.source)
    elif isinstance(block, Tracked):
        yield block.result
    elif isinstance(block, FactList):
        yield from (part for fact in block.facts for part in fact)
    elif isinstance(block, Table):
        yield from (block.title, *block.head, *chain.from_iterable(block.rows))
    else:
        yield block.alternative
