"""An officer codes texts one after another in the browser."""

from collections.abc import Callable

import pytest

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from tests.consult.analysis.themes.conftest import Desk
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def visitor(desk: Desk, client: FormClient, sign_in: SignIn) -> FormClient:
    """An officer's browser."""
    sign_in(client, desk.person)
    return client


def test_saving_one_text_leads_to_the_next_until_all_are_coded(desk: Desk, visitor: FormClient) -> None:
    theme, first, second = desk.theme(), desk.response(), desk.response("Cheaper too.")
    begun = visitor.get(f"/staff/activities/{desk.activity.id}/texts/reasons/next")
    assert begun.location == f"/staff/responses/{first.id}/texts/reasons"
    assert "My son was stopped twice" in visitor.get(begun.location).text
    saved = visitor.post_form(begun.location, {"version": "0", "themes": str(theme.id)})
    assert saved.location == f"/staff/responses/{second.id}/texts/reasons"
    ended = visitor.post_form(saved.location, {"version": "0"})
    assert ended.location == f"/staff/consultations/{desk.consultation.slug}/themes"
    page = visitor.get(ended.location).text
    assert "2 of 2 answers coded" in page
    assert "Responses: 2; different texts: not counted yet; people who confirmed an address: 0." in page
    assert desk.session.query(AuditEntry).filter_by(name="analysis.text_coded").count() == 2


def test_a_form_that_is_too_old_is_shown_with_both(desk: Desk, visitor: FormClient) -> None:
    mine, theirs, sent = desk.theme("Mine"), desk.theme("Theirs"), desk.response()
    desk.code(sent, theirs, by=desk.colleague())
    address = f"/staff/responses/{sent.id}/texts/reasons"
    stale = visitor.post_form(address, {"version": "0", "themes": str(mine.id)})
    assert stale.status_code == 409
    assert "T1 Mine" in stale.text
    assert "T2 Theirs" in stale.text
    assert desk.themes_of(sent) == ["T2"]
    assert 'name="version" value="1"' in stale.text


def test_a_proposal_says_what_made_it_and_is_accepted_by_selecting_it(desk: Desk, visitor: FormClient) -> None:
    theme, sent = desk.theme(), desk.response()
    desk.propose(sent, theme)
    address = f"/staff/responses/{sent.id}/texts/reasons"
    assert "Proposed by: A model. It does not count until you accept it." in visitor.get(address).text
    visitor.post_form(address, {"version": "0", "themes": str(theme.id)})
    assert desk.themes_of(sent) == ["T1"]


def test_a_passage_is_copied_word_for_word(desk: Desk, visitor: FormClient) -> None:
    theme, sent = desk.theme(), desk.response()
    address = f"/staff/responses/{sent.id}/texts/reasons"
    wrong = visitor.post_form(f"{address}/passage", {"passage": "my sun", "themes": str(theme.id)})
    assert wrong.status_code == 422
    assert "my sun" in wrong.text
    saved = visitor.post_form(f"{address}/passage", {"passage": "My son", "themes": str(theme.id)})
    assert saved.location == address
    assert "T1 Mistakes: “My son”" in visitor.get(address).text


def test_what_is_no_free_text_is_not_there(desk: Desk, visitor: FormClient) -> None:
    sent = desk.response()
    assert visitor.get(f"/staff/responses/{sent.id}/texts/position").status_code == 404
    assert visitor.get(f"/staff/activities/{desk.activity.id}/texts/position/next").status_code == 404
