"""The open consultation: its facts with their sources, its responses marked as made up."""

import csv
import io
import re
from collections import Counter

import pytest
from markupsafe import escape
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.queries import person_by_email
from consult.consultations.models import Activity, Consultation
from consult.demo.facial_recognition import BY_DAY, NOTICE, SLUG
from consult.demo.sources import BACKGROUND, FACES, read_source
from consult.submissions.models import Submission, Tally
from tests.support.web import FormClient, sign_in


@pytest.fixture
def written(read: Session) -> Activity:
    """The written response of the open consultation."""
    query = select(Activity).join(Consultation).where(Consultation.slug == SLUG, Activity.kind == "response")
    return read.execute(query).scalar_one()


def test_the_figures_of_2022_add_up() -> None:
    rows = list(csv.DictReader(io.StringIO(read_source(FACES).decode())))
    assert len(rows) == 6
    assert sum(int(row["faces_seen_estimate"]) for row in rows) == 144_366
    assert sum(int(row["arrests"]) for row in rows) == 8
    assert all(row["source"] for row in rows)


def test_the_background_tells_the_same_figures_as_the_document() -> None:
    background = read_source(BACKGROUND).decode()
    for row in csv.DictReader(io.StringIO(read_source(FACES).decode())):
        cells = (row["faces_seen_estimate"], row["total_alerts"], row["false_alerts"], row["arrests"])
        line = " | ".join(f"{int(cell):,}" for cell in cells)
        assert f"{row['location']} | {line} |" in background


def test_every_response_is_marked_and_every_page_says_so(written: Activity, read: Session, visitor: FormClient) -> None:
    of_activity = select(func.count(Submission.id)).where(Submission.activity_id == written.id)
    assert read.scalar(of_activity) == read.scalar(of_activity.where(Submission.is_synthetic)) == sum(BY_DAY)
    for address in (f"/consultations/{SLUG}", f"/take-part/{written.id}"):
        page = visitor.get(address)
        assert page.status_code == 200
        assert str(escape(NOTICE)) in page.text


def test_responses_arrived_on_each_day_since_the_opening(written: Activity, read: Session) -> None:
    arrived = read.scalars(select(Submission).where(Submission.activity_id == written.id)).all()
    by_day = Counter(one.day for one in arrived)
    assert tuple(by_day[day] for day in sorted(by_day)) == BY_DAY


def test_numbers_reconcile_although_one_is_excluded(written: Activity, read: Session, visitor: FormClient) -> None:
    sign_in(visitor, read, read.scalars(person_by_email("officer@newham.example")).one())
    asked = {"what": f"responses:{written.id}", "file_format": "csv", "audience": "officer"}
    exported = visitor.post_form(f"/staff/consultations/{SLUG}/export", asked).data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(exported)))
    page = visitor.get(f"/staff/consultations/{SLUG}/summary").text
    by_channel = select(func.sum(Tally.count)).where(Tally.activity_id == written.id, Tally.variable == "channel")
    assert len(rows) == read.scalar(by_channel) == sum(BY_DAY) - 1
    assert {row["is_synthetic"] for row in rows} == {"1"}
    assert re.search(rf"\b{len(rows)}\b", page)


def test_the_document_can_be_downloaded(visitor: FormClient) -> None:
    page = visitor.get(f"/consultations/{SLUG}").text
    address = re.search(r'href="([^"]+in%202022\.csv)"', page)
    assert address is not None
    with visitor.get(address[1]) as answer:
        assert answer.data == read_source(FACES)
