"""The figures of a report are those that are stored."""

from consult.exports.editions import newest_edition
from consult.population.models import PopulationFigure
from consult.publishing.blocks import Bars, Table
from consult.reports.making import report_of
from tests.consult.reports.conftest import Told
from tests.factories import make_submission
from tests.support.reports import part, text_of


def test_every_number_of_people_is_one_that_is_stored(told: Told) -> None:
    edition = newest_edition(told.session, told.activity.id)
    assert edition is not None
    stored = {(line["label"], line["text"]) for table in edition.tables for line in table["lines"]}
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
