"""The page that takes a file: what is wrong is shown with its line, and a check takes nothing."""

from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel.authz import Role
from consult.office.queries import members_on
from tests.consult.office.council import MAY_2022
from tests.factories import make_person
from tests.support.web import FormClient

HEAD = "name,role,ward,seat,from\n"
ROW = "Councillor Jane Smith,member,Beckton,1,2022-05-09\n"


@pytest.fixture(autouse=True)
def officer(client: FormClient, session: Session, sign_in: Callable[[FormClient, Person], None]) -> Person:
    """An officer who is signed in."""
    person = make_person(session, Role.OFFICER)
    sign_in(client, person)
    return person


def send(client: FormClient, text: str, **chosen: str) -> tuple[int, str]:
    """Send a file, and return the answer with the page that it leads to."""
    upload = {"file": (BytesIO(text.encode()), "people.csv"), **chosen}
    answer = client.post_form("/staff/office/import", upload, content_type="multipart/form-data")
    page = client.get(answer.location).text if answer.status_code == 303 else answer.text
    return answer.status_code, page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + ROW + ROW, "Line 3: This seat is taken"),
        ("name\nA\n", "no column “role”"),
        (HEAD + "<b>A</b>,king,,,2022-05-09\n", "Nothing was imported. Change these lines"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_and_not_taken(
    client: FormClient, session: Session, text: str, words: str
) -> None:
    status, page = send(client, text)
    assert (status, words in page, "<b>A</b>" in page) == (422, True, False)
    assert members_on(session, MAY_2022) == []


def test_a_check_says_what_the_file_would_bring_and_takes_nothing(client: FormClient, session: Session) -> None:
    status, page = send(client, HEAD + ROW, dry_run="y")
    assert (status, "Nothing was imported yet. Lines that are new: 1." in page) == (200, True)
    assert members_on(session, MAY_2022) == []


def test_a_file_is_taken_and_the_list_says_what_it_brought(client: FormClient, session: Session) -> None:
    status, page = send(client, HEAD + ROW)
    assert (status, "Lines that were new: 1." in page) == (303, True)
    assert [term.name for term in members_on(session, MAY_2022)] == ["Councillor Jane Smith"]
