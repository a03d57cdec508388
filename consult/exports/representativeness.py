"""Who took part beside who lives here, as far as both are counted by the same categories."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from consult.disclosure.tables import Line
from consult.exports.models import PublishedTable
from consult.exports.summary import ELSEWHERE
from consult.kernel.messages import gettext as _
from consult.kernel.text import folded
from consult.population.queries import Margin
from consult.submissions.about_you import ETHNICITY, ETHNICITY_GROUPS

Span = tuple[float, float]


@dataclass(frozen=True)
class ComparedLine:
    """One category: its share of those who took part and said so, and of those who live here, in per cent."""

    label: str
    took_part: float
    lives_here: float

    @property
    def difference(self) -> float:
        """How many percentage points more took part than live here."""
        return self.took_part - self.lives_here


@dataclass(frozen=True)
class Comparison:
    """A table of who took part against a margin of the population: `base` people said which category is theirs."""

    title: str
    margin: Margin
    base: int
    lines: Sequence[ComparedLine]


@dataclass(frozen=True)
class Taking:
    """A category of those who took part: its words, wider words for it, and how many people are in it."""

    label: str
    wider: str
    people: int


def comparisons(tables: Iterable[PublishedTable], margins: Sequence[Margin]) -> list[Comparison]:
    """Return each published table that a margin of the population can stand beside."""
    found = [_compare(table["title"], _taking(table), margin) for table in tables for margin in margins]
    return [comparison for comparison in found if comparison is not None]


def _taking(table: PublishedTable) -> list[Taking]:
    wider: Mapping[str, str] = _ethnic_groups() if table["key"] == ETHNICITY.key else {}
    return [
        Taking(line["label"], wider.get(line["code"], ""), line["people"] or 0)
        for line in table["lines"]
        if line["kind"] == Line.ANSWER and line["code"] != ELSEWHERE
    ]


def _ethnic_groups() -> dict[str, str]:
    return {code: str(group) for group, pairs in ETHNICITY_GROUPS for code, _label in pairs}


def _compare(title: str, taking: Sequence[Taking], margin: Margin) -> Comparison | None:
    pairs = _by_age(taking, margin) or _by_words(taking, margin)
    base, living = sum(one.people for one in taking), sum(margin.people.values())
    if len(pairs) < 2 or not base or not living:
        return None
    lines = [ComparedLine(label, 100 * people / base, 100 * residents / living) for label, people, residents in pairs]
    return Comparison(title, margin, base, lines)


def _by_words(taking: Sequence[Taking], margin: Margin) -> list[tuple[str, int, int]]:
    """Pair categories by their words; what has no partner on both sides is one line."""
    pairs: list[tuple[str, int, int]] = []
    rest = list(taking)
    left = 0
    for category, residents in margin.people.items():
        same = [one for one in rest if folded(category) in (folded(one.label), folded(one.wider))]
        if same:
            pairs.append((category, sum(one.people for one in same), residents))
            rest = [one for one in rest if one not in same]
        else:
            left += residents
    if bool(rest) is not bool(left):
        return []
    return [*pairs, (_("All others"), sum(one.people for one in rest), left)] if rest and pairs else pairs


def _by_age(taking: Sequence[Taking], margin: Margin) -> list[tuple[str, int, int]]:
    """Pair bands of age at the ages at which both sides divide people."""
    ours = [(_span(one.label), one.people) for one in taking]
    theirs = [(_span(category), residents) for category, residents in margin.people.items()]
    spans, living = _known(ours), _known(theirs)
    if spans is None or living is None:
        return []
    edges = sorted({edge for span, _people in spans for edge in span} & {edge for span, _n in living for edge in span})
    bands = pairwise(edges)
    return [(_band(band), _within(band, spans), _within(band, living)) for band in bands]


def _known(spans: Sequence[tuple[Span | None, int]]) -> list[tuple[Span, int]] | None:
    known = [(span, people) for span, people in spans if span is not None]
    return known if len(known) == len(spans) else None


def _within(band: Span, spans: Sequence[tuple[Span, int]]) -> int:
    return sum(people for (low, high), people in spans if band[0] <= low and high <= band[1])


def _span(words: str) -> Span | None:
    """Return the ages that a band takes in, from the first to before the last; none where it is no band."""
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    if len(numbers) == 2:
        return (numbers[0], numbers[1] + 1)
    if len(numbers) == 1 and re.search(r"\b(under|below)\b", words, re.IGNORECASE):
        return (0, numbers[0])
    if len(numbers) == 1 and re.search(r"\b(over|above|older)\b", words, re.IGNORECASE):
        return (numbers[0], inf)
    return None


def _band(band: Span) -> str:
    low, high = band
    if high == inf:
        return _("%(age)s or over", age=int(low))
    if low == 0:
        return _("Under %(age)s", age=int(high))
    return _("%(low)s to %(high)s", low=int(low), high=int(high) - 1)
