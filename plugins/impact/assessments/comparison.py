"""Two versions of an assessment side by side: for each field that differs, what it said and what it says."""

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.impact.assessments.documents import Document, ShownPart, ShownRow


@dataclass(frozen=True)
class Difference:
    """A field in which two versions differ; one side is empty for what was added or removed."""

    part: str
    row: str
    label: str
    before: str
    after: str


def compare(before: Document, after: Document) -> list[Difference]:
    """Return every field in which two versions of one assessment differ, in the order of the form."""
    return [found for old, new in zip(before.parts, after.parts, strict=False) for found in _in_part(old, new)]


def _in_part(before: ShownPart, after: ShownPart) -> Iterator[Difference]:
    old = {row.entry.id: row for row in before.rows}
    new = {row.entry.id: row for row in after.rows}
    for number in dict.fromkeys([*old, *new]):
        yield from _in_row(after, old.get(number), new.get(number))


def _in_row(shown: ShownPart, before: ShownRow | None, after: ShownRow | None) -> Iterator[Difference]:
    old, new = _said(before), _said(after)
    there = after or before
    name = f"{str(shown.part.item).capitalize()} {there.entry.number}" if there and shown.part.is_list else ""
    for label in dict.fromkeys([*old, *new]):
        if old.get(label, "") != new.get(label, ""):
            yield Difference(str(shown.part.title), name, label, old.get(label, ""), new.get(label, ""))


def _said(row: ShownRow | None) -> dict[str, str]:
    return {field.label: field.text for field in row.fields} if row else {}
