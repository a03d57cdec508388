"""The agenda pack of a meeting."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from consult.sdk.publishing import Tracked
from plugins.motion.agenda_pack import pack_of
from plugins.motion.amendment_course import AmendmentState
from plugins.motion.services.replies import report_to_council
from tests.plugins.motion import debate, story
from tests.plugins.motion.services.test_resolutions import letter
from tests.support.web import FormClient

PACK = f"/motions/meetings/{story.MEETING.isoformat()}/pack.pdf"


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on the agenda with an amendment."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    return made


def test_the_pack_is_one_tagged_pdf_with_contents(told: story.Story, client: FormClient) -> None:
    debate.in_order(told, "Ask the Mayor.", reason="It is hers.")
    answer = client.get(PACK)
    read = PdfReader(io.BytesIO(answer.data))
    words = " ".join(page.extract_text() for page in read.pages)
    for said in ("Agenda", "Motion M2026-001: Stop live facial", "Amendment M2026-001-A1", "It is hers.", "Ask the"):
        assert said in words
    assert "/StructTreeRoot" in str(read.trailer["/Root"])
    assert read.outline
    assert PACK in client.get(f"/motions/meetings/{story.MEETING.isoformat()}").text


def test_what_is_not_public_and_what_is_over_is_not_in_the_pack(told: story.Story, client: FormClient) -> None:
    hidden = story.begin(told.session, title="A secret")
    hidden.submit()
    amendment = debate.in_order(told, "Ask the Mayor.")
    amendment.state = AmendmentState.WITHDRAWN
    pack = pack_of(told.session, story.MEETING, "Newham")
    assert "A secret" not in str(pack)
    assert not [block for block in pack.blocks if isinstance(block, Tracked)]
    assert client.get("/motions/meetings/2031-01-01/pack.pdf").status_code == 404


def test_reports_on_resolutions_come_before_their_meeting(
    told: story.Story, client: FormClient, clock_at: Callable[..., Any]
) -> None:
    told.decide()
    clock_at(story.AFTER_MEETING)
    report_to_council(told.session, told.officer, letter(told), meeting_on=date(2027, 3, 1), text="It was sent.")
    assert "It was sent." in str(pack_of(told.session, date(2027, 3, 1), "Newham"))
    assert "It was sent." in client.get("/motions/meetings/2027-03-01").text
