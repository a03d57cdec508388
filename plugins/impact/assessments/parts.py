"""The parts of an assessment: sections that are written once, and lists of rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from consult.sdk.errors import NotFound
from plugins.impact.assessments.fields import Content, DocumentField


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part: its name in the address, its title, what it asks, and whether it must be there before it is sent.

    A list has an `item`, what one row of it is called; `named_by` is the field by which a row is known. A part that
    `cites` may point to evidence, results, responses and whatever else can be cited.
    """

    key: str
    title: str
    fields: tuple[DocumentField, ...]
    intro: str = ""
    item: str = ""
    named_by: str = ""
    cites: bool = False
    is_needed: bool = False

    @property
    def is_list(self) -> bool:
        """Whether it has rows."""
        return bool(self.item)

    @property
    def by_key(self) -> Mapping[str, DocumentField]:
        """The fields by their keys."""
        return {asked.key: asked for asked in self.fields}

    def name_of(self, content: Content) -> str:
        """Return what people call a row."""
        return self.by_key[self.named_by].said(content) if self.named_by else self.title


@dataclass(frozen=True, kw_only=True)
class AssessmentForm:
    """A form of assessment: its code, what it is called, how its numbers begin, and its parts in order."""

    code: str
    title: str
    prefix: str
    parts: tuple[Part, ...]

    def find_part(self, key: str) -> Part:
        """Return a part; raises `NotFound`."""
        found = next((part for part in self.parts if part.key == key), None)
        if found is None:
            raise NotFound
        return found
