"""An officer takes the texts of a language as a file and brings the file back."""

import io
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey.document import as_json
from plugins.survey.queries import find_draft
from tests.factories import make_person
from tests.plugins.survey.conftest import item, page, survey
from tests.plugins.survey.test_translation_views import put, welsh
from tests.support.web import FormClient


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: Any) -> FormClient:
    """A council officer’s browser."""
    sign_in(client, make_person(session, Role.OFFICER))
    return client


def sent(officer: FormClient, place: str, data: bytes, name: str) -> Any:
    return officer.post_form(place, {"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")


@pytest.fixture
def base(session: Session, draft_survey: Activity) -> str:
    """The address of the Welsh of a survey in which nothing is translated."""
    put(session, draft_survey, survey(page("p1", item("a")), languages=["en-GB", "cy"]))
    return f"/survey/{draft_survey.id}/translations/cy"


def test_a_table_goes_out_and_comes_back(
    officer: FormClient, session: Session, draft_survey: Activity, base: str
) -> None:
    data = officer.get(f"{base}/texts.csv")
    assert data.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert data.headers["Content-Disposition"].endswith(f'survey-{draft_survey.id}-cy.csv"')
    written = data.data.replace(b"Question a?,,", b"Question a?,Pam?,")
    done = sent(officer, f"{base}/upload", written, "texts.csv")
    assert done.status_code == 303
    assert "1 translation was taken." in officer.get(done.location).text
    assert welsh(session, draft_survey) == {"items.a.label": "Pam?"}


def test_what_was_not_taken_is_told(officer: FormClient, session: Session, draft_survey: Activity, base: str) -> None:
    data = officer.get(f"{base}/texts.xlf").data
    written = data.replace(b'state="new" />', b'state="translated">W</target>').replace(b"items.a.", b"items.b.")
    told = sent(officer, f"{base}/upload", written, "texts.xlf")
    assert told.status_code == 200
    assert "There is no such text in this survey" in told.text
    assert welsh(session, draft_survey) == {"title": "W"}


def test_a_file_that_is_none_changes_nothing(
    officer: FormClient, session: Session, draft_survey: Activity, base: str
) -> None:
    before = as_json(find_draft(session, draft_survey.id).definition)
    for data, said in ((b"", "Select a file"), (b"<a/>", "no XLIFF 1.2"), (b"a,b\n1,2\n", "has no column")):
        refused = sent(officer, f"{base}/upload", data, "x.csv" if data else "")
        assert refused.status_code == 422
        assert said in refused.text
    assert as_json(find_draft(session, draft_survey.id).definition) == before
