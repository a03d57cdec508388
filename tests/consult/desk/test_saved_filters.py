"""Filters under a name: an officer's own, and those that are kept for everybody."""

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.models import SavedFilter
from consult.desk.saved_filters import remove_filter, save_filter, saved_filters
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.kernel.errors import Invalid
from tests.factories import make_activity, make_actor, make_consultation


def test_filters_are_read_by_whom_they_are_kept_for(session: Session, activity: Activity) -> None:
    first, second = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    save_filter(session, first, activity, " Paper ", {"channel": "paper"}, is_shared=False)
    save_filter(session, first, activity, "Unread", {"unread": "1"}, is_shared=True)
    assert [kept.name for kept in saved_filters(session, first, activity.id)] == ["Paper", "Unread"]
    assert [kept.name for kept in saved_filters(session, second, activity.id)] == ["Unread"]
    shared = saved_filters(session, second, activity.id)[0]
    remove_filter(session, second, activity, shared.id)
    assert len(saved_filters(session, first, activity.id)) == 2
    remove_filter(session, first, activity, shared.id)
    remove_filter(session, first, activity, shared.id)
    assert [kept.name for kept in saved_filters(session, first, activity.id)] == ["Paper"]


def test_the_same_name_is_kept_anew(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    assert not save_filter(session, officer, activity, "Mine", {"channel": "paper"}, is_shared=False)
    assert save_filter(session, officer, activity, "Mine", {"unread": "1"}, is_shared=True)
    (kept,) = saved_filters(session, officer, activity.id)
    assert (kept.arguments, kept.is_shared) == ({"unread": "1"}, True)


@pytest.mark.parametrize(("name", "arguments"), [("\u200b", {"unread": "1"}), ("Mine", {})])
def test_a_filter_needs_a_name_and_something_that_it_asks(
    session: Session, activity: Activity, name: str, arguments: dict[str, str]
) -> None:
    with pytest.raises(Invalid):
        save_filter(session, make_actor(session, Role.OFFICER), activity, name, arguments, is_shared=False)


def test_two_tabs_that_keep_the_same_name_at_once_leave_one_filter(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        activity_id, officer = make_activity(session, make_consultation(session)).id, make_actor(session, Role.OFFICER)
    ready, told, faults = threading.Barrier(2), list[bool](), list[BaseException]()

    def save(channel: str) -> None:
        try:
            with live_database.unit_of_work() as session:
                activity = session.get_one(Activity, activity_id)
                ready.wait(10)
                told.append(save_filter(session, officer, activity, "Mine", {"channel": channel}, is_shared=False))
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=save, args=(channel,)) for channel in ("paper", "web")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not faults
    assert sorted(told) == [False, True]
    with live_database.reading() as session:
        assert len(session.scalars(select(SavedFilter)).all()) == 1
