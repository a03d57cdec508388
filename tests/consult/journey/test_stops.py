"""Where people stop: counted without opening an answer, and kept when the drafts go."""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.journey.drafts import KEPT_FOR, UNTOUCHED_KEPT_FOR, Content, PageAnswers, save_page, start_draft
from consult.journey.models import Stop
from consult.journey.services import content_of, submit
from consult.journey.stops import WRITING, count_sent, purge_drafts, stops_of
from consult.kernel import clock
from consult.kernel.crypto import new_key_ring_text, read_key_ring
from consult.kernel.db import Database, database_of
from consult.submissions.models import Channel, Draft, Status, Submission
from tests.conftest import CHOSEN
from tests.factories import make_activity, make_consultation, make_submission
from tests.support import server

PAGES = ("position", "reasons")
Counted = Callable[[], AbstractContextManager[list[str]]]


def begin(session: Session, activity: Activity, *pages: str) -> str:
    """Begin a draft, save these pages one after the other, and return its code."""
    code = start_draft(session, activity.id, 1)
    for page in pages:
        save_page(session, code, PageAnswers(page=page, answers={page: "support"}), of_all=PAGES)
    return code


def later(session: Session, activity: Activity, after: timedelta) -> Counter[str]:
    """Return where people stop, so long after now."""
    with clock.set_clock(clock.now() + after):
        return stops_of(session, activity.id)


def test_people_stop_at_the_last_page_that_they_saved(session: Session, activity: Activity) -> None:
    begin(session, activity)
    begin(session, activity, "position")
    begin(session, activity, "position", "reasons")
    begin(session, activity, "position", "reasons", "position")  # going back makes nobody stop earlier
    begin(session, make_activity(session, make_consultation(session, slug="lamps")), "position")
    assert later(session, activity, WRITING) == {"": 1, "position": 1, "reasons": 2}


def test_a_page_left_half_done_was_not_saved(session: Session, activity: Activity) -> None:
    code = begin(session, activity, "position", "reasons")
    save_page(session, code, PageAnswers(page="reasons", answers={"reasons": "As I"}, is_half=True), of_all=PAGES)
    assert later(session, activity, WRITING) == {"position": 1}


def test_who_began_or_saved_within_the_hour_has_not_stopped(session: Session, activity: Activity) -> None:
    began = clock.now()
    with clock.set_clock(began):
        begin(session, activity)
        code = begin(session, activity, "position")
    with clock.set_clock(began + WRITING - timedelta(minutes=1)):
        assert stops_of(session, activity.id) == {}
        save_page(session, code, PageAnswers(page="reasons", answers={"reasons": "Safer."}), of_all=PAGES)
    with clock.set_clock(began + WRITING):
        assert stops_of(session, activity.id) == {"": 1}
    with clock.set_clock(began + 2 * WRITING):
        assert stops_of(session, activity.id) == {"": 1, "reasons": 1}


def test_who_sent_or_changes_what_they_sent_has_not_stopped(session: Session, activity: Activity) -> None:
    code = start_draft(session, activity.id, 1, content=Content(answers={"position": "support"}, seen=["position"]))
    submit(session, code)
    sent = session.scalars(select(Submission)).one()
    start_draft(session, activity.id, 1, content=content_of(sent), changes=sent.id, code=code)
    save_page(session, code, PageAnswers(page="reasons", answers={"reasons": "Second thoughts."}), of_all=PAGES)
    assert later(session, activity, WRITING) == {}
    with clock.set_clock(clock.now() + KEPT_FOR):
        assert purge_drafts(session) == 1
    assert session.scalars(select(Stop)).all() == []


def test_what_was_saved_before_this_was_kept_is_not_guessed(session: Session, activity: Activity) -> None:
    code = begin(session, activity, "position")
    session.execute(update(Draft).values(last_page=None))
    assert later(session, activity, WRITING) == {}
    save_page(session, code, PageAnswers(page="reasons", answers={"reasons": "Safer."}), of_all=PAGES)
    assert later(session, activity, WRITING) == {"reasons": 1}


def test_numbers_do_not_shrink_when_drafts_go(session: Session, activity: Activity) -> None:
    other = make_activity(session, make_consultation(session, slug="lamps"))
    for pages in ((), (), ("position",), ("position", "reasons")):
        begin(session, activity, *pages)
    begin(session, other, "position")
    stopped = {"": 2, "position": 1, "reasons": 1}
    for after, gone in ((UNTOUCHED_KEPT_FOR, 2), (KEPT_FOR, 3)):
        with clock.set_clock(clock.now() + after):
            assert stops_of(session, activity.id) == stopped, "what ran out is counted until it is deleted"
            assert purge_drafts(session) == gone
            assert purge_drafts(session) == 0
            assert stops_of(session, activity.id) == stopped
    begin(session, activity, "position")
    with clock.set_clock(clock.now() + 2 * KEPT_FOR):
        purge_drafts(session)
    assert stops_of(session, activity.id) == {"": 2, "position": 2, "reasons": 1}
    assert stops_of(session, other.id) == {"position": 1}
    assert session.scalar(select(func.count()).select_from(Draft)) == 0


@pytest.mark.crash
@pytest.mark.parametrize("last", ["DELETE FROM submission_draft", "INSERT INTO journey_stop"])
def test_a_purge_that_is_killed_neither_deletes_nor_counts(live_database: Database, tmp_path: Path, last: str) -> None:
    with live_database.unit_of_work() as session:
        activity_id = make_activity(session, make_consultation(session)).id
        with clock.set_clock(clock.now() - KEPT_FOR):
            code = start_draft(session, activity_id, 1)
            save_page(session, code, PageAnswers(page="position", answers={"position": "support"}), of_all=PAGES)
    url = live_database.engine.url.render_as_string(hide_password=False)
    environment = server.environment_for(tmp_path, url, 8000, {**CHOSEN, "CONSULT_PLUGINS": ","})
    killed = subprocess.run(
        [sys.executable, "-m", "tests.support.killed_purge", last], cwd=server.ROOT, env=environment, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    with live_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 1
        assert session.scalars(select(Stop)).all() == []
    assert live_database.write(purge_drafts) == 1
    with live_database.reading() as session:
        assert stops_of(session, activity_id) == {"position": 1}


def test_no_answer_is_opened_to_count(session: Session, activity: Activity, count_queries: Counted) -> None:
    begin(session, activity, "position")
    database = database_of(session)
    kept, database.keys = database.keys, read_key_ring(new_key_ring_text())
    try:
        with count_queries() as statements:
            assert later(session, activity, WRITING) == {"position": 1}
    finally:
        database.keys = kept
    assert len(statements) == 2
    assert not any("sealed" in statement for statement in statements)


def test_all_that_was_sent_online_counts_as_sent(session: Session) -> None:
    activity = make_activity(session, make_consultation(session, state=State.CLOSED))
    for status in (Status.SUBMITTED, Status.WITHDRAWN):
        make_submission(session, activity, status=status)
    make_submission(session, activity, channel=Channel.PAPER)
    assert count_sent(session, activity.id) == 2
