"""A file that somebody without an account sends: only with a draft, small enough, cleaned, and theirs alone."""

import gc
import io
import re
from contextvars import Context
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.attempts import FILE_LIMITS
from consult.accounts.models import Person, SignInAttempt
from consult.consultations.models import Activity, State
from consult.files.models import StoredFile
from consult.files.services import keep_public_file, open_file
from consult.journey import file_views
from consult.kernel.authz import Role
from consult.submissions import answer_files
from consult.submissions.models import AnswerFile, Draft, Submission
from consult.web.limits import LARGEST_FORM
from tests.factories import make_person
from tests.support.asked_files import ASKED, begin, send_file, survey_with_photo
from tests.support.documents import picture, with_members, word_document
from tests.support.files import content_path
from tests.support.hostile_files import pdf_with_password, png_of_size, word_with
from tests.support.web import FormClient

MULTIPART = "multipart/form-data; boundary=b"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
# The first half of the test file that virus scanners agree on, in a file that begins as a picture does.
EICAR = b"\xff\xd8\xff" + rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


@pytest.fixture
def activity(session: Session) -> Activity:
    """A survey that asks for a photo."""
    return survey_with_photo(session)


@pytest.fixture
def place(client: FormClient, activity: Activity) -> str:
    """The page that asks for the photo, on a device that began to answer."""
    return begin(client, activity)


def held(session: Session) -> list[AnswerFile]:
    """Return every file that answers a question."""
    return list(session.scalars(select(AnswerFile).order_by(AnswerFile.id)))


def told(page: str) -> str:
    """Return what the summary of a page says is wrong."""
    return page.split('class="govuk-error-summary"')[1].split("</div>")[0]


def raw_sent(client: FormClient, place: str, size: int, *, has_length: bool) -> tuple[int, int, str]:
    """Post a file of so many bytes; returns the status, how much was read, and the page."""
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    body = io.BytesIO(head + b"x" * size + b"\r\n--b--\r\n")
    environ: dict[str, Any] = {"wsgi.input": body, "wsgi.input_terminated": True, "CONTENT_TYPE": MULTIPART}
    if has_length:
        environ["CONTENT_LENGTH"] = str(len(body.getvalue()))
    response = client.post(place, environ_overrides=environ)
    return response.status_code, body.tell(), response.text


@pytest.mark.postgresql
def test_a_photo_is_asked_for_sent_seen_and_read_by_officers_alone(
    client: FormClient, session: Session, activity: Activity, place: str, sign_in: Any
) -> None:
    assert client.get(f"/take-part/{activity.id}/question/p2").location == place
    page = client.get(place).text
    assert 'enctype="multipart/form-data"' in page
    assert 'accept=".jpg,.png,.pdf,.docx,.odt,.jpeg"' in page
    assert "10 MB at most" in page
    sent = send_file(client, place, picture(author="Mrs Miggins"))
    assert sent.location == f"/take-part/{activity.id}/question/p3"
    (file,) = held(session)
    assert re.fullmatch(r"photo-[0-9a-f]{16}\.jpg", file.name)
    with open_file(session, file.file) as content:
        assert b"Miggins" not in content.read()
    again = client.get(place).text
    assert "Your file has arrived" in again
    assert "IMG_1234" not in again
    own = client.get(f"/take-part/{activity.id}/files/{file.name}")
    own.close()
    assert own.headers["Content-Disposition"] == f"attachment; filename={file.name}"
    assert own.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    client.post_form(f"/take-part/{activity.id}/question/p3", {"shown": "A broken step"})
    assert f"Picture (JPEG): {file.name}" in client.get(f"/take-part/{activity.id}/check").text
    assert client.post_form(f"/take-part/{activity.id}/check").status_code == 303
    submission = session.scalars(select(Submission)).one()
    assert submission.answers == {"place": "The library", "photo": file.name, "shown": "A broken step"}
    assert "Open your file" in client.get(f"/take-part/{activity.id}/done").text
    address = f"/files/{file.file.key}/{file.file.name}"
    assert client.get(address).status_code == 404
    sign_in(client, make_person(session, Role.OFFICER))
    assert address in client.get(f"/staff/responses/{submission.id}").text
    with client.get(address) as read:
        assert read.status_code == 200


