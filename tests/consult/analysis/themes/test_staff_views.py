"""An officer writes the code book in the browser."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from consult.accounts.models import Person
from consult.analysis.themes.models import Theme
from tests.consult.analysis.themes.conftest import Desk
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def visitor(desk: Desk, client: FormClient, sign_in: SignIn) -> FormClient:
    """An officer's browser."""
    sign_in(client, desk.person)
    return client


def test_an_officer_adds_changes_merges_and_splits_themes(desk: Desk, visitor: FormClient) -> None:
    index = f"/staff/consultations/{desk.consultation.slug}/themes"
    assert "There is no theme yet." in visitor.get(index).text
    words = {"version": "0", "definition": "Says so", "examples": "", "parent": ""}
    assert visitor.post_form(f"{index}/new", {**words, "title": ""}).status_code == 422
    assert visitor.post_form(f"{index}/new", {**words, "title": "Mistakes"}).location == index
    assert visitor.post_form(f"{index}/new", {**words, "title": "Errors"}).location == index
    first, second = desk.session.scalars(select(Theme).order_by(Theme.number)).all()
    seen = str(second.version)
    visitor.post_form(f"/staff/themes/{second.id}/edit", {**words, "version": seen, "title": "Faults"})
    stale = visitor.post_form(f"/staff/themes/{second.id}/edit", {**words, "version": seen, "title": "Failures"})
    assert stale.status_code == 409
    assert "Faults" in stale.text
    assert "Failures" in stale.text
    desk.code(desk.response(), second)
    merged = visitor.post_form(f"/staff/themes/{second.id}/merge", {"into": str(first.id)})
    assert merged.location == f"/staff/themes/{first.id}"
    assert "It counts under" in visitor.get(f"/staff/themes/{second.id}").text
    assert visitor.post_form(f"/staff/themes/{first.id}/split", {"titles": "One"}).status_code == 422
    visitor.post_form(f"/staff/themes/{first.id}/split", {"titles": "By day\nBy night"})
    page = visitor.get(index).text
    assert "counts under T1" in page
    assert "split into T3, T4" in page
    assert "T3 By day" in visitor.get(f"/staff/themes/{first.id}").text
    assert visitor.get(f"/staff/themes/{first.id}/merge").status_code == 200
    assert visitor.post_form(f"/staff/themes/{first.id}/split", {"titles": "a\nb"}).status_code == 409


def test_the_desk_of_the_consultation_leads_to_the_themes(desk: Desk, visitor: FormClient) -> None:
    page = visitor.get(f"/staff/consultations/{desk.consultation.slug}").text
    assert f"/staff/consultations/{desk.consultation.slug}/themes" in page
