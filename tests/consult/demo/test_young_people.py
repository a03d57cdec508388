"""The 24 real opinions: all of them, word for word, never without naming where they come from."""

import csv
import io

import openpyxl
import pytest
from markupsafe import escape
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.queries import person_by_email
from consult.audit.models import AuditEntry
from consult.citations.queries import citations_from, reference_to
from consult.consultations.models import Activity, Consultation
from consult.decisions.models import Issue
from consult.demo.sources import ATTRIBUTION, STATEMENTS, read_source
from consult.demo.young_people import NOTICE, SLUG, tell_story
from consult.exports.summary import summarise
from consult.kernel.text import clean_text
from consult.submissions.models import Submission, Tally
from tests.support.web import FormClient, sign_in

ASKED_BY_THE_LICENCE = (
    "Data was gathered using the Polis software (see compdemocracy.org/polis) and is sub-licensed under CC BY 4.0 "
    "with attribution to The Computational Democracy Project. More on how the data was collected: "
    "https://compdemocracy.org/case-studies/2022-london-youth-policing"
)
OPINIONS = {
    row["comment-body"]
    for row in csv.DictReader(io.StringIO(read_source(STATEMENTS).decode()))
    if 15 <= int(row["comment-id"]) <= 38
}


@pytest.fixture
def written(read: Session) -> Activity:
    """The written response with the opinions."""
    return read.execute(select(Activity).join(Consultation).where(Consultation.slug == SLUG)).scalar_one()


@pytest.fixture
def officer(visitor: FormClient, read: Session) -> FormClient:
    """The demonstration's officer, signed in."""
    sign_in(visitor, read, read.scalars(person_by_email("officer@newham.example")).one())
    return visitor


def test_all_24_opinions_are_there_word_for_word(written: Activity, read: Session) -> None:
    found = read.scalars(select(Submission).where(Submission.activity_id == written.id)).all()
    assert len(found) == 24
    assert {submission.answers["opinion"] for submission in found} == {clean_text(words).strip() for words in OPINIONS}


def test_numbers_reconcile_everywhere(written: Activity, read: Session, officer: FormClient) -> None:
    by_channel = select(func.sum(Tally.count)).where(Tally.activity_id == written.id, Tally.variable == "channel")
    exported = _exported(officer, written, "responses")
    assert len(exported) == read.scalar(by_channel) == summarise(read, written).counted == 24


def test_the_public_is_told_the_same_number_everywhere(visitor: FormClient) -> None:
    assert "We received 24 responses" in visitor.get(f"/consultations/{SLUG}").text
    page = visitor.get(f"/consultations/{SLUG}/results").text
    assert "of the same 24 responses" in page
    assert "Total: 20" in page or "Total: 25" in page


@pytest.mark.parametrize("part", ["", "/results", "/comments"])
def test_every_public_page_with_the_data_names_its_source(part: str, visitor: FormClient) -> None:
    answer = visitor.get(f"/consultations/{SLUG}{part}")
    assert answer.status_code == 200
    assert str(escape(ASKED_BY_THE_LICENCE)) in answer.text
    assert str(escape(NOTICE)) in answer.text


def test_results_show_only_what_was_asked(visitor: FormClient) -> None:
    page = visitor.get(f"/consultations/{SLUG}/results").text
    assert "How responses were received" in page
    assert "How old are you?" not in page
    assert "Where people live" not in page


def test_the_comments_page_shows_every_opinion(visitor: FormClient) -> None:
    pages = [visitor.get(f"/consultations/{SLUG}/comments?page={number}").text for number in (1, 2)]
    assert [page.count("app-quote") for page in pages] == [20, 4]
    page = "".join(pages)
    assert "Allow them to be at the forefront of the decision making" in page


@pytest.mark.parametrize("what", ["responses", "summary"])
def test_every_export_of_the_data_names_its_source(what: str, officer: FormClient, written: Activity) -> None:
    rows = _exported(officer, written, what)
    assert any(ATTRIBUTION in row.values() for row in rows)
    book = openpyxl.load_workbook(io.BytesIO(_file(officer, written, what, "xlsx")), read_only=True)
    assert any(ATTRIBUTION in row for row in book.worksheets[0].iter_rows(values_only=True))


def test_the_attribution_is_the_one_that_was_asked_for() -> None:
    assert ATTRIBUTION == ASKED_BY_THE_LICENCE


def test_two_issues_wait_for_the_officer_and_the_others_are_answered(read: Session) -> None:
    issues = read.scalars(select(Issue).join(Consultation).where(Consultation.slug == SLUG)).all()
    issues = sorted(issues, key=lambda issue: issue.number)
    assert [issue.disposition is None for issue in issues] == [False, True, True, False, False, False]
    assert all("invented" in issue.detail for issue in issues)
    cited = [len(read.scalars(citations_from([reference_to(issue)])).all()) for issue in issues]
    assert cited == [2, 2, 2, 0, 0, 0]


def test_dates_are_those_of_the_real_conversation(read: Session) -> None:
    names = ("consultations.opened", "consultations.closed")
    query = select(AuditEntry).join(Consultation, Consultation.id == AuditEntry.consultation_id)
    found = read.scalars(query.where(Consultation.slug == SLUG, AuditEntry.name.in_(names)).order_by(AuditEntry.id))
    assert [f"{audit_entry.at:%Y-%m-%d}" for audit_entry in found] == ["2022-07-26", "2022-07-28"]


def test_telling_it_again_changes_nothing(read: Session) -> None:
    known = read.scalars(select(Consultation).where(Consultation.slug == SLUG)).one()
    assert tell_story(read, {}) is known


def _exported(officer: FormClient, activity: Activity, what: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_file(officer, activity, what, "csv").decode("utf-8-sig"))))


def _file(officer: FormClient, activity: Activity, what: str, file_format: str) -> bytes:
    subject = f"{what}:{activity.id}" if what == "responses" else f"{what}:"
    asked = {"what": subject, "file_format": file_format, "audience": "officer"}
    answer = officer.post_form(f"/staff/consultations/{SLUG}/export", asked)
    assert answer.status_code == 200, answer.text
    data: bytes = answer.data
    return data
