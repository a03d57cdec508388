"""What people wrote, as everybody reads it: published alone, by question, and gone when it is taken back."""

import pytest
from sqlalchemy import select

from consult.comments.models import PublishedText
from consult.comments.services import COMPANY
from consult.consultations.models import State
from consult.submissions.consent import NAMED
from consult.submissions.models import Status
from consult.submissions.revision import set_status
from tests.consult.comments.conftest import Voices
from tests.factories import XSS
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

PAGE = "/consultations/cameras/comments"
LINK = f'href="{PAGE}"'


def test_nothing_is_there_before_something_is_published(client: FormClient, voices: Voices) -> None:
    voices.send(1, NAMED)
    assert client.get(PAGE).status_code == 404
    assert LINK not in client.get("/consultations/cameras").text


def test_the_page_of_the_consultation_leads_to_texts_by_question(client: FormClient, voices: Voices) -> None:
    voices.publish(*(voices.send(number) for number in range(COMPANY)))
    assert LINK in client.get("/consultations/cameras").text
    page = client.get(PAGE)
    assert faults_of(parsed(page.text, is_page=True)) == []
    assert all(f"Because {number}." in page.text for number in range(COMPANY))
    assert "Lamps" not in page.text
    other = client.get(PAGE, query_string={"question": f"{voices.activity.id}-instead"})
    assert "Lamps 1." in other.text
    assert "Because" not in other.text
    assert client.get(PAGE, query_string={"question": "1-position"}).status_code == 404
    assert page.headers["X-Robots-Tag"] == "noindex, noarchive"


def test_texts_are_searched_and_read_page_by_page(client: FormClient, voices: Voices) -> None:
    voices.publish(*(voices.send(number) for number in range(23)))
    assert "page=2" in client.get(PAGE).text
    assert client.get(PAGE, query_string={"page": 2}).text.count("Because") == 3
    found = client.get(PAGE, query_string={"q": "because 22"}).text
    assert found.count("Because") == 1
    assert "No text has these words." in client.get(PAGE, query_string={"q": "zebra"}).text


@pytest.mark.postgresql
@pytest.mark.parametrize("number", ["3", "99999999999999999999999999", "9223372036854775807"])
def test_a_page_that_is_not_there_is_not_found(client: FormClient, voices: Voices, number: str) -> None:
    voices.publish(voices.send(1, NAMED))
    assert client.get(PAGE, query_string={"page": number}).status_code == 404


@pytest.mark.parametrize("number", ["0", "-5", "two", "²", ""])
def test_a_page_number_that_is_none_leads_to_the_first(client: FormClient, voices: Voices, number: str) -> None:
    voices.publish(voices.send(1, NAMED))
    assert "Because 1." in client.get(PAGE, query_string={"page": number}).text


def test_a_text_and_a_response_with_a_name_have_pages_of_their_own(client: FormClient, voices: Voices) -> None:
    sent = voices.send(1, NAMED)
    voices.publish(sent)
    whole = client.get(f"/consultations/cameras/responses/{sent.reference}")
    assert all(words in whole.text for words in ("Group 1", "Because 1.", "Lamps 1.", sent.reference))
    assert "Oppose" not in whole.text
    text = voices.session.scalars(select(PublishedText).where(PublishedText.key == "reasons")).one()
    page = client.get(f"{PAGE}/{text.reference}")
    assert "Because 1." in page.text
    assert "Lamps" not in page.text
    set_status(voices.session, voices.activity, sent, Status.WITHDRAWN)
    for address in (PAGE, f"{PAGE}/{text.reference}", f"/consultations/cameras/responses/{sent.reference}"):
        assert client.get(address).status_code == 404


def test_a_draft_shows_nothing_and_what_was_written_is_no_markup(client: FormClient, voices: Voices) -> None:
    sent = voices.send(1, NAMED)
    sent.answers = sent.answers | {"reasons": XSS, "name_to_publish": XSS}
    voices.session.flush()
    voices.publish(sent)
    assert XSS not in client.get(PAGE).text
    assert "&lt;script&gt;" in client.get(PAGE).text
    voices.consultation.state = State.DRAFT
    voices.session.flush()
    assert client.get(PAGE).status_code == 404
