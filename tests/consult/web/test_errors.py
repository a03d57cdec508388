"""Whatever goes wrong, people read what to do and programs get a problem document; neither learns how we are built."""

import contextlib
import logging
from collections.abc import Callable

import pytest
from flask import Flask, flash
from sqlalchemy import bindparam, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from consult.app import create_app
from consult.config import Settings
from consult.consultations.models import Consultation
from consult.contract.registry import Registry
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database, first_row
from consult.kernel.errors import (
    Closed,
    Compared,
    DomainError,
    Gone,
    Invalid,
    NotFound,
    SavedOtherwise,
    SignInNeeded,
    TooMany,
)
from consult.records.models import Correction
from consult.web.guard import actor, public
from consult.web.transactions import db as request_session
from tests.factories import make_consultation, make_person
from tests.support import postgresql
from tests.support.pages import faults_of, parsed, words_in
from tests.support.web import FormClient, sign_in

INSIDE = "a-secret-of-the-inside"
JSON = {"Accept": "application/json"}


def raising(error: Exception) -> Callable[[], str]:
    @public
    def view() -> str:
        actor()
        raise error

    return view


def rename_all(consultation_id: int) -> Callable[[], str]:
    """Make a view that writes, and then fails."""

    @public
    def view() -> str:
        request_session().get_one(Consultation, consultation_id).title = "Written by a request that failed"
        request_session().flush()
        raise RuntimeError(INSIDE)

    return view


@pytest.fixture
def failing(settings: Settings, registry: Registry, database: Database) -> Flask:
    """An application to which a test may add pages that fail."""
    made = create_app(settings, database=database, registry=registry)
    made.test_client_class = FormClient
    return made


def visitor(app: Flask, session: Session) -> FormClient:
    made = app.test_client()
    assert isinstance(made, FormClient)
    made.shared = session
    return made


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (NotFound("There is no such group."), 404, "There is no such group."),
        (Closed(), 409, "This is closed, so answers can no longer be sent or changed."),
        (Gone(), 410, "This has been removed."),
        (Invalid("The two dates are the same."), 422, "The two dates are the same."),
        (TooMany(), 429, "Wait 15 minutes and try again."),
    ],
)
def test_what_cannot_be_done_is_told_in_its_own_sentence_as_a_page_and_as_a_document(
    failing: Flask, session: Session, error: DomainError, status: int, sentence: str
) -> None:
    failing.add_url_rule("/fail", "fail", raising(error))
    page = visitor(failing, session).get("/fail")
    assert (page.status_code, page.mimetype) == (status, "text/html")
    assert sentence in page.text
    assert faults_of(parsed(page.text, is_page=True)) == []
    document = visitor(failing, session).get("/fail", headers=JSON)
    assert (document.status_code, document.mimetype) == (status, "application/problem+json")
    assert document.get_json()["status"] == status
    assert document.get_json()["detail"].endswith(sentence)
    assert document.get_json()["title"]


def test_the_heading_says_what_is_the_case(failing: Flask, session: Session) -> None:
    failing.add_url_rule("/fail", "fail", raising(Closed(title="This consultation has closed")))
    page = visitor(failing, session).get("/fail")
    assert [item.text for item in parsed(page.text, is_page=True).iter("h1")] == ["This consultation has closed"]


