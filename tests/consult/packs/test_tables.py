"""The rows of a pack are what was published, number by number."""

from collections import Counter

from consult.exports.edition_people import counted_tables
from consult.exports.editions import published_editions
from consult.packs.columns import COLUMNS, RESULTS
from consult.packs.tables import counted_rows, dimensions_of, result_rows
from tests.consult.reports.conftest import Told


def test_every_published_number_is_one_row(told: Told) -> None:
    published = published_editions(told.session, told.consultation)
    ((_activity, edition),) = published
    rows = [dict(zip(COLUMNS[RESULTS], row, strict=True)) for row in result_rows(told.session, published)]
    stored = [(line["code"], line["people"], line["text"]) for table in edition.tables for line in table["lines"]]
    assert [(row["code"], row["people"], row["text"]) for row in rows] == stored


def test_what_people_said_of_themselves_stands_apart(told: Told) -> None:
    ((activity, edition),) = published_editions(told.session, told.consultation)
    tables = counted_tables(told.session, activity)
    about: Counter[tuple[str, ...]] = Counter()
    rows = list(counted_rows(told.session, activity, edition, tables, about))
    names = dimensions_of(tables, about_you=False)
    assert len(rows) == 60
    assert {len(row) for row in rows} == {2 + len(names)}
    assert not any(name.startswith("about:") for name in names)
    assert sum(about.values()) in {0, 60}
