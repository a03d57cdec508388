"""One person's part in evidence is handed over and taken out."""

import io
from datetime import timedelta

from sqlalchemy import select

from consult.consultations.models import State
from consult.files.models import StoredFile
from consult.kernel import clock
from plugins.impact.attachments import attach
from plugins.impact.models import Evidence
from plugins.impact.personal import DRAFTS_KEPT, PERSONAL_DATA, collect, erase, purge_drafts
from plugins.impact.procedure import Status
from tests.plugins.impact.conftest import Case
from tests.support.documents import picture


def test_a_member_gets_what_the_member_filed(case: Case) -> None:
    evidence = case.brought_to(Status.RESPONDED)
    data = collect(case.session, case.member_person.id)
    assert data["evidence"][0]["reference"] == evidence.reference
    assert data["evidence"][0]["was_submitted_by_person"]
    assert data["steps"][0]["status"] == "submitted"
    assert not any(collect(case.session, case.other_person.id).values())


def test_an_officer_gets_what_the_officer_asked(case: Case) -> None:
    case.brought_to(Status.QUERIED)
    assert collect(case.session, case.officer_person.id)["questions"][0]["question"] == "How many told you?"


def test_erasing_takes_the_person_out_and_leaves_what_the_group_said(case: Case) -> None:
    evidence = case.brought_to(Status.QUERIED)
    assert erase(case.session, case.member_person.id) == 3
    assert erase(case.session, case.officer_person.id) == 3
    case.session.expire_all()
    assert (evidence.saved_by_id, evidence.submitted_by_id, evidence.queries[0].asked_by_id) == (None, None, None)
    assert all(step.by_id is None for step in evidence.steps)
    assert evidence.text("statement") == "Fewer people came to the market."


def test_every_table_that_names_a_person_is_declared() -> None:
    (data,) = PERSONAL_DATA
    assert set(data.tables) == {
        "impact_evidence",
        "impact_query",
        "impact_step",
        "impact_page_version",
        "impact_late_permission",
        "impact_attachment",
    }


def test_a_draft_that_can_never_be_sent_goes_after_sixty_days(case: Case) -> None:
    draft, sent = case.draft(), case.sent()
    attach(case.session, case.member, draft, "photo.jpg", io.BytesIO(picture()))
    much_later = clock.now() + DRAFTS_KEPT + timedelta(hours=1)
    with clock.set_clock(much_later):
        assert purge_drafts(case.session) == 0
    case.consultation.state = State.DECIDED
    case.session.flush()
    assert purge_drafts(case.session) == 0
    with clock.set_clock(much_later):
        assert purge_drafts(case.session) == 1
    assert case.session.scalars(select(Evidence.id)).all() == [sent.id]
    assert case.session.scalar(select(StoredFile.id)) is None