def test_a_browser_that_would_take_json_too_gets_a_page(client: FormClient) -> None:
    accepted = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.8,*/*;q=0.7"
    assert client.get("/nowhere", headers={"Accept": accepted}).mimetype == "text/html"


def test_words_of_a_stranger_in_a_sentence_are_never_markup(failing: Flask, session: Session) -> None:
    failing.add_url_rule("/fail", "fail", raising(NotFound("There is no <script>alert(1)</script>.")))
    assert "<script>alert(1)" not in visitor(failing, session).get("/fail").text


def test_whoever_must_sign_in_first_comes_back_to_the_same_page(client: FormClient) -> None:
    assert client.head("/staff/consultations").status_code == 303
    sent = client.get("/staff/consultations?q=cameras&page=2")
    assert sent.status_code == 303
    assert sent.location == "/sign-in?next=/staff/consultations?q%3Dcameras%26page%3D2"


def test_a_form_of_somebody_signed_out_is_not_thrown_away_by_a_redirect(client: FormClient) -> None:
    refused = client.post_form("/staff/consultations/new", {"title": "Cameras"})
    assert refused.status_code == 401
    assert "Sign in to see this page." in refused.text


def test_what_somebody_typed_is_given_back_with_every_error(failing: Flask, session: Session, live_app: Flask) -> None:
    written = "I live beside the station,\nand  nobody <b>asked</b> us."
    secret = "a pass phrase of many words"
    sent = {
        "reasons": written,
        "position": "support",
        "password": secret,
        "new_password": secret,
        "code": "7F3K 92QX B41T",
    }
    failing.add_url_rule("/fail", "fail", raising(Closed()), methods=["POST"])
    for made, answer in (
        (failing, visitor(failing, session).post_form("/fail", sent)),
        (live_app, live_app.test_client().post("/take-part/1/question/reasons", data=sent)),
    ):
        assert answer.status_code in {400, 409}, made
        page = parsed(answer.text, is_page=True)
        assert faults_of(page) == []
        (kept,) = page.iter("textarea")
        assert kept.text == written
        assert secret not in answer.text
        assert "7F3K" not in answer.text


def test_what_is_saved_otherwise_is_shown_beside_what_was_typed_with_ways_on(failing: Flask, session: Session) -> None:
    reason = "Libel in the second clause."
    both = (Compared("Reason", "", reason), Compared("Is it lawful?", saved=True, sent=False))
    failing.add_url_rule("/fail", "fail", raising(SavedOtherwise(None, both)), methods=["GET", "POST"])
    sent = {"reason": reason, "other": "and some more words of mine"}
    answer = visitor(failing, session).post_form("/fail", sent)
    assert answer.status_code == 409
    page = parsed(answer.text, is_page=True)
    assert faults_of(page) == []
    assert [words_in(part) for part in page.iter("dd")] == ["Nothing", reason, "Yes", "No"]
    assert [box.text for box in page.iter("textarea")] == [sent["other"]]
    assert '<a class="govuk-link" href="/fail">Open the page again, as it is now</a>' in answer.text


def test_another_site_cannot_put_words_on_our_pages(failing: Flask, session: Session) -> None:
    failing.add_url_rule("/fail", "fail", raising(Closed()), methods=["POST"])
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = visitor(failing, session).post_form("/fail", {"reasons": "Call this number at once"}, headers=headers)
    assert answer.status_code == 400
    assert "Call this number" not in answer.text


def test_a_program_is_not_sent_to_a_form_to_sign_in(client: FormClient) -> None:
    refused = client.get("/staff/consultations", headers=JSON)
    assert (refused.status_code, refused.mimetype) == (401, "application/problem+json")
    assert refused.get_json()["detail"] == SignInNeeded.default


@pytest.mark.parametrize("headers", [{}, JSON], ids=["page", "document"])
def test_a_fault_of_ours_tells_nothing_of_the_inside_and_is_in_the_log(
    failing: Flask, session: Session, caplog: pytest.LogCaptureFixture, headers: dict[str, str]
) -> None:
    failing.add_url_rule("/fail", "fail", raising(RuntimeError(INSIDE)))
    with caplog.at_level(logging.ERROR, logger="consult"):
        answer = visitor(failing, session).get("/fail", headers=headers)
    assert answer.status_code == 500
    assert "Something went wrong on our side." in answer.text
    assert INSIDE not in answer.text
    assert "Traceback" not in answer.text
    assert "fault at /fail" in caplog.text
    assert INSIDE in caplog.text


def test_a_fault_of_ours_keeps_nothing_that_the_request_wrote(failing: Flask, session: Session) -> None:
    consultation = make_consultation(session, title="As it was")
    failing.add_url_rule("/fail", "fail", rename_all(consultation.id), methods=["POST"])
    assert visitor(failing, session).post_form("/fail").status_code == 500
    assert consultation.title == "As it was"


def test_a_change_that_the_database_refuses_to_a_kept_row_is_told_in_a_plain_sentence(
    failing: Flask, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    told = {
        "place": "title",
        "number": 1,
        "said": "As it was",
        "says": "As it is",
        "reason": "Wrong",
        "made_at": clock.now(),
    }
    correction = Correction(table_name="consultation", row_key="1", **told)
    session.add(correction)
    session.flush()

    @public
    def view() -> str:
        request_session().get_one(Correction, correction.id).row_key = "2"
        request_session().flush()
        return "changed"

    failing.add_url_rule("/fail", "fail", view, methods=["POST"])
    with caplog.at_level(logging.ERROR, logger="consult"):
        answer = visitor(failing, session).post_form("/fail")
    assert answer.status_code == 409
    assert "This is part of the permanent record, so it can no longer be changed." in answer.text
    assert "fault at /fail" in caplog.text


def test_a_signed_in_person_meets_a_fault_with_a_whole_page(failing: Flask, session: Session) -> None:
    failing.add_url_rule("/fail", "fail", raising(RuntimeError(INSIDE)))
    client = visitor(failing, session)
    sign_in(client, session, make_person(session, Role.OFFICER, name="Olive Officer"))
    page = client.get("/fail")
    assert page.status_code == 500
    assert faults_of(parsed(page.text, is_page=True)) == []
    assert client.get("/account").status_code == 200


def test_a_database_that_does_not_answer_asks_people_to_keep_their_page(
    failing: Flask, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    failing.add_url_rule("/fail", "fail", raising(OperationalError(INSIDE, {}, Exception(INSIDE))))
    answer = visitor(failing, session).get("/fail")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "Keep this page open and send it again in a few minutes." in answer.text
    assert INSIDE not in answer.text
    assert "the database did not answer" in caplog.text


def test_a_database_that_is_not_there_is_no_fault_of_the_page(live_app: Flask, live_database: Database) -> None:
    with live_database.unit_of_work() as opened:
        opened.execute(text("ALTER TABLE consultation RENAME TO consultation_gone"))
    answer = live_app.test_client().get("/")
    assert answer.status_code in {500, 503}
    assert "consultation_gone" not in answer.text
    assert "SELECT" not in answer.text


def test_a_fault_with_the_database_logs_nothing_that_was_typed(
    live_app: Flask, live_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    @public
    def view() -> str:
        for _ in range(2):
            make_person(request_session(), email=f"{INSIDE}@people.example")
        return ""

    live_app.add_url_rule("/fail/<word>", "fail", view, methods=["POST"])
    assert visitor(live_app, live_database.sessions()).post_form(f"/fail/{INSIDE}").status_code == 500
    assert "fault at /fail/<word>" in caplog.text
    assert INSIDE not in caplog.text


@pytest.mark.parametrize("point", ["before", "within", "last"])
@pytest.mark.parametrize("is_gone", [True, False])
def test_what_was_typed_comes_back_when_postgresql_goes_away_and_the_service_recovers(
    live_app: Flask, live_database: Database, point: str, is_gone: bool, caplog: pytest.LogCaptureFixture
) -> None:
    if live_database.is_sqlite:
        pytest.skip("SQLite is a file: it cannot be away")
    url = live_database.engine.url.render_as_string(hide_password=False)
    with contextlib.ExitStack() as stack:

        def lose(at: str) -> None:
            if at == point:
                stack.enter_context(postgresql.away(url)) if is_gone else postgresql.cut_off(url)

        @public
        def view() -> str:
            actor()
            make_person(request_session(), email="first@people.example")
            lose("within")
            read_a_row(request_session())
            lose("last")
            return ""

        live_app.add_url_rule("/save", "save", view, methods=["POST"])
        client = visitor(live_app, live_database.sessions())
        assert client.get("/").status_code == 200
        lose("before")
        answer = client.post_form("/save", {"title": "A title of several words"})
        if point == "before" and not is_gone:
            assert answer.status_code == 200
            return
        assert answer.status_code == 503
        assert "A title of several words" in answer.text
        assert client.get("/").status_code == (503 if is_gone else 200)
    assert client.get("/").status_code == 200
    assert "Traceback" not in caplog.text


_NOTE = select(Consultation.id).where(Consultation.id == bindparam("id"))


def read_a_row(db: Session) -> None:
    first_row(db, _NOTE, {"id": 1})


@pytest.mark.parametrize("is_noticed_early", [True, False])
def test_two_who_save_at_once_are_told_so(failing: Flask, session: Session, is_noticed_early: bool) -> None:
    consultation = make_consultation(session)

    @public
    def save() -> str:
        mine = request_session().get_one(Consultation, consultation.id)
        others = update(Consultation).where(Consultation.id == consultation.id).values(version=7)
        request_session().execute(others.execution_options(synchronize_session=False))
        mine.title = "Mine"
        flash("It was saved.")
        if is_noticed_early:
            request_session().flush()
        return "saved"

    failing.add_url_rule("/save", "save", save, methods=["POST"])
    client = visitor(failing, session)
    refused = client.post_form("/save", {"title": "A title of several words"})
    assert refused.status_code == 409
    assert "Somebody else changed this while you had it open." in refused.text
    assert "A title of several words" in refused.text
    assert "default-src 'none'" in refused.headers["Content-Security-Policy"]
    if not is_noticed_early:
        assert "It was saved." not in client.get("/help").text


def test_an_address_that_is_not_ours_gets_a_plain_sentence_and_no_page(client: FormClient) -> None:
    answer = client.get("/", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert "evil.example" not in answer.text