def test_nobody_opens_a_file_before_it_is_sent_but_its_sender(
    client: FormClient, session: Session, place: str, sign_in: Any, activity: Activity
) -> None:
    send_file(client, place)
    (file,) = held(session)
    other = client.application.test_client()
    assert other.get(f"/take-part/{activity.id}/files/{file.name}").status_code == 404
    sign_in(client, make_person(session, Role.OFFICER))
    assert client.get(f"/files/{file.file.key}/{file.file.name}").status_code == 404


@pytest.mark.parametrize("has_length", [True, False])
@pytest.mark.parametrize("where", ["p2", "p1", "nowhere"])
def test_without_a_draft_nothing_is_read(client: FormClient, activity: Activity, where: str, has_length: bool) -> None:
    status, read, said = raw_sent(client, f"/take-part/{activity.id}/file/{where}", 3_000_000, has_length=has_length)
    assert (status, read) == (410 if where == "p2" else 404, 0)
    assert ("There are no answers on this device" in said) is (where == "p2")


def test_a_draft_of_another_survey_opens_no_door(client: FormClient, session: Session, activity: Activity) -> None:
    begin(client, activity)
    other = survey_with_photo(session)
    assert raw_sent(client, f"/take-part/{other.id}/file/p2", 3_000_000, has_length=True)[:2] == (410, 0)


def test_after_the_closing_nothing_is_read(
    client: FormClient, session: Session, activity: Activity, place: str
) -> None:
    activity.consultation.state = State.ANALYSING
    session.flush()
    assert raw_sent(client, place, 3_000_000, has_length=True)[:2] == (409, 0)


# Where a body is cut off, werkzeug leaves it to Python to close the file that it was read into.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("has_length", [True, False])
def test_a_body_that_is_too_large_is_not_read_to_its_end(client: FormClient, place: str, has_length: bool) -> None:
    most = answer_files.LARGEST + LARGEST_FORM
    status, read, said = raw_sent(client, place, most + 4_000_000, has_length=has_length)
    assert status == 413
    assert read <= (0 if has_length else most + 64 * 1024)
    assert ("must be smaller than 10 MB" in said) is has_length
    client.get("/healthz")
    gc.collect()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("photo.jpg", b"", "The file is empty"),
        ("photo.jpg", b"<html><script>alert(1)</script></html>", "The content of the file is not"),
        ("photo.svg", SVG, "The file must be one of"),
        ("photo.jpg", EICAR, "cannot be opened as JPEG"),
        ("photo", picture(), "The file must be one of"),
        ("photo.png", png_of_size(60_000, 60_000), "pixels"),
        ("words.docx", word_with("word/vbaProject.bin", b"x"), "The file holds macros"),
        ("words.docx", with_members(word_document(), {"word/big.xml": b"0" * 60_000_000}), "far more than its size"),
        ("words.pdf", pdf_with_password(), "password"),
        ("sheet.xlsx", word_document(), "The file must be one of"),
    ],
    ids=str.split("empty html svg virus unnamed pixels macros bomb locked spreadsheet"),
)
def test_what_is_not_taken_gets_a_sentence_and_leaves_nothing(
    client: FormClient, session: Session, place: str, name: str, content: bytes, sentence: str
) -> None:
    refused = send_file(client, place, content, name)
    assert refused.status_code == 422
    assert sentence in told(refused.text)
    assert held(session) == []
    assert session.scalar(select(func.count()).select_from(StoredFile)) == 0


# What the test client sends lies in a file that it leaves to Python to close.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_file_that_is_a_little_too_large_is_told_beside_the_question(
    client: FormClient, session: Session, place: str
) -> None:
    refused = send_file(client, place, b"\xff\xd8\xff" + b"x" * answer_files.LARGEST)
    assert "must be smaller than 10 MB" in told(refused.text)
    assert held(session) == []
    del refused
    client.get("/healthz")
    gc.collect()


