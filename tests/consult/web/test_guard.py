"""Nobody passes the guard without the permission, and what it answers tells strangers nothing about what there is."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.app import create_app
from consult.config import Settings
from consult.consultations.models import Consultation, State
from consult.contract.registry import Registry
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.web.guard import loaded_by, permit, public
from tests.factories import canary, make_activity, make_consultation, make_person
from tests.support.web import FormClient

SignIn = Callable[..., None]


@pytest.fixture
def draft(session: Session) -> Consultation:
    """A consultation that only staff may know of."""
    return make_consultation(session, state=State.DRAFT, slug="secret-plan", title=canary("draft"))


def without_chance(page: str) -> str:
    """Return a page without what is drawn anew for each answer."""
    return re.sub(r'(nonce|value)="[^"]+"', "", page)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_page_for_staff_opens_for_staff_alone(
    client: FormClient, session: Session, sign_in: SignIn, method: str
) -> None:
    assert client.open("/staff/consultations", method=method).status_code in {303, 401}
    sign_in(client, make_person(session))
    assert client.open("/staff/consultations", method=method).status_code == 403
    sign_in(client, make_person(session, Role.OFFICER))
    assert client.open("/staff/consultations", method=method).status_code == 200


def test_the_view_of_somebody_refused_does_not_run(
    client: FormClient, session: Session, sign_in: SignIn, draft: Consultation
) -> None:
    first, second = (make_activity(session, draft, position=place) for place in range(2))
    sign_in(client, make_person(session, Role.AUDITOR))
    sent = client.post_form(f"/staff/consultations/{draft.slug}/activities/{first.id}/down")
    assert sent.status_code == 403
    assert (first.position, second.position) == (0, 1)


def test_a_page_about_something_that_may_be_known_still_needs_the_permission(
    client: FormClient, session: Session, sign_in: SignIn
) -> None:
    make_consultation(session, slug="cameras")
    sign_in(client, make_person(session, Role.COUNCILLOR))
    assert client.get("/consultations/cameras").status_code == 200
    assert client.get("/staff/consultations/cameras").status_code == 403
    assert client.get("/staff/consultations/cameras/export").status_code == 403


@pytest.mark.parametrize("role", [None, Role.GROUP_MEMBER, Role.COUNCILLOR, Role.AUTHORISING_OFFICER])
@pytest.mark.parametrize("pattern", ["/consultations/{}", "/staff/consultations/{}", "/staff/consultations/{}/export"])
def test_what_may_not_be_known_answers_like_what_is_not_there(
    client: FormClient, session: Session, sign_in: SignIn, draft: Consultation, role: Role | None, pattern: str
) -> None:
    if role is not None:
        sign_in(client, make_person(session, role))
    there, not_there = client.get(pattern.format(draft.slug)), client.get(pattern.format("another-name"))
    assert there.status_code == not_there.status_code != 200
    assert draft.title not in there.text
    assert without_chance(there.text).replace(draft.slug, "another-name") == without_chance(not_there.text)


def test_a_stranger_is_asked_to_sign_in_before_anything_is_looked_up(
    client: FormClient, session: Session, draft: Consultation
) -> None:
    activity = make_activity(session, draft)
    for number in (activity.id, 2_000_000_000):
        sent = client.get(f"/staff/activities/{number}/publish")
        assert (sent.status_code, sent.location) == (303, f"/sign-in?next=/staff/activities/{number}/publish")


def test_a_loader_that_asks_who_is_there_is_told(
    client: FormClient, session: Session, sign_in: SignIn, draft: Consultation
) -> None:
    assert client.get(f"/consultations/{draft.slug}").status_code == 404
    sign_in(client, make_person(session, Role.AUDITOR))
    assert client.get(f"/consultations/{draft.slug}").status_code == 200


def test_an_account_that_was_closed_loses_its_permissions_at_once(
    client: FormClient, session: Session, sign_in: SignIn
) -> None:
    officer = make_person(session, Role.OFFICER)
    sign_in(client, officer)
    assert client.get("/staff/consultations").status_code == 200
    officer.is_active = False
    assert client.get("/staff/consultations").status_code == 303


@pytest.fixture
def bare(settings: Settings, registry: Registry, database: Database) -> Flask:
    """An application to which a test may add pages."""
    return create_app(settings, database=database, registry=registry)


def test_the_view_receives_what_its_loader_found_in_place_of_the_address(bare: Flask, draft: Consultation) -> None:
    find = loaded_by(lambda session, slug: session.query(Consultation).filter_by(slug=slug).one())
    view = permit("pages.read", load=find)(lambda found: f"found {found.title}")
    bare.add_url_rule("/x/<anything>", "x", view)
    assert bare.test_client().get(f"/x/{draft.slug}").text == f"found {draft.title}"


def test_an_exception_for_everybody_is_for_the_one_view_that_says_so(bare: Flask) -> None:
    bare.add_url_rule("/open", "open", public(lambda: "open to all"))
    bare.add_url_rule("/shut", "shut", permit("audit.read")(lambda: "shut"))
    assert bare.test_client().get("/open").status_code == 200
    assert bare.test_client().get("/shut").status_code == 303
