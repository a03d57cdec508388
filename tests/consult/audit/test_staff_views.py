"""The page of the audit log."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.kernel.authz import Role
from consult.kernel.clock import set_clock
from tests.factories import XSS, make_consultation, make_person
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
ClockAt = Callable[..., datetime]


@pytest.fixture
def auditor(client: FormClient, session: Session, sign_in: SignIn) -> Person:
    """An auditor, signed in."""
    person = make_person(session, Role.AUDITOR, name="Aud Auditor")
    sign_in(client, person)
    return person


def write(session: Session, at: datetime, name: str, actor: str = "Ada", consultation_id: int | None = None) -> None:
    row = {"at": at, "name": name, "actor_name": actor, "consultation_id": consultation_id, "facts": {}}
    session.execute(insert(AuditEntry), [row])


def sentences(page: str) -> list[str]:
    return re.findall(r'</th>\s*<td class="govuk-table__cell">(?:<span[^>]*>)?([^<]*)<', page)


@pytest.mark.usefixtures("auditor")
def test_the_audit_log_is_read_by_kind_person_consultation_and_day(
    client: FormClient, session: Session, clock_at: ClockAt
) -> None:
    at = clock_at("2026-11-02 12:00")
    consultation = make_consultation(session)
    write(session, at - timedelta(days=2), "accounts.signed_in")
    write(session, at - timedelta(days=1), "accounts.signed_out", actor="Otto 100%")
    write(session, at, "tests.moved", consultation_id=consultation.id)

    def found(**query: str) -> list[str]:
        answer = client.get("/staff/audit-log", query_string=query)
        assert answer.status_code == 200
        return sentences(answer.text)

    assert found() == ["Ada: Tests: moved", "Otto 100% signed out", "Ada signed in"]
    assert found(kind="accounts") == ["Otto 100% signed out", "Ada signed in"]
    assert found(kind="accounts.signed_in") == ["Ada signed in"]
    assert found(person="otto") == found(person="%") == ["Otto 100% signed out"]
    assert found(consultation=str(consultation.id)) == ["Ada: Tests: moved"]
    day = {"since-day": "1", "since-month": "11", "since-year": "2026"}
    assert found(**day) == ["Ada: Tests: moved", "Otto 100% signed out"]
    until = {"until-day": "1", "until-month": "11", "until-year": "2026"}
    assert found(**until) == ["Otto 100% signed out", "Ada signed in"]


@pytest.mark.usefixtures("auditor")
def test_a_day_is_a_day_in_london(client: FormClient, session: Session, clock_at: ClockAt) -> None:
    with set_clock(clock_at("2026-07-01 00:30")):
        write(session, clock_at("2026-07-01 00:30"), "accounts.signed_in")
    day = {
        f"{end}-{part}": value
        for end in ("since", "until")
        for part, value in (("day", "1"), ("month", "7"), ("year", "2026"))
    }
    assert sentences(client.get("/staff/audit-log", query_string=day).text) == ["Ada signed in"]


@pytest.mark.usefixtures("auditor")
def test_what_is_no_date_is_said_and_what_was_typed_stays(client: FormClient) -> None:
    answer = client.get("/staff/audit-log?since-day=40&since-month=11&since-year=2026&person=Ada")
    assert answer.status_code == 422
    assert 'value="40"' in answer.text
    assert 'value="Ada"' in answer.text


@pytest.mark.usefixtures("auditor")
def test_pages_are_turned_there_and_back_without_loss(client: FormClient, session: Session) -> None:
    at = datetime.fromisoformat("2026-11-02T12:00:00+00:00")
    rows: list[dict[str, Any]] = [
        {"at": at, "name": "accounts.signed_out", "actor_name": f"N{number}", "consultation_id": None, "facts": {}}
        for number in range(130)
    ]
    session.execute(insert(AuditEntry), rows)
    url, pages = "?kind=accounts.signed_out", []
    while url:
        page = client.get(f"/staff/audit-log{url}").text
        pages.append(sentences(page))
        found = re.search(r'href="([^"]*)" rel="next"', page)
        last, url = url, found[1].replace("&amp;", "&") if found else ""
    assert [len(page) for page in pages] == [50, 50, 30]
    assert [line for page in pages for line in page] == [f"N{number} signed out" for number in reversed(range(130))]
    back = re.search(r'href="([^"]*)" rel="prev"', client.get(f"/staff/audit-log{last}").text)
    assert back is not None
    assert sentences(client.get("/staff/audit-log" + back[1].replace("&amp;", "&")).text) == pages[1]


@pytest.mark.postgresql
@pytest.mark.usefixtures("auditor")
@pytest.mark.parametrize("name", ["before", "after", "consultation", "person", "kind", "since-day"])
def test_nothing_in_the_address_makes_a_fault(client: FormClient, name: str) -> None:
    for value in ("9" * 40, "-1", "\x00", "%", "'", ""):
        assert client.get("/staff/audit-log", query_string={name: value}).status_code in {200, 422}


@pytest.mark.usefixtures("auditor")
def test_the_page_costs_as_many_queries_with_many_entries_as_with_few(
    client: FormClient, session: Session, count_queries: Callable[..., object]
) -> None:
    at = datetime.fromisoformat("2026-11-02T12:00:00+00:00")
    costs = []
    for _ in range(2):
        for _ in range(20):
            write(session, at, "accounts.signed_in")
        with count_queries() as statements:  # type: ignore[attr-defined]
            client.get("/staff/audit-log")
        costs.append(len(statements))
    assert costs[0] == costs[1]


@pytest.mark.usefixtures("auditor")
def test_the_page_is_sound_html_and_shows_markup_as_text(client: FormClient, session: Session) -> None:
    at = datetime.fromisoformat("2026-11-02T12:00:00+00:00")
    write(session, at, "accounts.signed_in", actor=f"Ada {XSS}")
    write(session, at, "accounts.sign_in_failed", actor="")
    answer = client.get("/staff/audit-log?person=A")
    assert XSS not in answer.text
    assert faults_of(parsed(answer.text, is_page=True)) == []
    assert client.post_form("/staff/audit-log").status_code == 405


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.AUDITOR, 200), (Role.ADMINISTRATOR, 200), (Role.OFFICER, 403), (Role.COUNCILLOR, 403)],
)
def test_the_audit_log_is_for_auditors_and_administrators(
    client: FormClient, session: Session, sign_in: SignIn, role: Role, status: int
) -> None:
    sign_in(client, make_person(session, role))
    assert client.get("/staff/audit-log").status_code == status


@pytest.mark.postgresql
@pytest.mark.usefixtures("auditor")
def test_the_audit_log_is_read_about_one_row_alone(client: FormClient, session: Session, clock_at: ClockAt) -> None:
    at = clock_at("2026-11-02 12:00")
    rows: list[dict[str, object]] = [
        {"name": "accounts.role_granted", "facts": {"person_id": 7, "role": "officer"}},
        {"name": "accounts.role_withdrawn", "facts": {"person_id": 7, "role": "officer"}},
        {"name": "accounts.role_granted", "facts": {"person_id": 8, "role": "officer"}},
        {"name": "tests.moved", "facts": {"person_id": 7}},
    ]
    session.execute(
        insert(AuditEntry), [{"at": at, "actor_name": "Ada", "consultation_id": None, **row} for row in rows]
    )
    page = client.get("/staff/audit-log?about=person_id:7").text
    assert len(sentences(page)) == 2
    assert "are about" in page
    for nonsense in ("person_id", "person_id:", "person_id:7x", "nothing:7", ":7", "person_id:9999999999999999999"):
        everything = client.get(f"/staff/audit-log?about={nonsense}").text
        assert len(sentences(everything)) >= 4
        assert "are about" not in everything
