"""The database refuses a signature of nobody, and a withholding without a reason."""

import pytest
from sqlalchemy.exc import IntegrityError

from plugins.impact.assessments.models import Withholding
from plugins.impact.assessments.terms import Standing
from tests.plugins.impact.assessments.conftest import Desk


def test_nobody_is_no_signer(desk: Desk) -> None:
    desk.begin().latest.state = Standing.SIGNED
    with pytest.raises(IntegrityError, match="signed_by_somebody"):
        desk.session.flush()


@pytest.mark.parametrize(("exemption", "reason"), [("s99", "Why."), ("s31", "")])
def test_words_are_withheld_under_an_exemption_and_for_a_reason(desk: Desk, exemption: str, reason: str) -> None:
    assessment = desk.begin()
    entry = desk.section(assessment, "identity")
    assert entry is not None
    more = {"field": "title", "made_at": assessment.begun_at}
    desk.session.add(Withholding(entry_id=entry.id, exemption=exemption, reason=reason, **more))
    with pytest.raises(IntegrityError):
        desk.session.flush()
