"""The figures of a report are those that are stored."""

from consult.exports.editions import newest_edition
from consult.exports.models import PublishedLine, PublishedTable
from consult.population.models import PopulationFigure
from consult.publishing.blocks import Bars, Table
from consult.reports.figures import shown_table
from consult.reports.making import report_of
from tests.consult.reports.conftest import Told
from tests.factories import make_submission
from tests.support.reports import part, text_of


def test_every_number_of_people_is_one_that_is_stored(told: Told) -> None:
    edition = newest_edition(told.session, told.activity.id)
    assert edition is not None
    stored = {(line["label"], line["text"]) for table in edition.tables for line in table["lines"]}
    # Of fewer than 100 people there are no percentages, so there is no column for them.
    document = report_of(told.session, told.consultation, ["people", "results"])
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len(tables) == len(edition.tables) > 1
    assert {(row[0], row[1]) for table in tables for row in table.rows} == stored
    for chart in (block for block in document.blocks if isinstance(block, Bars)):
        assert {(bar.label, bar.text) for bar in chart.bars} <= stored


def test_an_answer_that_comes_late_changes_no_number(told: Told) -> None:
    before = report_of(told.session, told.consultation, ["people", "results"])
    make_submission(told.session, told.activity)
    assert report_of(told.session, told.consultation, ["people", "results"]) == before


def test_who_lives_here_stands_beside_who_took_part(told: Told) -> None:
    assert "it is not known who is missing" in text_of(report_of(told.session, told.consultation, ["people"]))
    for category, count in (("under 18", 25), ("18 and over", 75)):
        told.session.add(
            PopulationFigure(area="Newham", variable="age", category=category, count=count, source="Census")
        )
    told.session.flush()
    found = part(report_of(told.session, told.consultation), "Who took part, and who did not")
    tables = {block.title: block.rows for block in found if isinstance(block, Table)}
    assert tables["Newham: age"] == (("under 18", "25", "25.0"), ("18 and over", "75", "75.0"))
    assert "Source: Census" in text_of(report_of(told.session, told.consultation))


def test_percentages_stand_in_a_column_where_there_are_any() -> None:
    def line(percent: float | None) -> PublishedLine:
        return {"code": "a", "label": "Yes", "kind": "answer", "people": 60, "percent": percent, "text": "60"}

    def table(percent: float | None) -> PublishedTable:
        return {"key": "a", "title": "Yes?", "asked_in": "Version 1", "lines": [line(percent)], "notes": []}

    shown = shown_table(table(55), "1/a")
    assert (shown.title, shown.rows, len(shown.head)) == ("Yes? (Version 1)", (("Yes", "60", "55"),), 3)
    assert shown_table(table(None), "1/a").rows == (("Yes", "60"),)
