"""Who can sign."""

from datetime import date

from plugins.impact.assessments.guards import police_post
from tests.plugins.impact.assessments.conftest import Desk


def test_only_a_police_officer_in_office_has_a_post(desk: Desk) -> None:
    post = police_post(desk.session, desk.signer)
    assert post is not None
    assert post.name == "Supt Ada Ferris"
    assert police_post(desk.session, desk.author) is None
    post.to_on = date(2020, 6, 1)
    desk.session.flush()
    assert police_post(desk.session, desk.signer) is None
