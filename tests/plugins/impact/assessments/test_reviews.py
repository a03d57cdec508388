"""What makes a signed assessment due for review, and what settles it."""

from collections.abc import Callable

import pytest

from consult.accounts.models import Person
from consult.kernel.authz import ANONYMOUS
from consult.kernel.errors import Invalid
from consult.mail.services import Letter
from plugins.impact.assessments.course import NotNow
from plugins.impact.assessments.reviews import bring_forward, note_cause, open_causes, shown_causes
from tests.plugins.impact.assessments.conftest import Desk
from tests.support.web import FormClient

Outbox = Callable[..., list[Letter]]
SignIn = Callable[[FormClient, Person], None]
HAPPENED = "A man was stabbed in the next street."


def test_what_happened_is_due_until_a_later_version_is_signed(desk: Desk, outbox: Outbox) -> None:
    assessment = desk.signed()
    outbox()
    note_cause(desk.session, desk.author, assessment, "incident", HAPPENED)
    (due,) = desk.session.scalars(open_causes(assessment))
    assert (due.words, due.happened, due.settled_by) == (
        "A serious incident nearby, in the country or abroad",
        HAPPENED,
        None,
    )
    (letter,) = outbox(desk.author_person.email)
    assert letter.subject == f"Assessment {assessment.number} is due for review"
    assert f"/staff/impact/assessments/{assessment.id}" in letter.body
    desk.sign_again(assessment)
    assert desk.session.scalars(open_causes(assessment)).all() == []
    assert due.settled_by == 2


def test_it_is_noted_once_and_only_of_what_is_signed(desk: Desk) -> None:
    draft, signed = desk.begin(), desk.signed()
    assert not bring_forward(desk.session, desk.author, draft, "incident", happened=HAPPENED)
    assert bring_forward(desk.session, desk.author, signed, "incident", happened=HAPPENED)
    with pytest.raises(NotNow, match="noted already"):
        note_cause(desk.session, desk.author, signed, "incident", f" {HAPPENED} ")
    with pytest.raises(Invalid):
        note_cause(desk.session, desk.author, signed, "incident", " ")
    assert len(shown_causes(desk.session, ANONYMOUS, signed)) == 1


def test_an_author_notes_it_and_everybody_reads_it(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    assessment = desk.signed()
    place, public = f"/staff/impact/assessments/{assessment.id}", f"/impact/assessments/{assessment.number}"
    assert "Due for review" not in client.get(public).text
    sign_in(client, desk.author_person)
    assert f"{place}/review" in client.get(place).text
    empty = client.post_form(f"{place}/review", {"cause": "other"})
    assert empty.status_code == 422
    assert "Say what happened" in empty.text
    assert client.post_form(f"{place}/review", {"cause": "other", "happened": HAPPENED}).location == place
    for address in (place, public):
        page = client.get(address).text
        assert "Due for review since" in page
        assert HAPPENED in page
    again = client.post_form(f"{place}/review", {"cause": "other", "happened": HAPPENED})
    assert again.status_code == 409
    assert "noted already" in again.text
