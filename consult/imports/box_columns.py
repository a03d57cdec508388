"""Columns that belong together: one for each answer of a question, with 0 and 1 in their cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consult.contract.questions import Question
from consult.kernel.text import folded

# As our exports, headings of two rows, and the usual survey tools write them.
_TOGETHER = (
    re.compile(r"(?P<group>.+?)__(?P<words>.+)"),
    re.compile(r"(?P<group>.+): (?P<words>.+)"),
    re.compile(r"(?P<group>.+?) ?\[(?P<words>.+)\]"),
    re.compile(r"(?P<group>.+) [-–] (?P<words>.+)"),
    re.compile(r"(?P<group>.+)/(?P<words>.+)"),
)


@dataclass(frozen=True)
class BoxColumns:
    """Columns with 0 and 1: what they are called together, and the column of each answer's words."""

    title: str
    columns: Mapping[str, str]


def box_columns(columns: Sequence[str], question: Question) -> list[BoxColumns]:
    """Return the groups of columns that may hold the answers of a question, the likeliest first."""
    named = {column: option.code for column in columns if (option := question.in_words(column)) is not None}
    alone = BoxColumns("", {column: column for column in named}) if len(set(named.values())) > 1 else None
    groups = [*_groups(columns, question), *([alone] if alone else [])]
    return sorted(groups, key=lambda group: -likeness(group, question))


def likeness(group: BoxColumns, question: Question) -> int:
    """Say how likely a group answers a question: by its name, then by how many of its columns are answers."""
    is_named = folded(group.title) in (folded(question.key), folded(question.label))
    return 1_000 * is_named + sum(question.in_words(words) is not None for words in group.columns)


def _groups(columns: Sequence[str], question: Question) -> Iterator[BoxColumns]:
    taken: set[str] = set()
    for pattern in _TOGETHER:
        groups: dict[str, dict[str, str]] = {}
        for column in columns:
            found = pattern.fullmatch(column)
            if found is not None and column not in taken:
                groups.setdefault(found["group"], {})[found["words"]] = column
        for title, boxes in groups.items():
            group = BoxColumns(title, boxes)
            if len(boxes) > 1 or likeness(group, question) >= 1_000:
                taken.update(boxes.values())
                yield group
