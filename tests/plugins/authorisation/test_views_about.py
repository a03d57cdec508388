"""A case considers every view about all that it stands on, each once."""

from consult.citations.queries import reference_to
from consult.kernel.db import database_of
from plugins.authorisation.views_about import ViewCount, count_views, views_to_weigh
from plugins.impact.procedure import Status
from tests.plugins.authorisation.conftest import Desk
from tests.support.queries import counted


def test_each_view_is_there_once_until_what_it_is_about_is_left_out(desk: Desk) -> None:
    evidence, case = desk.evidence.brought_to(Status.ACCEPTED), desk.opened()
    (view,) = views_to_weigh(desk.session, case)
    assert view.viewpoint.reference == reference_to(evidence.submission)
    assert not view.is_considered
    desk.consider_all(case)
    assert views_to_weigh(desk.session, case)[0].is_considered
    case.foundations[0].dropped_at, case.foundations[0].drop_reason = case.opened_at, "Another place."
    assert views_to_weigh(desk.session, case) == []


def test_counting_takes_no_more_questions_than_one_and_agrees_with_the_list(desk: Desk) -> None:
    for _number in range(3):
        desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.opened()
    desk.consider_all(case)
    late = desk.evidence.brought_to(Status.ACCEPTED)
    with counted(database_of(desk.session).engine) as asked:
        count = count_views(desk.session, case)
    assert count == ViewCount(total=4, open=1)
    assert len([text for text in asked if "standing_view" in text]) == 1
    views = views_to_weigh(desk.session, case)
    assert [view.is_considered for view in views] == [False, True, True, True]
    assert views[0].viewpoint.reference == reference_to(late.submission)
    assert views_to_weigh(desk.session, case, only_open=True) == views[:1]
    assert views_to_weigh(desk.session, case, first=1, at_most=2) == views[1:3]
