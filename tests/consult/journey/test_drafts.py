"""Answers on their way: nobody else can open them, no tab loses another's, and none is kept longer than promised."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.journey.drafts import (
    KEPT_FOR,
    UNTOUCHED_KEPT_FOR,
    Content,
    PageAnswers,
    discard_draft,
    find_draft,
    save_page,
    start_draft,
)
from consult.journey.services import submit
from consult.journey.stops import purge_drafts
from consult.kernel import clock, tokens
from consult.kernel.crypto import new_key_ring_text, read_key_ring
from consult.kernel.db import Database, database_of
from consult.kernel.errors import Gone
from consult.submissions.models import Draft
from tests.factories import canary, make_activity, make_consultation

typed = st.text(st.characters(codec="utf-8"), max_size=60)
answers = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True),
    typed | st.integers(-(10**12), 10**12) | st.lists(typed, max_size=3),
    max_size=4,
)
# As the ids of pages are: code of ours, never typed. The last one stands in a column of its own.
page_ids = st.from_regex(r"[a-z][a-z0-9_-]{0,59}", fullmatch=True)


def content_at(session: Session, code: str) -> Content:
    """Return what the draft with this code holds."""
    found = find_draft(session, code)
    assert found is not None
    return found.content


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=answers, area=typed, about=st.dictionaries(typed, typed, max_size=3), seen=st.lists(page_ids, max_size=3))
def test_whatever_was_typed_is_found_again(
    session: Session, activity: Activity, kept: dict[str, Any], area: str, about: dict[str, str], seen: list[str]
) -> None:
    content = Content(answers=kept, area=area, about_you=about, seen=seen)
    assert content_at(session, start_draft(session, activity.id, 1, content=content)) == content


def test_a_draft_saved_from_two_tabs_keeps_both_answers(session: Session, activity: Activity) -> None:
    code = start_draft(session, activity.id, 1)
    first_tab, second_tab = find_draft(session, code), find_draft(session, code)
    save_page(session, code, PageAnswers(page="position", answers={"position": "support"}), first_tab)
    save_page(session, code, PageAnswers(page="reasons", answers={"reasons": "Safer."}), second_tab)
    kept = content_at(session, code)
    assert kept.answers == {"position": "support", "reasons": "Safer."}
    assert kept.seen == ["position", "reasons"]


def test_tabs_that_save_at_the_same_moment_lose_nothing(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        code = start_draft(session, make_activity(session, make_consultation(session)).id, 1)
    with live_database.reading() as session:
        read = [find_draft(session, code) for _ in range(8)]

    def save(number: int) -> None:
        given = PageAnswers(page=f"p{number}", answers={f"q{number}": number})
        live_database.write(lambda opened: save_page(opened, code, given, read[number]))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(save, range(8)))
    with live_database.reading() as session:
        assert content_at(session, code).answers == {f"q{number}": number for number in range(8)}


def test_an_emptied_page_takes_its_answer_away_and_no_other(session: Session, activity: Activity) -> None:
    content = Content(answers={"position": "support", "reasons": "Safer."}, area="Abbey", about_you={"sex": "male"})
    code = start_draft(session, activity.id, 1, content=content)
    save_page(session, code, PageAnswers(page="reasons", answers={"reasons": None}))
    kept = content_at(session, code)
    assert (kept.answers, kept.area, kept.about_you) == ({"position": "support"}, "Abbey", {"sex": "male"})
    save_page(session, code, PageAnswers(page="where-you-live", area=""))
    save_page(session, code, PageAnswers(page="about-you", about_you={}))
    kept = content_at(session, code)
    assert (kept.area, kept.about_you) == ("", {})


def test_a_draft_that_ran_out_cannot_be_opened_saved_or_sent(session: Session, activity: Activity) -> None:
    began = clock.now()
    code = start_draft(session, activity.id, 1, content=Content(answers={"reasons": "Old"}))
    with clock.set_clock(began + KEPT_FOR - timedelta(minutes=1)):
        assert find_draft(session, code) is not None
    with clock.set_clock(began + KEPT_FOR + timedelta(minutes=1)):
        assert find_draft(session, code) is None
        with pytest.raises(Gone):
            save_page(session, code, PageAnswers(page="reasons", answers={"reasons": "New"}))
        activity.consultation.closes_at = clock.now() + timedelta(days=1)
        session.flush()
        with pytest.raises(Gone):
            submit(session, code)


def test_saving_keeps_a_draft_for_another_sixty_days(session: Session, activity: Activity) -> None:
    began = clock.now()
    code = start_draft(session, activity.id, 1, content=Content(answers={"reasons": "Thinking"}))
    with clock.set_clock(began + timedelta(days=59)):
        save_page(session, code, PageAnswers(page="reasons", answers={"reasons": "Still thinking"}))
    with clock.set_clock(began + timedelta(days=118)):
        assert content_at(session, code).answers == {"reasons": "Still thinking"}


def test_only_what_ran_out_is_purged(session: Session, activity: Activity) -> None:
    began = clock.now()
    start_draft(session, activity.id, 1, content=Content(area="Abbey"))
    with clock.set_clock(began + timedelta(days=30)):
        young = start_draft(session, activity.id, 1, content=Content(area="Abbey"))
    with clock.set_clock(began + timedelta(days=61)):
        assert (purge_drafts(session), purge_drafts(session)) == (1, 0)
        assert find_draft(session, young) is not None


def test_nothing_can_be_saved_into_a_draft_that_was_sent(session: Session, activity: Activity) -> None:
    code = start_draft(session, activity.id, 1)
    read = find_draft(session, code)
    assert read is not None
    discard_draft(session, read.id)
    with pytest.raises(Gone):
        save_page(session, code, PageAnswers(page="reasons", answers={"reasons": "Too late"}), read)
    assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_sealed_content_moved_to_another_row_does_not_open(session: Session, activity: Activity) -> None:
    start_draft(session, activity.id, 1, content=Content(answers={"reasons": "Hers"}))
    mine = start_draft(session, activity.id, 1, content=Content(answers={"reasons": "His"}))
    own = session.scalars(select(Draft).where(Draft.code_hash == tokens.digest(mine))).one()
    own.sealed = session.scalars(select(Draft.sealed).where(Draft.id != own.id)).one()
    session.flush()
    assert find_draft(session, mine) is None


def test_a_draft_whose_key_is_lost_is_none(session: Session, activity: Activity) -> None:
    database = database_of(session)
    kept, database.keys = database.keys, read_key_ring(new_key_ring_text())
    code = start_draft(session, activity.id, 1, content=Content(answers={"reasons": "Hers"}))
    database.keys = kept
    assert find_draft(session, code) is None
    with pytest.raises(Gone, match="Start again"):
        save_page(session, code, PageAnswers(page="reasons", answers={"reasons": "More"}))


def test_the_database_holds_neither_the_code_nor_the_words(session: Session, activity: Activity) -> None:
    secret = canary("draft")
    code = start_draft(session, activity.id, 1, content=Content(answers={"reasons": secret}, area=secret))
    row = session.scalars(select(Draft)).one()
    held = repr([getattr(row, column.key) for column in Draft.__table__.columns])
    assert secret not in held
    assert code not in held
    assert code.replace("-", "") not in held


def test_a_code_opens_one_draft_and_no_other(session: Session, activity: Activity) -> None:
    codes = [start_draft(session, activity.id, 1, content=Content(area=str(number))) for number in range(5)]
    assert [content_at(session, code).area for code in codes] == list("01234")
    for code in codes:
        for near in (code.lower(), code[:-1], code.replace("-", ""), f"{code} "):
            assert find_draft(session, near) is None


def test_a_draft_in_which_nothing_was_saved_is_kept_for_two_days_only(
    session: Session, activity: Activity, clock_at: Any
) -> None:
    now = clock_at(clock.now())
    untouched, saved = (start_draft(session, activity.id, 1) for _ in range(2))
    save_page(session, saved, PageAnswers(page="reasons", answers={"reasons": "Safer."}))
    clock_at(now + UNTOUCHED_KEPT_FOR - timedelta(minutes=1))
    assert purge_drafts(session) == 0
    clock_at(now + UNTOUCHED_KEPT_FOR)
    assert find_draft(session, untouched) is None
    assert purge_drafts(session) == 1
    assert content_at(session, saved).answers == {"reasons": "Safer."}
