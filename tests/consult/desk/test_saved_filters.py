"""Filters under a name: an officer's own, and those that are kept for everybody."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.saved_filters import remove_filter, save_filter, saved_filters
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from tests.factories import make_actor


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
    save_filter(session, officer, activity, "Mine", {"channel": "paper"}, is_shared=False)
    save_filter(session, officer, activity, "Mine", {"unread": "1"}, is_shared=True)
    (kept,) = saved_filters(session, officer, activity.id)
    assert (kept.arguments, kept.is_shared) == ({"unread": "1"}, True)


@pytest.mark.parametrize(("name", "arguments"), [("\u200b", {"unread": "1"}), ("Mine", {})])
def test_a_filter_needs_a_name_and_something_that_it_asks(
    session: Session, activity: Activity, name: str, arguments: dict[str, str]
) -> None:
    with pytest.raises(Invalid):
        save_filter(session, make_actor(session, Role.OFFICER), activity, name, arguments, is_shared=False)
