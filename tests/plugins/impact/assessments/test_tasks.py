"""What waits for a signer and for an author."""

from consult.kernel.authz import ANONYMOUS
from plugins.impact.assessments import signing
from plugins.impact.assessments.tasks import waiting
from tests.plugins.impact.assessments.conftest import Desk


def test_what_is_in_review_waits_for_a_police_officer_who_did_not_send_it(desk: Desk) -> None:
    assessment = desk.sent()
    (item,) = waiting(desk.session, desk.signer)
    assert item.text == f"Sign assessment {assessment.number}, or return it"
    assert waiting(desk.session, desk.author) == []
    assert waiting(desk.session, ANONYMOUS) == ()
    signing.sign(desk.session, desk.signer, assessment)
    assert waiting(desk.session, desk.signer) == []


def test_what_was_returned_waits_for_whoever_sent_it(desk: Desk) -> None:
    assessment = desk.sent()
    signing.return_to_authors(desk.session, desk.signer, assessment, "Say more.")
    (item,) = waiting(desk.session, desk.author)
    assert item.text == f"Change assessment {assessment.number}, which was returned"
    assert waiting(desk.session, desk.signer) == []