def test_a_file_that_arrived_stays_when_the_next_is_refused(client: FormClient, session: Session, place: str) -> None:
    send_file(client, place)
    (file,) = held(session)
    refused = send_file(client, place, SVG, "photo.svg")
    assert "Your file has arrived" in refused.text
    assert held(session) == [file]


@pytest.mark.postgresql
def test_another_file_takes_its_place_and_the_one_before_is_deleted_at_once(
    client: FormClient, session: Session, place: str
) -> None:
    send_file(client, place)
    (first,) = held(session)
    path, name = content_path(session, first.file), first.name
    send_file(client, place, picture("PNG"), "IMG_2.png")
    (second,) = held(session)
    assert second.name.endswith(".png")
    assert second.name != name
    assert session.scalar(select(func.count()).select_from(StoredFile)) == 1
    session.commit()
    assert not path.exists()


def test_a_file_is_removed_and_what_depends_on_it_is_not_asked(
    client: FormClient, session: Session, activity: Activity, place: str
) -> None:
    send_file(client, place)
    removed = client.post_form(place, {"remove": ""})
    assert (removed.status_code, removed.location) == (303, place)
    assert held(session) == []
    assert "Your file has arrived" not in client.get(place).text
    assert client.post_form(place).location == f"/take-part/{activity.id}/check"


def test_who_sends_no_file_goes_on_and_keeps_the_one_that_is_there(
    client: FormClient, session: Session, activity: Activity, place: str
) -> None:
    assert client.post_form(place).location == f"/take-part/{activity.id}/check"
    send_file(client, place)
    assert client.post_form(place, {"later": ""}).location == f"/take-part/{activity.id}/save"
    assert client.post_form(f"{place}?change=1").location == f"/take-part/{activity.id}/question/p3"
    assert len(held(session)) == 1


def test_a_form_can_name_no_file_of_somebody_else(
    client: FormClient, application: Flask, session: Session, activity: Activity, place: str
) -> None:
    send_file(client, place)
    (file,) = held(session)
    other = application.test_client()
    assert isinstance(other, FormClient)
    other.shared = session
    theirs = begin(other, activity)
    other.post_form(theirs, {"photo": file.name, "file": file.name})
    other.post_form(f"/take-part/{activity.id}/question/p2", {"photo": file.name})
    other.post_form(f"/take-part/{activity.id}/question/p1", {"place": "Mine", "photo": file.name})
    other.post_form(f"/take-part/{activity.id}/check")
    assert session.scalars(select(Submission.answers)).one() == {"place": "Mine"}
    assert held(session) == [file]


def test_a_file_of_answers_that_were_sent_meanwhile_is_not_kept(
    client: FormClient, session: Session, activity: Activity, place: str
) -> None:
    client.post_form(f"/take-part/{activity.id}/check")
    assert send_file(client, place).status_code == 410
    assert held(session) == []


