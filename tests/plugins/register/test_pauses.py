"""A pause begins and ends on stated days, for reasons that everybody reads."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Conflict, Invalid
from plugins.register.pauses import pause, resume
from tests.support.web import FormClient

FIRST, LAST = date(2023, 1, 16), date(2023, 3, 1)


def test_a_pause_is_public_from_its_first_day(session: Session, client: FormClient) -> None:
    noted = pause(session, SYSTEM, "Newham", FIRST, "The council asked for it", "Resolution R2023-001")
    assert "Paused since 16 January 2023: Newham." in client.get("/register/deployments").text
    for day, reason in ((date(2023, 1, 1), "Why"), (LAST, "")):
        with pytest.raises(Invalid):
            resume(session, SYSTEM, noted, day, reason)
    resume(session, SYSTEM, noted, LAST, "Safeguards are in place")
    resume(session, SYSTEM, noted, LAST, "Safeguards are in place")
    assert "resumed on 1 March 2023" in client.get("/register/deployments").text
    with pytest.raises(Conflict):
        resume(session, SYSTEM, noted, FIRST, "Other")


def test_area_and_reason_are_needed(session: Session) -> None:
    with pytest.raises(Invalid) as refused:
        pause(session, SYSTEM, "", FIRST, "", "")
    assert set(refused.value.fields) == {"area", "reason"}
