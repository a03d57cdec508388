"""The database counts each combination of answers once."""

from sqlalchemy.orm import Session

from consult.statistics.groups import groups_of
from consult.statistics.variables import variables_of
from tests.factories import make_activity, make_consultation, make_submission


def test_people_are_counted_by_every_combination(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    for position, area, people in (("support", "Abbey", 3), ("oppose", "Abbey", 2), (None, "", 1)):
        for _number in range(people):
            make_submission(session, activity, answers={"position": position} if position else {}, area=area)
    variables = {variable.key: variable for variable in variables_of(session, activity)}
    found = groups_of(session, activity, [variables["position"], variables[":area"], variables[":channel"]])
    counted = {(*group.codes[0], *group.codes[1]): group.people for group in found}
    assert sorted(counted.values()) == [1, 2, 3]
    assert counted["support", "Abbey"] == 3
    assert all(len(group.codes) == 3 for group in found)