def test_whoever_sends_twice_at_once_is_shown_the_file_that_is_there(
    client: FormClient, session: Session, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first: list[int] = []

    def cleaned_while_another_arrives(*given: Any, **more: Any) -> Any:
        if not first:
            first.append(1)
            file_views._TURN.release()
            first[0] = Context().run(send_file, client, place).status_code
            file_views._TURN.acquire()
        return keep_public_file(*given, **more)

    monkeypatch.setattr(file_views, "keep_public_file", cleaned_while_another_arrives)
    second = send_file(client, place, picture("PNG"), "b.png")
    assert (first, second.status_code, second.location) == ([303], 303, place)
    (kept,) = held(session)
    assert kept.name.endswith(".jpg")


def test_a_page_of_other_answers_sends_its_file_nowhere(client: FormClient, session: Session, place: str) -> None:
    assert send_file(client, place, stamp="someone.else").status_code == 409
    assert held(session) == []


def test_the_page_is_passed_by_where_the_answers_do_not_lead_to_it(client: FormClient, session: Session) -> None:
    asked = {**ASKED, "sections": [{"id": "s1", "pages": [*ASKED["sections"][0]["pages"]]}]}
    asked["sections"][0]["pages"][1] = {
        **asked["sections"][0]["pages"][1],
        "show_if": {"not": {"q": "place", "op": "answered"}},
    }
    place = begin(client, survey_with_photo(session, asked))
    assert raw_sent(client, place, 3_000_000, has_length=True)[:2] == (410, 0)
    assert client.get(place).status_code == 409


def test_a_network_sends_so_many_files_in_an_hour_and_is_told(
    client: FormClient, session: Session, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_views, "FILE_LIMITS", [replace(FILE_LIMITS[0], maximum=1)])
    assert send_file(client, place).status_code == 303
    refused = send_file(client, place)
    assert "Too many files came from your network. Wait an hour and try again" in told(refused.text)
    assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 1


def test_files_are_cleaned_in_turn_and_one_that_waits_too_long_is_told(
    client: FormClient, session: Session, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_views, "PATIENCE", 0.01)
    with file_views._TURN:
        refused = send_file(client, place)
    assert "Many people are sending files. Wait a minute, then send yours again." in told(refused.text)
    assert send_file(client, place).status_code == 303


def test_a_full_store_is_told_and_people_go_on(
    client: FormClient, session: Session, activity: Activity, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_files, "MOST_UNSENT", 10)
    refused = send_file(client, place)
    assert "We cannot take more files at the moment" in told(refused.text)
    assert held(session) == []
    assert client.post_form(place).location == f"/take-part/{activity.id}/check"


@pytest.mark.postgresql
def test_a_changed_response_gets_another_file_and_the_one_before_goes_when_it_is_sent(
    client: FormClient, session: Session, activity: Activity, place: str
) -> None:
    base = f"/take-part/{activity.id}"
    send_file(client, place)
    client.post_form(f"{base}/check")
    client.post_form(f"{base}/change")
    assert "Your file has arrived" in client.get(place).text
    send_file(client, place, picture("PNG"), "b.png")
    first, second = held(session)
    assert (first.submission_id is None, second.submission_id is None) == (False, True)
    assert client.post_form(f"{base}/check").status_code == 303
    (kept,) = held(session)
    assert kept.name == second.name
    assert session.scalars(select(Submission)).one().answers["photo"] == second.name


def test_changes_that_are_thrown_away_take_their_file_with_them(
    client: FormClient, session: Session, activity: Activity, place: str
) -> None:
    base = f"/take-part/{activity.id}"
    send_file(client, place)
    client.post_form(f"{base}/check")
    client.post_form(f"{base}/change")
    send_file(client, place, picture("PNG"), "b.png")
    client.post_form(f"{base}/drop-changes")
    (kept,) = held(session)
    assert kept.name.endswith(".jpg")
    assert session.scalars(select(Draft)).all() == []


@pytest.mark.postgresql
def test_a_withdrawn_response_leaves_no_file(
    client: FormClient, session: Session, activity: Activity, place: str
) -> None:
    send_file(client, place)
    client.post_form(f"/take-part/{activity.id}/check")
    client.post_form(f"/take-part/{activity.id}/withdraw")
    assert held(session) == []
    assert session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_a_preview_shows_what_is_asked_and_takes_nothing(
    client: FormClient, session: Session, activity: Activity, sign_in: Any
) -> None:
    officer: Person = make_person(session, Role.OFFICER)
    sign_in(client, officer)
    place = f"/staff/activities/{activity.id}/preview/p2"
    page = client.get(place).text
    assert 'type="file"' in page
    assert 'enctype="multipart/form-data"' not in page, "only the name of the file leaves the device"
    assert "is left out here" not in page
    assert client.post_form(place, {"photo": "photo-0123456789abcdef.jpg"}).status_code == 303
    assert held(session) == []


def test_what_is_read_before_the_question_stands_on_its_page(client: FormClient, session: Session) -> None:
    block = {"id": "b1", "block": "inset", "text": {"en-GB": "Show the place and no people."}}
    first, second, third = ASKED["sections"][0]["pages"]
    pages = [first, {**second, "title": {"en-GB": "A photo"}, "blocks": [block]}, third]
    activity = survey_with_photo(session, {**ASKED, "sections": [{"id": "s1", "pages": pages}]})
    assert "Show the place and no people." in client.get(begin(client, activity)).text
