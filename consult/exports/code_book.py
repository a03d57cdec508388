"""The code book: what the columns and codes of the responses mean."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.contract.plugin import Audience, Column, Export
from consult.exports.responses import columns
from consult.kernel.numbers import typed

CODE_BOOK_COLUMNS: tuple[Column, ...] = (
    Column(name="column", label="Column of the responses", is_public=True),
    Column(name="label", label="What it holds", is_public=True),
    Column(name="type", label="Kind of value", is_public=True),
    Column(name="code", label="Code in this column", is_public=True),
    Column(name="meaning", label="What the code means", is_public=True),
    Column(name="number", label="Number of the code in files for statistics", kind="number", is_public=True),
)


def code_book(columns: Sequence[Column]) -> Iterator[tuple[str | int | None, ...]]:
    """Yield what each column means, and each of its codes."""
    for column in columns:
        yield (column.name, column.label, column.kind, "", "", None)
        for code, meaning in column.values.items():
            yield (column.name, "", "", typed(code), meaning, column.numbers.get(code))


def _code_book_rows(
    session: Session, activity_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[str | int | None, ...]]:
    places = [place for place, column in enumerate(CODE_BOOK_COLUMNS) if column.name in names]
    for row in code_book(columns(session, activity_id)):
        yield tuple(row[place] for place in places)


CODE_BOOK = Export(
    name="code_book",
    title="Code book: what the columns and codes of the responses mean",
    permission="exports.take",
    columns=lambda session, activity_id: CODE_BOOK_COLUMNS,
    rows=_code_book_rows,
)
