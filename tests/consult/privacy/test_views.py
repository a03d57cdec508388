"""The privacy notice."""

from consult.exports.prepared_files import KEPT
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient


def test_the_notice_says_who_is_responsible_and_how_to_write_to_them(client: FormClient) -> None:
    answer = client.get("/privacy")
    assert answer.status_code == 200
    assert "Exampleton Council decides how your data is used" in answer.text
    assert "mailto:consultations@council.example" in answer.text
    assert 'href="/privacy"' in client.get("/sign-in").text
    assert faults_of(parsed(answer.text, is_page=True)) == []


def test_the_notice_says_how_long_files_made_for_officers_are_kept(client: FormClient) -> None:
    days = f"{KEPT.days * 24} hours after they were made"
    assert days in client.get("/privacy").text
