"""The pages on which an officer changes the address of a draft, or deletes it."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Consultation, State
from consult.kernel.authz import Role
from tests.factories import make_consultation, make_person
from tests.support.web import FormClient


def test_an_officer_changes_the_address_and_deletes_the_draft(
    client: FormClient, session: Session, sign_in: Callable[[FormClient, Person], None]
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    made = make_consultation(session, state=State.DRAFT)
    number, desk = made.id, f"/staff/consultations/{made.slug}"
    assert f"{desk}/address" in client.get(desk).text
    refused = client.post_form(f"{desk}/address", {"slug": "two words", "version": str(made.version)})
    assert refused.status_code == 422
    assert 'value="two words"' in refused.text
    saved = client.post_form(f"{desk}/address", {"slug": "my-plan", "version": str(made.version)})
    assert saved.location == "/staff/consultations/my-plan"
    assert "cannot be brought back" in client.get("/staff/consultations/my-plan/delete").text
    assert client.post_form("/staff/consultations/my-plan/delete").location == "/staff/consultations"
    assert session.get(Consultation, number) is None


def test_only_a_draft_offers_this(
    client: FormClient, session: Session, sign_in: Callable[[FormClient, Person], None]
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    made = make_consultation(session, state=State.OPEN)
    desk = f"/staff/consultations/{made.slug}"
    assert f"{desk}/delete" not in client.get(desk).text
    assert client.post_form(f"{desk}/delete").status_code == 409
    assert client.post_form(f"{desk}/address", {"slug": "other", "version": str(made.version)}).status_code == 422


def test_an_officer_copies_a_consultation(
    client: FormClient, session: Session, sign_in: Callable[[FormClient, Person], None]
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    source = make_consultation(session, state=State.OPEN)
    page = f"/staff/consultations/{source.slug}/copy"
    assert page in client.get(f"/staff/consultations/{source.slug}").text
    assert client.post_form(page, {"title": ""}).status_code == 422
    made = client.post_form(page, {"title": "Once more"})
    assert made.location == "/staff/consultations/once-more"
    assert "Give it dates" in client.get(made.location).text
