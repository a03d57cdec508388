"""Responses are found on the desk by their themes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from consult.accounts.models import Person
from consult.analysis.themes.code_book import merge_themes
from consult.desk.queries import Filters, listed
from consult.desk.staff_forms import filters_of
from tests.consult.analysis.themes.conftest import Desk
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def found(desk: Desk, filters: Filters) -> list[int]:
    """Return the numbers of the responses that fit."""
    return [row.id for row in desk.session.scalars(listed(desk.session, desk.activity.id, filters))]


def test_a_theme_finds_what_it_was_given_to_and_what_counts_under_it(desk: Desk) -> None:
    theme, other = desk.theme(), desk.theme("Errors")
    first, second, proposed = desk.response(), desk.response(), desk.response()
    desk.response()
    desk.code(first, theme)
    desk.code(second, other)
    desk.propose(proposed, theme)
    filters = filters_of({"by-theme": str(theme.id)})
    assert found(desk, filters) == [first.id]
    merge_themes(desk.session, desk.officer, other, theme.id)
    assert found(desk, filters) == [second.id, first.id]
    assert found(desk, replace(filters, channel="letter")) == []
    desk.code(first)
    assert found(desk, filters) == [second.id]


@pytest.mark.parametrize("given", [{"by-theme": "x"}, {"by-theme": "9" * 30}, {"by-gone": "1"}])
def test_what_no_filter_knows_finds_nothing(desk: Desk, given: dict[str, str]) -> None:
    desk.code(desk.response(), desk.theme())
    assert found(desk, filters_of(given)) == []
    assert filters_of(filters_of(given).as_arguments()) == filters_of(given)


def test_the_list_offers_the_themes_of_its_consultation(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, desk.person)
    address = f"/staff/activities/{desk.activity.id}/responses"
    assert "by-theme" not in client.get(address).text
    theme = desk.theme()
    sent, other = desk.response(), desk.response("Cheaper than more officers.")
    desk.code(sent, theme)
    page = client.get(f"{address}?by-theme={theme.id}").text
    assert f'<option value="{theme.id}" selected>T1 Mistakes</option>' in page
    assert sent.reference in page
    assert other.reference not in page
    assert f"by-theme={theme.id}" in page
