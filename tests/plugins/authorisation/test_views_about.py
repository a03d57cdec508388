"""A case considers every view about all that it stands on, each once."""

from consult.citations.queries import reference_to
from plugins.authorisation.views_about import views_to_weigh
from plugins.impact.procedure import Status
from tests.plugins.authorisation.conftest import Desk


def test_each_view_is_there_once_until_what_it_is_about_is_left_out(desk: Desk) -> None:
    evidence, case = desk.evidence.brought_to(Status.ACCEPTED), desk.opened()
    (view,) = views_to_weigh(desk.session, case)
    assert view.viewpoint.reference == reference_to(evidence.submission)
    assert not view.is_considered
    desk.consider_all(case)
    assert views_to_weigh(desk.session, case)[0].is_considered
    case.foundations[0].dropped_at, case.foundations[0].drop_reason = case.opened_at, "Another place."
    assert views_to_weigh(desk.session, case) == []
