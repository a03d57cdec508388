"""What is too much is refused before it is read."""

import contextlib
import io
import socket
import tracemalloc
from collections.abc import Callable
from contextvars import Context
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import RequestEntityTooLarge

from consult.accounts.models import Person
from consult.config import Settings
from consult.consultations.models import Document, State
from consult.contract.questions import LONGEST_TEXT
from consult.journey.file_views import require_draft
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.submissions.answer_files import LARGEST
from consult.web import limits
from consult.web.limits import LARGEST_CHARACTER, LARGEST_FORM, LARGEST_PAGE, LONGEST_QUERY, MAX_FIELDS, fields_of
from tests.conftest import CHOSEN
from tests.factories import make_activity, make_consultation, make_person
from tests.support.server import environment_for, free_port, running
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
PART = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n'


def sent(client: FormClient, url: str, content: bytes, kind: str, *, has_length: bool) -> tuple[int, io.BytesIO]:
    """Post a body with its length told, or in chunks whose end only the server knows."""
    body = io.BytesIO(content)
    environ: dict[str, Any] = {"wsgi.input": body, "wsgi.input_terminated": True, "CONTENT_TYPE": kind}
    if has_length:
        environ["CONTENT_LENGTH"] = str(len(content))
    return client.post(url, environ_overrides=environ).status_code, body


def document_form(client: FormClient, size: int) -> bytes:
    """Write the form of a document of that many bytes."""
    fields = b"".join(
        PART.replace(b'"a"', f'"{name}"'.encode()) + value.encode() + b"\r\n"
        for name, value in {"csrf_token": client.form_token(), "title": "The plan"}.items()
    )
    file = b'--b\r\nContent-Disposition: form-data; name="file"; filename="plan.txt"\r\n\r\nPlan '
    return fields + file + b"x" * size + b"\r\n--b--\r\n"


@pytest.mark.parametrize("has_length", [True, False])
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (URLENCODED, b"a&" * 2_000_000),
        (URLENCODED, b"email=" + b"x" * 4_000_000),
        (MULTIPART, PART + b"x" * 4_000_000 + b"\r\n--b--\r\n"),
        ("application/json", b'{"a": "' + b"x" * 4_000_000 + b'"}'),
    ],
)
@pytest.mark.parametrize("url", ["/sign-in", "/nowhere", "/staff/consultations/none/documents"])
def test_a_body_larger_than_any_form_is_refused_before_it_is_read(
    client: FormClient, url: str, kind: str, content: bytes, has_length: bool
) -> None:
    status, body = sent(client, url, content, kind, has_length=has_length)
    assert status in {400, 401, 404, 413, 415}
    assert body.tell() <= LARGEST_FORM + 64 * 1024
    if has_length:
        assert body.tell() == 0


@pytest.mark.parametrize("has_length", [True, False])
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (URLENCODED, b"a&" * MAX_FIELDS),
        (URLENCODED, b"a=1&" * MAX_FIELDS),
    ],
)
def test_more_fields_than_any_page_has_are_not_parsed(
    client: FormClient, monkeypatch: pytest.MonkeyPatch, kind: str, content: bytes, has_length: bool
) -> None:
    read: list[bytes] = []

    def note(written: bytes) -> list[tuple[str, str]]:
        read.append(written)
        return []

    monkeypatch.setattr(limits, "fields_of", note)
    assert sent(client, "/sign-in", content, kind, has_length=has_length)[0] == 413
    assert [written for written in read if written] == []


@pytest.mark.parametrize("query", ["a&" * MAX_FIELDS, "q=" + "x" * LONGEST_QUERY])
@pytest.mark.parametrize("path", ["/", "/nowhere", "/sign-in"])
def test_an_address_without_end_is_refused_in_a_sentence(client: FormClient, path: str, query: str) -> None:
    answer = client.get(path, query_string=query)
    assert answer.status_code == 414
    assert "The address is too long." in answer.text


