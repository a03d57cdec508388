"""A definition from a file: ours goes straight into the draft, another program’s is shown first with a report."""

import html
import io
import json
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey.definition import definition_from
from plugins.survey.document import as_json, dump, read_definition
from plugins.survey.queries import find_draft
from tests.factories import make_person
from tests.plugins.survey.conftest import ALL_KINDS, item, page, survey
from tests.plugins.survey.convert.conftest import workbook
from tests.plugins.survey.convert.test_reading import BOMB, DEEP
from tests.plugins.survey.test_views import hidden
from tests.support.web import FormClient

FORM = workbook([("type", "name", "label"), ("integer", "age", "How old are <you>?"), ("geotrace", "place", "Where?")])


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: Any) -> FormClient:
    """A council officer’s browser."""
    sign_in(client, make_person(session, Role.OFFICER))
    return client


def sent(officer: FormClient, place: str, data: bytes, name: str) -> Any:
    """Send a file on the page."""
    upload = {"file": (io.BytesIO(data), name), "text": "", "seen": hidden(officer.get(place).text, "seen")}
    return officer.post_form(place, upload, content_type="multipart/form-data")


def test_a_form_of_another_program_is_shown_with_its_report_and_kept_only_then(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    place = f"/survey/{open_survey.id}/import"
    before = find_draft(session, open_survey.id).sha256
    shown = sent(officer, place, FORM, "form.xlsx")
    assert shown.status_code == 200
    assert "It asks 1 questions on 1 pages. The draft is not changed yet." in shown.text
    assert "survey, row 3, place" in shown.text
    assert "There is no kind of question for “geotrace”, so it was left out." in shown.text
    assert "Question choice?" in shown.text
    assert find_draft(session, open_survey.id).sha256 == before
    keep = {name: html.unescape(hidden(shown.text, name)) for name in ("seen", "text")}
    assert officer.post_form(place, keep).status_code == 303
    assert list(definition_from(find_draft(session, open_survey.id).definition).items_by_key) == ["age"]
    late = officer.post_form(place, keep)
    assert late.status_code == 409
    assert "Somebody else changed the draft" in late.text
    assert "How old are &lt;you&gt;?" in late.text


def test_a_form_that_loses_nothing_says_so(officer: FormClient, draft_survey: Activity) -> None:
    document = {"elements": [{"type": "text", "name": "a"}, {"type": "text", "name": "b", "title": "a"}]}
    shown = sent(officer, f"/survey/{draft_survey.id}/import", json.dumps(document).encode(), "survey.json").text
    assert "Everything in the file was brought over." in shown
    assert "What the draft loses" not in shown
    assert "Two questions have the same words" in shown


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "The file is empty."),
        (b"\xff\xd8\xff\xe0 a picture", "This is no definition that can be read."),
        (FORM[:1000], "This is no workbook that can be read."),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><document>&b;</document>", "This XML declares entities"),
        (b'{"elements": [', "This is not valid JSON (line 1)"),
        ('{"elements": []}'.encode("utf-16"), "This is no definition that can be read."),
        (b"type,name,label\ntext,a,A?\n", "This is no definition that can be read."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 5_000, "This is no workbook that can be read."),
        (BOMB, "This workbook holds far more than its size tells."),
        (DEEP, "Groups in this file are nested too deeply."),
    ],
)
def test_what_cannot_be_read_is_told_and_changes_nothing(
    officer: FormClient, session: Session, draft_survey: Activity, data: bytes, why: str
) -> None:
    before = find_draft(session, draft_survey.id).sha256
    refused = sent(officer, f"/survey/{draft_survey.id}/import", data, "form.xlsx")
    assert refused.status_code == 422
    assert why in refused.text
    assert find_draft(session, draft_survey.id).sha256 == before


def test_a_definition_comes_back_as_it_went(officer: FormClient, session: Session, open_survey: Activity) -> None:
    base = f"/survey/{open_survey.id}"
    file = officer.get(f"{base}/definition.json")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert json.loads(file.text) == dump(read_definition(ALL_KINDS))
    seen = hidden(officer.get(f"{base}/import").text, "seen")
    before = find_draft(session, open_survey.id).sha256
    assert officer.post_form(f"{base}/import", {"text": file.text, "seen": seen}).status_code == 303
    assert find_draft(session, open_survey.id).sha256 == before


def test_a_faulty_or_late_import_keeps_what_was_pasted(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    place = f"/survey/{open_survey.id}/import"
    seen = hidden(officer.get(place).text, "seen")
    wrong = as_json(survey(page("p1", item("data"), item("BAD"), item("pasted_key"))))
    faulty = officer.post_form(place, {"text": wrong, "seen": seen})
    assert faulty.status_code == 422
    assert "pasted_key" in faulty.text
    assert "question 2" in faulty.text
    good = as_json(survey(page("p1", item("pasted_key"))))
    officer.post_form(place, {"text": good, "seen": seen})
    late = officer.post_form(place, {"text": as_json(ALL_KINDS), "seen": seen})
    assert late.status_code == 409
    assert "Somebody else changed the draft" in late.text
    assert "Question choice?" in late.text
