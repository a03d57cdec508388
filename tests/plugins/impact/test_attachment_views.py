"""The page on which a group adds files to its evidence."""

import io
from collections.abc import Callable

from sqlalchemy import select

from consult.accounts.models import Person
from consult.files.uploads import clean
from consult.jobs.models import Job
from plugins.impact import evidence_drafts
from tests.plugins.impact.conftest import Case
from tests.support.documents import picture
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def send(client: FormClient, address: str, name: str, content: bytes) -> int:
    sent = {"file": (io.BytesIO(content), name)}
    return client.post_form(address, sent, content_type="multipart/form-data").status_code


def check(case: Case) -> None:
    for job in case.session.scalars(select(Job).where(Job.name == "files.clean")).all():
        clean(case.session, job, **job.args)


def test_a_group_adds_a_file_sees_where_it_stands_and_takes_it_away(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    sign_in(client, case.member_person)
    evidence = case.draft()
    address = f"/impact/evidence/{evidence.id}/files"
    assert address in client.get(f"/impact/evidence/{evidence.id}/check").text
    assert send(client, address, "Zoë & co.jpg", picture(author="Ada")) == 303
    page = client.get(address).text
    assert "Being checked" in page
    assert "/files/" not in page.replace(address, "")
    check(case)
    (attachment,) = evidence.attachments
    page = client.get(address).text
    assert f"/files/{attachment.file.key}/" in page
    with client.get(f"/files/{attachment.file.key}/{attachment.file.name}") as fetched:
        assert (fetched.status_code, fetched.data[:3]) == (200, b"\xff\xd8\xff")
    assert client.post_form(f"{address}/{attachment.id}/remove").status_code == 303
    assert client.get(address).text.count("Being checked") == 0
    assert evidence.attachments == []


def test_a_file_that_is_refused_says_why_to_the_group_and_to_the_officer(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    evidence = case.draft()
    sign_in(client, case.member_person)
    assert send(client, f"/impact/evidence/{evidence.id}/files", "a.jpg", b"\xff\xd8\xff broken") == 303
    check(case)
    why = "The picture cannot be opened as JPEG. Save it again and try once more."
    assert why in client.get(f"/impact/evidence/{evidence.id}/files").text
    evidence_drafts.submit_evidence(case.session, case.member, evidence, evidence.version)
    assert why in client.get(f"/impact/evidence/{evidence.id}").text
    sign_in(client, case.officer_person)
    assert why in client.get(f"/staff/impact/evidence/{evidence.id}").text


def test_what_is_wrong_with_a_file_is_told_and_nothing_is_kept(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.member_person)
    address = f"/impact/evidence/{case.draft().id}/files"
    for name, content, words in (
        ("a.exe", b"MZ", "The file must be one of: pdf, docx, jpg, png."),
        ("a.xlsx", b"PK", "The file must be one of: pdf, docx, jpg, png."),
        ("a.pdf", b"no PDF", "The content of the file is not PDF"),
        ("a.pdf", b"", "The file is empty. Select another one."),
        ("", b"", "Select a file"),
    ):
        answer = client.post_form(address, {"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert words in answer.text
    assert case.session.scalars(select(Job)).all() == []


def test_another_group_finds_neither_page_nor_file(case: Case, client: FormClient, sign_in: SignIn) -> None:
    evidence = case.draft()
    sign_in(client, case.member_person)
    send(client, f"/impact/evidence/{evidence.id}/files", "a.jpg", picture())
    (attachment,) = evidence.attachments
    sign_in(client, case.officer_person)
    assert client.get(f"/impact/evidence/{evidence.id}/files").status_code == 404
    assert client.post_form(f"/impact/evidence/{evidence.id}/files/{attachment.id}/remove").status_code == 404
    sign_in(client, case.member_person)
    assert client.post_form(f"/impact/evidence/{evidence.id}/files/{attachment.id + 1}/remove").status_code == 404
