"""A cross-table on a page is one that was published, either way round, and a filter is a column of it."""

import pytest

from consult.exports.lookups import look_up, partners_of, shown_only, shown_whole
from consult.exports.models import CrossTable, Edition, Method, PublishedLine, PublishedTable

PEOPLE = [[100, 40, 5], [20, 60, 0]]


def line(code: str, kind: str = "answer") -> PublishedLine:
    return {"code": code, "label": code.title(), "kind": kind, "people": 0, "percent": None, "text": "0"}


@pytest.fixture
def edition() -> Edition:
    """An edition with one cross-table: a question by a place."""
    total = line("total", "total")
    tables: list[PublishedTable] = [
        {"name": "question:q", "key": "q", "title": "What?", "lines": [line("yes"), line("no"), total], "notes": []},
        {
            "name": "area",
            "key": "area",
            "title": "Where?",
            "lines": [line("abbey"), line("elsewhere"), line("none", "no_answer"), total],
            "notes": [],
        },
    ]
    crossed: list[CrossTable] = [{"rows": "question:q", "columns": "area", "people": PEOPLE}]
    return Edition(
        people=225, method=Method.CONTROLLED_ROUNDING, one_way={"tables": tables}, crossed={"tables": crossed}
    )


def test_a_table_is_found_either_way_round_and_none_is_made_up(edition: Edition) -> None:
    found, turned = look_up(edition, "question:q", "area"), look_up(edition, "area", "question:q")
    assert found is not None
    assert turned is not None
    assert (found.people, turned.people) == (PEOPLE, [[100, 20], [40, 60], [5, 0]])
    assert (found.rows.title, turned.rows.title) == ("What?", "Where?")
    assert look_up(edition, "area", "area") is None
    assert partners_of(edition) == {"question:q": ["area"], "area": ["question:q"]}


def test_percentages_stand_where_a_hundred_answered_and_are_of_the_numbers_shown(edition: Edition) -> None:
    found = look_up(edition, "question:q", "area")
    assert found is not None
    shown = shown_whole(found)
    assert shown.head == ["What?", "Abbey", "Elsewhere", "None", "Total"]
    assert shown.rows == [
        ["Yes", "100 (71%)", "40 (29%)", "5", "145"],
        ["No", "20", "60", "0", "80"],
        ["Total", "120 (55%)", "100 (45%)", "5", "225"],
    ]


def test_a_filter_is_a_column_of_the_table(edition: Edition) -> None:
    found = look_up(edition, "question:q", "area")
    assert found is not None
    shown = shown_only(found, "elsewhere")
    assert shown is not None
    assert shown.rows == [["Yes", "40 (40%)"], ["No", "60 (60%)"]]
    assert "only where “Where?” is “Elsewhere”" in shown.caption
    assert shown_only(found, "nowhere") is None


def test_an_edition_without_cross_tables_has_none(edition: Edition) -> None:
    edition.crossed = None
    assert (look_up(edition, "question:q", "area"), partners_of(edition)) == (None, {})
