"""Public tables, narrowed, sorted and taken along."""

import json
from datetime import date
from typing import Any

import pytest
from flask import Flask

from consult.kernel.errors import NotFound
from consult.sdk.publishing import Column
from plugins.motion.table_views import file_of_table, form_of_table, found_in_table
from plugins.motion.tabulated import Tabulated
from tests.support.pages import small_app

TABLE = Tabulated(
    (
        Column(name="name", label="Name"),
        Column(name="vote", label="Vote", values={"for": "In favour", "against": "Against", "absent": "Absent"}),
        Column(name="day", label="Day", kind="date"),
    ),
    [
        {"name": "Cllr Zoë", "vote": "for", "day": date(2026, 2, 1)},
        {"name": "=Cllr Abe", "vote": "against", "day": None},
        {"name": "Cllr Moe", "vote": "for", "day": date(2025, 2, 1)},
    ],
    choices=("vote",),
    sorts={"": "As entered", "name": "Name", "day": "Day"},
)


@pytest.fixture(scope="module")
def app() -> Flask:
    return small_app()


def names(app: Flask, query: str) -> list[Any]:
    with app.test_request_context(f"/?{query}"):
        return [cells["name"] for cells in found_in_table(TABLE, form_of_table(TABLE))]


def test_rows_are_found_by_words_and_by_code_and_stand_in_the_order_asked_for(app: Flask) -> None:
    assert names(app, "") == ["Cllr Zoë", "=Cllr Abe", "Cllr Moe"]
    assert names(app, "q=zoe") == ["Cllr Zoë"]
    assert names(app, "q=favour&sort=name") == ["Cllr Moe", "Cllr Zoë"]
    assert names(app, "vote=against") == ["=Cllr Abe"]
    assert names(app, "sort=day") == ["Cllr Moe", "Cllr Zoë", "=Cllr Abe"]


def test_only_codes_that_there_are_can_be_chosen_and_others_narrow_nothing(app: Flask) -> None:
    with app.test_request_context("/"):
        assert [one.value for one in form_of_table(TABLE)["vote"].choices] == ["", "for", "against"]
    assert len(names(app, "vote=nonsense&sort=nonsense")) == 3


def test_a_file_holds_what_the_page_shows_and_no_formula(app: Flask) -> None:
    with app.test_request_context("/?vote=against"):
        csv = file_of_table(TABLE, form_of_table(TABLE), "csv", "votes").get_data(as_text=True)
        assert csv.splitlines()[1] == '"\'=Cllr Abe","against",""'
        listed = json.loads(file_of_table(TABLE, form_of_table(TABLE), "json", "votes").data)
        assert listed == [{"name": "=Cllr Abe", "vote": "against", "day": None}]
        with pytest.raises(NotFound):
            file_of_table(TABLE, form_of_table(TABLE), "exe", "votes")
