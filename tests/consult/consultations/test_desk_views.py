"""Two officers who edit at once: neither loses a word, and saving over a colleague is a decision."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Change, Consultation, State
from consult.kernel.authz import Role
from tests.factories import XSS, make_consultation, make_person
from tests.support.web import FormClient

SignIn = Callable[..., None]


@pytest.fixture
def draft(client: FormClient, session: Session, sign_in: SignIn) -> Consultation:
    """A draft without dates, with an officer signed in."""
    sign_in(client, make_person(session, Role.OFFICER))
    made = make_consultation(session, state=State.DRAFT, slug="cameras", title="Cameras", summary="Ten places.")
    made.opens_at = made.closes_at = made.decision_on = made.results_due_on = None
    session.flush()
    return made


def typed(made: Consultation, **changes: Any) -> dict[str, Any]:
    """Return the form as it was when it was opened, with what the officer changed."""
    names = ("title", "summary", "background", "options_open", "decided_by", "notice", "attribution")
    return {**{name: getattr(made, name) for name in names}, "version": str(made.version), **changes}


def main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>") + len("</main>")]


def test_what_a_colleague_saved_meanwhile_stands_beside_what_was_typed(
    client: FormClient, session: Session, draft: Consultation
) -> None:
    mine = typed(draft, summary="Two places.")
    draft.summary = "Twenty places."
    session.flush()
    refused = client.post_form("/staff/consultations/cameras/edit", mine)
    assert refused.status_code == 409
    assert "Two places.</textarea>" in refused.text
    assert "Twenty places." in main(refused.text)
    assert "Somebody else changed this while you had it open." in refused.text
    assert draft.summary == "Twenty places."


def test_saving_again_after_having_seen_both_is_taken(
    client: FormClient, session: Session, draft: Consultation
) -> None:
    mine = typed(draft, summary="Two places.")
    draft.summary = "Twenty places."
    session.flush()
    client.post_form("/staff/consultations/cameras/edit", mine)
    saved = client.post_form("/staff/consultations/cameras/edit", {**mine, "version": str(draft.version)})
    assert (saved.status_code, saved.location) == (303, "/staff/consultations/cameras")
    assert draft.summary == "Two places."


def test_the_page_with_both_texts_carries_the_version_that_was_seen_on_it(
    client: FormClient, session: Session, draft: Consultation
) -> None:
    mine = typed(draft, summary="Two places.")
    draft.summary = "Twenty places."
    session.flush()
    page = client.post_form("/staff/consultations/cameras/edit", mine).text
    (version,) = re.findall(r'<input[^>]*name="version"[^>]*>', page)
    assert f'value="{draft.version}"' in version


def test_fields_that_agree_are_not_shown_as_a_clash(client: FormClient, session: Session, draft: Consultation) -> None:
    mine = typed(draft, summary="Two places.")
    draft.summary = "Twenty places."
    session.flush()
    page = client.post_form("/staff/consultations/cameras/edit", mine).text
    assert re.findall(r"Their whole text: ([^<]*)<", page) == ["Summary"]


def test_what_a_colleague_typed_is_text_on_that_page(client: FormClient, session: Session, draft: Consultation) -> None:
    mine = typed(draft, title="Mine")
    draft.title = XSS
    session.flush()
    page = client.post_form("/staff/consultations/cameras/edit", mine).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("version", ["", "x", "²", "-1", "9" * 5000])
def test_a_form_that_does_not_say_what_was_seen_overwrites_nothing(
    client: FormClient, session: Session, draft: Consultation, version: str
) -> None:
    refused = client.post_form("/staff/consultations/cameras/edit", typed(draft, title="Mine", version=version))
    assert refused.status_code == 409
    assert draft.title == "Cameras"


def test_a_change_in_public_is_not_made_over_a_colleagues_and_leaves_no_record(
    client: FormClient, session: Session, sign_in: SignIn
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    made = make_consultation(session, slug="parks", summary="Ten places.")
    mine = typed(made, summary="Two places.", reason="A correction.", is_material="no")
    made.summary = "Twenty places."
    session.flush()
    refused = client.post_form("/staff/consultations/parks/change", mine)
    assert refused.status_code == 409
    assert "A correction." in refused.text
    assert made.summary == "Twenty places."
    assert session.query(Change).count() == 0
