"""The public registers as pages, files and feeds."""

import re

import pytest
from sqlalchemy.orm import Session

from consult.registers import queries, views
from tests.consult.decisions.conftest import Case
from tests.consult.registers.conftest import corrected, published
from tests.factories import XSS
from tests.support.web import FormClient

REGISTER = "/registers/decisions"


def title_of(page: str) -> str:
    found = re.search("<title>(.*?)</title>", page, re.S)
    assert found is not None
    return found[1].strip()


def test_everybody_finds_the_registers_and_reads_each(client: FormClient, decided: Case) -> None:
    assert 'href="/registers/decisions"' in client.get("/registers").text
    page = client.get(REGISTER).text
    assert "1 row" in page
    assert "Fewer than 5" in page
    assert "Open Government Licence v3.0" in page


def test_a_row_stays_at_its_address_and_leads_to_its_own_page(client: FormClient, decided: Case) -> None:
    row = client.get(REGISTER).text.split('href="/registers/decisions/rows/')[1].split('"')[0]
    page = client.get(f"{REGISTER}/rows/{row}")
    assert f"/consultations/{decided.consultation.slug}/outcome/1" in page.text
    assert f"/registers/decisions/rows/{row}" in page.text


@pytest.mark.parametrize("address", ["/registers/none", "/registers/none/data.csv", f"{REGISTER}/rows/1x"])
@pytest.mark.parametrize("key", ["", "?before=9x"])
def test_what_is_not_there_is_not_found(client: FormClient, address: str, key: str) -> None:
    assert client.get(address + key).status_code == 404


def test_a_page_before_no_key_is_not_found(client: FormClient) -> None:
    assert client.get(f"{REGISTER}?before=99999999999").status_code == 404


def test_pages_have_titles_of_their_own_and_keep_the_filters(
    client: FormClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    monkeypatch.setattr(views, "PAGE", 1)
    published(session)
    published(session)
    first = client.get(f"{REGISTER}?standing=current&_external=x").text
    following = re.search(r'href="(/registers/decisions\?[^"]*before=[^"]*)"', first)
    assert following is not None
    second = client.get(following[1].replace("&amp;", "&")).text
    assert "standing=current" in following[1]
    assert "Newest rows" in second
    titles = {title_of(first), title_of(second), title_of(client.get(REGISTER).text)}
    assert len(titles) == 3


def test_what_people_wrote_is_only_shown(client: FormClient, session: Session) -> None:
    published(session, summary=XSS)
    assert XSS not in client.get(REGISTER).text


def test_a_wrong_filter_is_told_in_a_sentence(client: FormClient, decided: Case) -> None:
    answer = client.get(f"{REGISTER}?decided_on_from-day=31&decided_on_from-month=2&decided_on_from-year=2023")
    assert answer.status_code == 422
    assert "There is a problem" in answer.text


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("data.csv", "text/csv; charset=utf-8"),
        ("data.json", "application/json"),
        ("feed.atom", "application/atom+xml"),
        ("datapackage.json", "application/json"),
    ],
)
def test_a_file_is_sent_once_and_then_only_when_something_happened(
    client: FormClient, decided: Case, name: str, kind: str
) -> None:
    first = client.get(f"{REGISTER}/{name}")
    assert (first.status_code, first.content_type) == (200, kind)
    assert int(first.headers.get("Content-Length", len(first.data))) == len(first.data) > 0
    assert first.headers["Cache-Control"] == "public, no-cache"
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"{REGISTER}/{name}", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    corrected(decided)
    assert client.get(f"{REGISTER}/{name}", headers=known).status_code == 200


def test_a_file_holds_the_rows_that_are_asked_for(client: FormClient, session: Session) -> None:
    published(session, summary="Yes to cameras")
    published(session, summary="No to bins")
    page = client.get(f"{REGISTER}?summary=bins").text
    assert f'href="{REGISTER}/data.csv?summary=bins"' in page
    rows = client.get(f"{REGISTER}/data.csv?summary=bins").text
    assert "No to bins" in rows
    assert "Yes to cameras" not in rows
