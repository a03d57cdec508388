"""Whatever is typed into a search box, however long, is answered."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel.authz import Role
from tests.factories import make_activity, make_consultation, make_person, make_submission
from tests.support.web import FormClient

ENDLESS = {
    "letters": "a" * 60_000,
    "different words": " ".join(f"w{number}" for number in range(9_000)),
    "quotes": '"' * 60_000,
    "left out": " ".join(f"-w{number}" for number in range(8_000)),
    "characters": "漢" * 20_000,
    "marks": "e" + "\u0301" * 30_000,
}


@pytest.fixture
def responses(client: FormClient, session: Session, sign_in: Callable[[FormClient, Person], None]) -> str:
    """The address of a list of responses, for an officer who may also see all other lists."""
    activity = make_activity(session, make_consultation(session))
    make_submission(session, activity)
    sign_in(client, make_person(session, Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR))
    return f"/staff/activities/{activity.id}/responses"


@pytest.mark.parametrize("typed", ENDLESS.values(), ids=ENDLESS.keys())
def test_every_search_answers(client: FormClient, responses: str, typed: str) -> None:
    for path, name in (("/", "q"), ("/motions/", "q"), ("/staff/people", "q"), ("/staff/audit-log", "person")):
        assert client.get(path, query_string={name: typed}).status_code in {200, 414, 422}, path
    assert client.get(responses, query_string={"q": typed}).status_code in {200, 414, 422}


def test_every_page_answers_whatever_its_address_asks(application: Flask, client: FormClient, responses: str) -> None:
    pages = {
        rule.rule for rule in application.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())
    }
    for path in sorted(pages):
        answer = client.get(path, query_string=dict.fromkeys(("q", "person", "words", "name"), "w\u00f6rter " * 3_000))
        assert answer.status_code < 500, path
