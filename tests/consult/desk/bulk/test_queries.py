"""Finding acts for many responses."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.bulk.models import BulkKind, Step
from consult.desk.bulk.queries import acts_of, find_bulk_act, first_of, steps_of
from consult.desk.bulk.services import begin_act, plan_act
from consult.kernel.authz import ANONYMOUS, Actor, Role
from consult.kernel.errors import NotFound, SignInNeeded
from tests.factories import make_actor
from tests.support.counted import sent


def test_an_act_is_found_by_the_desk_and_listed_once_it_began(
    session: Session, activity: Activity, clerk: Actor
) -> None:
    numbers = sent(session, activity, 3)
    act = plan_act(session, clerk, activity, numbers, BulkKind.EXCLUDE, "duplicate")
    assert session.scalars(acts_of(activity.id)).all() == []
    assert [row.id for row in first_of(session, act, 2)] == numbers[:2]
    begin_act(session, clerk, act)
    assert session.scalars(acts_of(activity.id)).all() == [act]
    assert steps_of(session, act) == {Step.MADE: 3}
    assert find_bulk_act(session, act.id, make_actor(session, Role.AUDITOR)) is act
    for actor, number, refused in (
        (ANONYMOUS, act.id, SignInNeeded),
        (make_actor(session, Role.COUNCILLOR), act.id, NotFound),
        (clerk, act.id + 1, NotFound),
    ):
        with pytest.raises(refused):
            find_bulk_act(session, number, actor)
