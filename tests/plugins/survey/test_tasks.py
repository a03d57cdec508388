"""A change that takes two officers waits for every officer but the one who proposed it."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey import proposals
from plugins.survey.tasks import changes_to_confirm
from tests.factories import make_actor
from tests.plugins.survey.test_proposals import OTHER_KEY, change


def test_a_proposal_waits_for_the_others_until_it_is_settled(session: Session, open_survey: Activity) -> None:
    first, second = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    seen = change(session, first, open_survey, OTHER_KEY)
    proposals.propose(session, first, open_survey, seen=seen, reason="People did not understand it.")
    assert changes_to_confirm(session, first) == []
    assert list(changes_to_confirm(session, make_actor(session, Role.AUDITOR))) == []
    (item,) = changes_to_confirm(session, second)
    assert (open_survey.title in item.text, item.parts) == (True, {"activity_id": open_survey.id})
    proposals.send_back(session, second, open_survey, seen=seen, answer="Not yet.")
    assert changes_to_confirm(session, second) == []