def test_the_page_that_refuses_says_what_to_do(client: FormClient) -> None:
    content = b"email=" + b"x" * LARGEST_FORM
    refused = client.post("/sign-in", input_stream=io.BytesIO(content), content_length=len(content))
    assert refused.status_code == 413
    assert "so it was not read. Use your browser’s Back button: what you wrote should still be there." in refused.text


class Drip(io.BytesIO):
    """A body that comes in small pieces, as over a slow line."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(1000 if size is None or size < 0 else min(size, 1000))


def test_a_form_that_comes_in_pieces_is_read_to_its_end_and_never_cut(application: Flask) -> None:
    for size in (100_000, LARGEST_FORM + 1):
        given = {"input_stream": Drip(b"text=" + b"x" * size), "content_type": URLENCODED}
        over = {"wsgi.input_terminated": True}
        with application.test_request_context("/", method="POST", environ_overrides=over, **given):
            if size < LARGEST_FORM:
                assert len(request.form["text"]) == size
            else:
                with pytest.raises(RequestEntityTooLarge):
                    len(request.form)


def test_several_long_texts_of_a_hundred_thousand_characters_fit(application: Flask, client: FormClient) -> None:
    texts = {f"text{number}": "Zürich, l’été, façade and so on. " * 3_000 for number in range(5)}
    content = urlencode(texts).encode()
    with application.test_request_context(
        "/", method="POST", input_stream=io.BytesIO(content), content_type=URLENCODED
    ):
        assert {name: request.form[name] for name in texts} == texts


@given(st.lists(st.tuples(st.text(min_size=1), st.text())))
def test_every_form_is_read_as_it_was_written(fields: list[tuple[str, str]]) -> None:
    fields = [
        (name.encode("utf-8", "replace").decode(), value.encode("utf-8", "replace").decode()) for name, value in fields
    ]
    assert fields_of(urlencode(fields).encode()) == fields


@given(st.text(alphabet="ab%+&=4É\r\n1fF"))
def test_a_form_that_no_browser_sends_is_read_as_the_standard_library_does(written: str) -> None:
    expected = [pair for pair in parse_qsl(written, keep_blank_values=True, errors="replace") if pair[0]]
    assert fields_of(written.encode()) == expected


@pytest.mark.parametrize(
    "unit", ["%41", "%4", "%", "%\r\n", "%3D", "==", "= \n", "x%41", "%C3%A9", "a%E4%B8%AD", "%%%41", "é%c3%A9"]
)
def test_escapes_are_read_as_the_standard_library_reads_them(unit: str) -> None:
    written = "a=" + unit * 50
    assert fields_of(written.encode()) == parse_qsl(written, errors="replace")


LONG_ANSWERS = {
    "letters": "a" * LONGEST_TEXT,
    "accents": "é" * LONGEST_TEXT,
    "Chinese": "中" * LONGEST_TEXT,
    "rare Chinese": "𠀀" * LONGEST_TEXT,
    "one too many": "𠀀" * (LONGEST_TEXT + 1),
    "twice as many": "中" * LONGEST_TEXT * 2,
}


@pytest.fixture
def page_of_texts(client: FormClient, session: Session) -> str:
    """Begin a response to one question that is answered in words, and return the address of its page."""
    questions = {"questions": [{"key": "why", "kind": "long_text", "label": "Why?"}]}
    activity = make_activity(session, make_consultation(session), questions=questions)
    client.post_form(f"/take-part/{activity.id}/start")
    return f"/take-part/{activity.id}/question/why"


def written_answer(client: FormClient, text: str) -> bytes:
    """Write the form of an answer as a browser sends it."""
    return urlencode({"csrf_token": client.form_token(), "why": text}).encode()


@pytest.mark.parametrize("has_length", [True, False])
@pytest.mark.parametrize("script", LONG_ANSWERS)
def test_the_longest_answer_of_any_script_is_kept_or_told_its_length(
    client: FormClient, page_of_texts: str, script: str, has_length: bool
) -> None:
    text = LONG_ANSWERS[script]
    content = written_answer(client, text)
    environ: dict[str, Any] = {"wsgi.input": io.BytesIO(content), "wsgi.input_terminated": True}
    told = {"CONTENT_LENGTH": str(len(content))} if has_length else {}
    answer = client.post(page_of_texts, environ_overrides={**environ, **told, "CONTENT_TYPE": URLENCODED})
    if len(text) <= LONGEST_TEXT:
        assert answer.status_code == 303
        assert text in client.get(page_of_texts).text
    else:
        assert answer.status_code == 422
        assert f"must be 100,000 characters or less. It has {len(text):,}" in answer.text
        assert text in answer.text


@pytest.mark.parametrize("has_length", [True, False])
def test_what_no_answer_can_be_is_refused_before_it_is_read(
    client: FormClient, page_of_texts: str, has_length: bool
) -> None:
    absurd = written_answer(client, "𠀀" * LONGEST_TEXT * 3)
    status, body = sent(client, page_of_texts, absurd, URLENCODED, has_length=has_length)
    limit = LARGEST_FORM + LARGEST_CHARACTER * LONGEST_TEXT
    assert status == 413
    assert body.tell() <= (0 if has_length else limit + 64 * 1024)


def test_no_page_takes_more_than_the_largest_however_many_texts_it_asks_for(
    application: Flask, client: FormClient, page_of_texts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application.view_functions["journey.page"], "maximum_characters", lambda *_, **__: 10**9)
    absurd = written_answer(client, "a" * LARGEST_PAGE)
    assert sent(client, page_of_texts, absurd, URLENCODED, has_length=True)[0] == 413


def test_reading_a_large_form_takes_a_few_times_its_size(client: FormClient, page_of_texts: str) -> None:
    content = written_answer(client, "𠀀" * LONGEST_TEXT * 10)
    tracemalloc.start()
    try:
        fields = dict(fields_of(content))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(fields["why"]) == LONGEST_TEXT * 10
    assert peak < 6 * len(content)


def test_large_forms_are_read_in_turn_and_one_that_waits_too_long_is_told_so(
    application: Flask, client: FormClient, page_of_texts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = written_answer(client, LONG_ANSWERS["rare Chinese"])
    monkeypatch.setattr(limits, "PATIENCE", 0.01)
    waiting: list[tuple[int, bool]] = []

    def answer_other(**_parts: object) -> str:
        other = application.test_client()
        assert isinstance(other, FormClient)
        # Another visitor's request knows nothing of this one.
        status, body = Context().run(sent, other, page_of_texts, content, URLENCODED, has_length=True)
        waiting.append((status, body.tell() == 0))
        return "ok"

    view = application.view_functions["journey.page"]
    monkeypatch.setitem(application.view_functions, "journey.page", wraps(view)(answer_other))
    assert sent(client, page_of_texts, content, URLENCODED, has_length=True)[0] == 200
    assert waiting == [(503, True)]
    monkeypatch.setitem(application.view_functions, "journey.page", view)
    assert sent(client, page_of_texts, content, URLENCODED, has_length=True)[0] == 303


def test_a_page_that_takes_files_takes_large_ones_from_whoever_may_sign_in(
    client: FormClient, session: Session, settings: Settings, sign_in: SignIn
) -> None:
    made = make_consultation(session, state=State.DRAFT)
    url = f"/staff/consultations/{made.slug}/documents"
    large = LARGEST_FORM * 3
    status, body = sent(client, url, document_form(client, large), MULTIPART, has_length=True)
    assert (status, body.tell()) == (401, 0)
    sign_in(client, make_person(session, Role.OFFICER))
    assert sent(client, url, document_form(client, large), MULTIPART, has_length=False)[0] == 303
    assert session.scalars(select(Document)).one().title == "The plan"
    status, body = sent(
        client, url, document_form(client, settings.largest_upload + LARGEST_FORM), MULTIPART, has_length=True
    )
    assert (status, body.tell()) == (413, 0)


def test_a_page_that_takes_files_takes_no_larger_fields_for_it(
    client: FormClient, session: Session, sign_in: SignIn
) -> None:
    made = make_consultation(session, state=State.DRAFT)
    sign_in(client, make_person(session, Role.OFFICER))
    url = f"/staff/consultations/{made.slug}/documents"
    for content, kind in ((b"a&" * 1_500_000, URLENCODED), (PART + b"x" * 3_000_000 + b"\r\n--b--\r\n", MULTIPART)):
        status, body = sent(client, url, content, kind, has_length=True)
        assert status == 413
        assert body.tell() <= LARGEST_FORM + 128 * 1024


def test_only_pages_that_take_files_read_what_only_files_need(client: FormClient) -> None:
    headings = PART[:-4] + b"\r\na: b" * 150_000 + b"\r\n\r\nx\r\n--b--\r\n"
    for url in ("/sign-in", "/nowhere"):
        for has_length in (True, False):
            status, body = sent(client, url, headings, MULTIPART, has_length=has_length)
            assert (status, body.tell()) == (415, 0)


ANONYMOUS = {"answer_files.page"}
"""The one page that takes a file from somebody without an account: `test_file_views.py` sends it floods."""


def test_every_page_that_takes_files_asks_who_sends_them_or_for_the_draft_it_belongs_to(application: Flask) -> None:
    takers = {rule.endpoint for rule in application.url_map.iter_rules() if takes_files(application, rule.endpoint)}
    assert {"imports.upload", "survey_import.import_"} <= takers
    for endpoint in takers - ANONYMOUS:
        permission = getattr(application.view_functions[endpoint], "permission", "")
        assert not application.extensions["permissions"][permission].is_for_anyone, endpoint
    for endpoint in ANONYMOUS:
        view: Any = application.view_functions[endpoint]
        assert view.requires_of_sender is require_draft
        assert view.largest_file == LARGEST


def takes_files(app: Flask, endpoint: str) -> bool:
    """Whether a page is marked as one that takes files."""
    return getattr(app.view_functions[endpoint], "takes_files", False)


def test_the_served_site_refuses_floods_of_every_shape(live_database: Database, tmp_path: Path) -> None:
    port = free_port()
    url = live_database.engine.url.render_as_string(hide_password=False)
    head = f"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: {URLENCODED}\r\nConnection: close\r\n"
    with running(environment_for(tmp_path, url, port, CHOSEN), port, tmp_path) as server:
        for ending in (f"Content-Length: {26 * 1024 * 1024}\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", port), timeout=60) as flood:
                flood.sendall((head + ending).encode())
                if "chunked" in ending:
                    # The server may hang up as soon as it has seen enough, with its answer already on the way.
                    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                        for _ in range(24):
                            flood.sendall(b"10000\r\n" + b"a&" * 0x8000 + b"\r\n")
                        flood.sendall(b"0\r\n\r\n")
                try:
                    answer = flood.recv(100)
                except ConnectionResetError:
                    continue  # it hung up on the rest, and the system threw the answer away with it
                assert answer.startswith(b"HTTP/1.1 413"), ending
        assert server.process.poll() is None


def test_a_field_for_a_file_cannot_stand_on_a_page_that_would_refuse_it(
    application: Flask, client: FormClient, session: Session, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_consultation(session, state=State.DRAFT)
    sign_in(client, make_person(session, Role.OFFICER))
    url = f"/staff/consultations/{made.slug}/documents"
    assert client.get(url).status_code == 200
    monkeypatch.delattr(application.view_functions["consultations_staff.documents"], "takes_files")
    assert client.get(url).status_code == 500
