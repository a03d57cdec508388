"""Files on their way in: kept for seven days, and never longer than needed."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.files.models import StoredFile
from consult.imports.checks import check_upload
from consult.imports.files import KEPT, head_of, keep_upload, own_imports, purge_imports, read_again
from consult.imports.jobs import begin_import
from consult.imports.models import ResponseImport
from consult.imports.plan import ImportPlan
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.db import Database
from consult.kernel.errors import Gone, Invalid
from consult.submissions.models import Channel
from consult.tables.values import Layout
from tests.factories import make_activity, make_actor, make_consultation
from tests.support.files import content_path

TEXT = b"id,view,why\n1,Support,\n2,Oppose,\n"


@pytest.fixture
def officer(session: Session) -> Actor:
    """An officer."""
    return make_actor(session, Role.OFFICER)


@pytest.fixture
def kept(session: Session, officer: Actor, activity: Activity) -> ResponseImport:
    """A file that an officer uploaded."""
    return keep_upload(session, officer, activity, "C:\\Users\\ada\\answers.csv", TEXT)


def test_only_the_files_last_name_is_kept(kept: ResponseImport) -> None:
    assert kept.file_name == "answers.csv"


def test_a_file_is_purged_after_seven_days_and_not_before(
    session: Session, kept: ResponseImport, clock_at: Callable[[datetime], datetime]
) -> None:
    place = content_path(session, session.scalars(select(StoredFile)).one())
    clock_at(kept.created_at + KEPT - timedelta(seconds=1))
    assert purge_imports(session) == 0
    clock_at(kept.created_at + KEPT + timedelta(seconds=1))
    assert purge_imports(session) == 1
    assert place.exists(), "the content goes with the commit"
    session.commit()
    assert not place.exists()
    assert session.scalars(select(StoredFile)).all() == []


def test_a_purge_that_is_taken_back_keeps_the_file(
    live_database: Database, clock_at: Callable[[datetime], datetime]
) -> None:
    with live_database.unit_of_work() as session:
        activity = make_activity(session, make_consultation(session))
        keep_upload(session, make_actor(session, Role.OFFICER), activity, "answers.csv", TEXT)
    clock_at(clock.now() + KEPT + timedelta(hours=1))
    with live_database.sessions() as session:
        place = content_path(session, session.scalars(select(StoredFile)).one())
        assert purge_imports(session) == 1
        session.rollback()
        session.commit()
    assert place.exists()


def test_a_file_with_a_job_that_waits_is_not_purged(
    session: Session, officer: Actor, kept: ResponseImport, clock_at: Callable[[datetime], datetime]
) -> None:
    check_upload(session, officer, kept, ImportPlan(answers={"position": "view"}), Channel.PAPER)
    begin_import(session, officer, kept, seen=1)
    clock_at(kept.created_at + KEPT + timedelta(days=1))
    assert purge_imports(session) == 0


def test_a_check_keeps_counts_and_no_response(session: Session, officer: Actor, kept: ResponseImport) -> None:
    check_upload(session, officer, kept, ImportPlan(answers={"position": "view"}, only={"id": "2..9"}), Channel.PAPER)
    counts = {name: kept.report[name] for name in ("rows", "fresh", "known", "left_out", "refused")}
    assert counts == {"rows": 2, "fresh": 1, "known": 0, "left_out": 1, "refused": 0}
    assert (kept.state, kept.revision, kept.mapping["only"]) == ("checked", 1, {"id": "2..9"})


def test_the_head_shows_columns_and_the_first_rows(session: Session, officer: Actor, activity: Activity) -> None:
    text = '\ufeffid,why\n\n1,"two\nlines"\n2,b\n3,c\n4,d\n'.encode()
    head = head_of(session, keep_upload(session, officer, activity, "answers.CSV", text))
    assert head["columns"] == ["id", "why"]
    assert head["rows"] == [["1", "two lines"], ["2", "b"], ["3", "c"]]
    assert head["described"] == "Read as UTF-8, separated by commas. It has 4 rows. The heading is line 1."


def test_a_file_can_be_read_in_another_way(session: Session, officer: Actor, kept: ResponseImport) -> None:
    check_upload(session, officer, kept, ImportPlan(answers={"position": "view"}), Channel.PAPER)
    plan = ImportPlan(answers={"position": "view"}, layout=Layout(heading=2))
    read_again(session, kept, plan, Channel.EMAIL)
    assert head_of(session, kept)["columns"] == ["1", "Support", "Column 3"][:2]
    assert (kept.state, kept.revision, kept.report["rows"]) == ("uploaded", 2, 1)
    with pytest.raises(Invalid, match="no row 9"):
        read_again(session, kept, ImportPlan(layout=Layout(heading=9)), Channel.EMAIL)
    assert (kept.mapping["layout"], kept.channel) == ({"heading": 2}, "email")


def test_the_head_of_a_lost_file_is_gone(session: Session, kept: ResponseImport) -> None:
    content_path(session, session.scalars(select(StoredFile)).one()).unlink()
    with pytest.raises(Gone, match="Upload it again"):
        head_of(session, kept)


def test_a_list_of_files_is_each_officers_own(
    session: Session, officer: Actor, activity: Activity, kept: ResponseImport
) -> None:
    assert session.scalars(own_imports(activity.id, officer)).all() == [kept]
    assert session.scalars(own_imports(activity.id, make_actor(session, Role.OFFICER))).all() == []
