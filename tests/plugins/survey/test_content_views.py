"""What people read is put on a page in the builder, moved, changed and removed, without scripts."""

import io
import re
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey.content import Block
from plugins.survey.definition import definition_from
from plugins.survey.queries import find_draft
from tests.factories import XSS, make_person
from tests.plugins.survey.conftest import PublishSurvey, item, page, survey, text
from tests.support.documents import picture
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: Any) -> FormClient:
    """A council officer’s browser."""
    sign_in(client, make_person(session, Role.OFFICER))
    return client


@pytest.fixture
def place(draft_survey: Activity, publish: PublishSurvey) -> str:
    """The address below which a page’s blocks are."""
    publish(draft_survey, survey(page("p1", item("a"), title=text("First"))))
    return f"/survey/{draft_survey.id}/build/pages/p1/read"


def blocks(session: Session, activity: Activity) -> tuple[Block, ...]:
    """Return the blocks of the draft’s first page."""
    return definition_from(find_draft(session, activity.id).definition).pages[0].blocks


def test_each_sort_is_offered_added_and_read_in_the_preview(
    officer: FormClient, session: Session, place: str, draft_survey: Activity
) -> None:
    offered = officer.get(place)
    assert faults_of(parsed(offered.text, is_page=True)) == []
    for sort in ("inset", "details", "image", "video"):
        assert f"{place}/add/{sort}" in offered.text
        form = officer.get(f"{place}/add/{sort}").text
        assert faults_of(parsed(form, is_page=True)) == []
    sent: list[tuple[str, dict[str, Any]]] = [
        ("inset", {"text": f"This *ends* {XSS}"}),
        ("details", {"title": f"More {XSS}", "text": "By hand"}),
        ("video", {"title": "The plan", "url": "https://video.example/1", "text": "We plan"}),
    ]
    for sort, typed in sent:
        assert officer.post_form(f"{place}/add/{sort}", typed).status_code == 303
        assert officer.post_form(f"{place}/add/{sort}", typed).status_code == 303
    shown = {"file": (io.BytesIO(picture("PNG")), "tree.png"), "alt": f"A tree {XSS}", "text": "Under it"}
    assert officer.post_form(f"{place}/add/image", shown, content_type="multipart/form-data").status_code == 303
    assert [block.block for block in blocks(session, draft_survey)] == ["inset", "details", "video", "image"]
    build = officer.get(f"/survey/{draft_survey.id}/build").text
    preview = officer.get(f"/staff/activities/{draft_survey.id}/preview/p1").text
    for read in (build, preview):
        assert XSS not in read
        assert faults_of(parsed(read, is_page=True)) == []
    digest = blocks(session, draft_survey)[-1].sha256
    assert f'<img src="/survey/pictures/{digest}" alt="A tree' in preview
    assert "Watch “The plan” on video.example" in preview
    assert officer.get(f"/survey/pictures/{digest}").status_code == 302
    assert officer.get(f"{place}/add/banner").status_code == 404


def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    officer: FormClient, session: Session, place: str, draft_survey: Activity
) -> None:
    refused = officer.post_form(f"{place}/add/video", {"title": "The plan", "url": "http://x", "text": "Kept words"})
    assert refused.status_code == 422
    assert "The address must be like https://www.example.com/video" in refused.text
    assert "Kept words" in refused.text
    bad = {"file": (io.BytesIO(b"no picture"), "tree.png"), "alt": "A tree"}
    refused = officer.post_form(f"{place}/add/image", bad, content_type="multipart/form-data")
    assert refused.status_code == 422
    assert "A tree" in refused.text
    assert blocks(session, draft_survey) == ()


def test_a_block_is_changed_moved_and_removed(
    officer: FormClient, session: Session, place: str, draft_survey: Activity
) -> None:
    for words in ("One", "Two"):
        officer.post_form(f"{place}/add/inset", {"text": words})
    first, second = blocks(session, draft_survey)
    assert officer.post_form(f"{place}/{second.id}/move", {"way": "up"}).status_code == 303
    assert [block.id for block in blocks(session, draft_survey)] == [second.id, first.id]
    seen = _seen(officer, f"{place}/{first.id}")
    assert officer.post_form(f"{place}/{first.id}", {"text": "Changed", "seen": seen}).status_code == 303
    conflict = officer.post_form(f"{place}/{first.id}", {"text": "Mine", "seen": seen})
    assert conflict.status_code == 409
    assert "Changed" in conflict.text
    assert "Mine" in conflict.text
    seen = _seen(officer, f"{place}/{first.id}/remove")
    assert officer.post_form(f"{place}/{first.id}/remove", {"seen": seen}).status_code == 303
    assert [block.id for block in blocks(session, draft_survey)] == [second.id]
    assert officer.get(f"{place}/{first.id}").status_code == 404


def test_words_typed_for_what_somebody_removed_are_given_back(
    officer: FormClient, session: Session, place: str, draft_survey: Activity
) -> None:
    officer.post_form(f"{place}/add/inset", {"text": "One"})
    (block,) = blocks(session, draft_survey)
    mine = {"text": f"Long thought over {XSS}", "seen": _seen(officer, f"{place}/{block.id}")}
    officer.post_form(f"{place}/{block.id}/remove", {"seen": _seen(officer, f"{place}/{block.id}/remove")})
    page = f"/survey/{draft_survey.id}/build/pages/p1/remove"
    answers = [officer.post_form(f"{place}/{block.id}", mine)]
    officer.post_form(page, {"seen": _seen(officer, page)})
    answers += [officer.post_form(f"{place}/{block.id}", mine), officer.post_form(f"{place}/add/inset", mine)]
    for answer in answers:
        assert answer.status_code == 409
        assert "Long thought over" in answer.text
        assert XSS not in answer.text
    assert officer.get(f"{place}/add/inset").status_code == 404
    assert officer.get(f"{place}/{block.id}").status_code == 404


def test_a_picture_is_replaced_and_deleted_everywhere(
    officer: FormClient, session: Session, place: str, draft_survey: Activity
) -> None:
    shown = {"file": (io.BytesIO(picture("PNG")), "tree.png"), "alt": "A tree"}
    officer.post_form(f"{place}/add/image", shown, content_type="multipart/form-data")
    (block,) = blocks(session, draft_survey)
    seen = _seen(officer, f"{place}/{block.id}")
    officer.post_form(f"{place}/{block.id}", {"alt": "An oak", "seen": seen}, content_type="multipart/form-data")
    (again,) = blocks(session, draft_survey)
    assert again.sha256 == block.sha256
    delete = f"/survey/{draft_survey.id}/build/read/{block.sha256}/delete"
    assert delete in officer.get(place).text
    assert "Delete the picture “An oak” everywhere?" in officer.get(delete).text
    assert officer.post_form(delete).status_code == 303
    assert officer.get(f"/survey/pictures/{block.sha256}").status_code == 404
    assert (
        "The picture “An oak” on the page “First” is not here." in officer.get(f"/survey/{draft_survey.id}/build").text
    )


def _seen(officer: FormClient, address: str) -> str:
    (found,) = re.findall(r'name="seen"[^>]*value="([0-9a-f]{64})"', officer.get(address).text)
    return str(found)
