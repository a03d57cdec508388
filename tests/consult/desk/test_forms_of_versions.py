"""Forms on paper of several versions, and a version that comes while one of them is typed in."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey import proposals, services
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.consult.desk.test_transcription_views import entered, letter, routed
from tests.factories import make_actor
from tests.plugins.survey.conftest import item, page, publish, survey
from tests.support.crawl import as_shown
from tests.support.pages import parsed
from tests.support.web import FormClient

__all__ = ["publish", "routed"]


def publish_with_a_second_officer(session: Session, asked: Activity, definition: dict[str, Any]) -> None:
    """Publish what takes questions away, which two officers have to want."""
    first, second = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    services.change_draft(session, first, asked, lambda _draft: read_definition(definition))
    seen = find_draft(session, asked.id).as_seen
    proposals.propose(session, first, asked, seen=seen, reason="We were asked to.")
    proposals.confirm(session, second, asked, seen=seen)


def test_what_was_being_typed_when_a_new_version_came_is_kept_with_the_questions_that_were_shown(
    client: FormClient, session: Session, routed: Activity, officer: Person
) -> None:
    address = f"/staff/activities/{routed.id}/enter"
    shown = as_shown(client.get(address).text)
    publish_with_a_second_officer(session, routed, survey(page("p1", item("choice", "radios"))))
    typed = {**shown, **letter(), "answer_choice": "b", "answer_why": "Of the trees."}
    missing = client.post_form(address, {**typed, "channel": ""})
    assert missing.status_code == 422
    assert "Of the trees." in missing.text
    assert client.post_form(address, {**as_shown(missing.text), "channel": "paper"}).status_code == 303
    one = entered(session)[0]
    assert (one.questions_version, one.answers) == (1, {"choice": "b", "why": "Of the trees."})
    assert 'name="answer_why"' not in client.get(address).text


def test_forms_of_an_earlier_version_are_entered_one_after_another_by_its_numbers_and_codes(
    client: FormClient, session: Session, routed: Activity, officer: Person
) -> None:
    address = f"/staff/activities/{routed.id}/enter"
    publish_with_a_second_officer(session, routed, survey(page("p1", item("choice", "radios"))))
    now = client.get(address).text
    assert f"This page is for <b>Form {routed.id}, version 2</b>" in now
    earlier = href_of(now, "Enter a form of version 1")
    shown = client.get(earlier).text
    assert f"<b>Form {routed.id}, version 1</b>" in shown
    assert [label for label in labels_of(shown) if label[:1].isdigit()] == ["1. Question choice?", "2. Question why?"]
    sent = client.post_form(earlier, {**as_shown(shown), **letter(), "answer_choice": "2", "answer_why": "Trees."})
    assert entered(session)[0].answers == {"choice": "b", "why": "Trees."}
    assert as_shown(client.get(sent.location).text)["asked_version"] == "1"


def href_of(html: str, words: str) -> str:
    """Return the address of the link with these words."""
    return next(str(a.get("href")) for a in parsed(html, is_page=True).iter("a") if "".join(a.itertext()) == words)


def labels_of(html: str) -> list[str]:
    """Return the labels of a page in order."""
    return ["".join(label.itertext()) for label in parsed(html, is_page=True).iter("label")]


@pytest.mark.parametrize("version", ["", "0", "-1", "9", "x"])
def test_a_version_that_nobody_published_is_taken_for_the_current_one(
    client: FormClient, session: Session, routed: Activity, officer: Person, version: str
) -> None:
    typed = {**letter(key="k"), "answer_choice": "a", "asked_version": version}
    assert client.post_form(f"/staff/activities/{routed.id}/enter", typed).status_code == 303
    assert entered(session)[0].questions_version == 1
