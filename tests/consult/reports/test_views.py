"""Everybody reads the versions of a report, each under its own address."""

from collections.abc import Callable

import pytest

from consult.reports.models import Report
from consult.submissions.models import Cause, Status
from consult.submissions.revision import revise
from tests.consult.reports.conftest import WORDS, Told
from tests.support.web import FormClient

PLACE = "/consultations/cameras/reports"


@pytest.mark.parametrize(("ending", "start"), [("html", b"<!doctype"), ("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_version_is_read_as_a_page_and_taken_as_a_file(
    client: FormClient, published: Callable[[], Report], ending: str, start: bytes
) -> None:
    published()
    assert f"{PLACE}/1" in client.get(PLACE).text
    assert PLACE in client.get("/consultations/cameras").text
    page = client.get(f"{PLACE}/1").text
    assert WORDS in page
    assert "Everybody chose for themselves" in page
    assert client.get(f"{PLACE}/1.{ending}").data.startswith(start)


def test_nothing_is_there_before_anything_is_published(client: FormClient, told: Told) -> None:
    assert told.consultation.slug == "cameras"
    assert client.get(PLACE).status_code == 404
    assert client.get(f"{PLACE}/1").status_code == 404


def test_changes_are_shown_against_the_version_before(
    client: FormClient, told: Told, published: Callable[[], Report]
) -> None:
    published()
    assert client.get(f"{PLACE}/1/changes").status_code == 404
    told.consultation.summary = "Something else was asked."
    told.session.flush()
    published()
    page = client.get(f"{PLACE}/2/changes").text
    assert "<ins>Something else was asked.</ins>" in page
    assert f"{PLACE}/2/changes" in client.get(f"{PLACE}/2").text
    assert "This is not the newest version." in client.get(f"{PLACE}/1").text


def test_a_version_whose_words_had_to_go_is_gone_with_a_sentence(
    client: FormClient, told: Told, published: Callable[[], Report]
) -> None:
    published()
    for one in told.quotable:
        revise(told.session, told.activity, one, Cause.WITHDRAWAL, status=Status.WITHDRAWN)
    told.session.flush()
    for place in (f"{PLACE}/1", f"{PLACE}/1.pdf"):
        answer = client.get(place)
        assert answer.status_code == 410
        assert "held words that their author took back" in answer.text
    assert "withdrawn on" in client.get(PLACE).text
