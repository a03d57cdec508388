"""What a feature or plugin keeps that people may read: which texts, of which rows, and who may correct them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from consult.kernel.authz import Actor, Rule, staff

FieldKind = str
KINDS = ("text", "line", "number", "date", "choice")
UNPUBLISHED = "unpublished"
"""The key in a column's `info` under which a model says why no text in it is ever shown to the public."""


@dataclass(frozen=True, kw_only=True)
class RecordField:
    """One column of a record.

    Its `kind` is `text`, `line`, `number`, `date` or `choice` (with `choices`); passages can be taken out of texts and
    lines. Of a column that holds JSON, `parts(row)` gives path and label of each text in it. A value that
    `may_be_empty` can be corrected to nothing. What `quotes` is written by officers for the public: a quotation in it
    has to stand word for word in a response that the public reads, and goes when that goes.
    """

    column: str
    label: str
    kind: FieldKind = "text"
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    may_be_corrected: bool = False
    may_be_empty: bool = False
    quotes: bool = False
    parts: Callable[[Any], Iterable[tuple[tuple[str | int, ...], str]]] | None = None

    @property
    def is_text(self) -> bool:
        """Whether people's words stand in it."""
        return self.kind in {"text", "line"}


@dataclass(frozen=True, kw_only=True)
class Record:
    """A kind of row that people may read, with its texts.

    `name(row)` says what people call it, `page(row)` gives endpoint and arguments of the page on which it is read.
    `rows(session, consultation_id)` selects all of a consultation, and `consultation_id(session, row)` says to which
    one belongs. A row with a `parent` (the column that points to another record's row) is handled with it. `write`
    takes the columns' new values where more follows from them than the row itself; `derived(values)` gives columns
    that repeat these texts. Where rows are found by what they say, `follow(session, row, values)` puts corrected values
    into the row too, and refuses those that do not fit beside other rows.
    """

    model: type[Any]
    title: str
    fields: tuple[RecordField, ...]
    name: Callable[[Any], str]
    page: Callable[[Any], tuple[str, Mapping[str, Any]]]
    rows: Callable[[Session, int], Select[Any]]
    consultation_id: Callable[[Session, Any], int | None]
    rule: Rule = staff
    parent: Any = None
    write: Callable[[Session, Actor, Any, Mapping[str, Any]], None] | None = None
    derived: Callable[[Any, Mapping[str, Any]], Mapping[str, Any]] | None = None
    follow: Callable[[Session, Any, Mapping[str, Any]], None] | None = None

    @property
    def table(self) -> str:
        """The name of the table, by which the record is known."""
        return str(self.model.__tablename__)

    @property
    def by_column(self) -> dict[str, RecordField]:
        """The fields by their column."""
        return {record_field.column: record_field for record_field in self.fields}
