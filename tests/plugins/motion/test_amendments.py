"""What an amendment is: kept by the database, and readable as the text it asks for."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from plugins.motion.amendments import Amendment, AmendmentConsent, AmendmentWording
from plugins.motion.records import Part
from plugins.motion.services.alterations import consent_to_amendment
from tests.plugins.motion import debate, story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on the agenda."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    return made


def test_what_an_amendment_asks_for_is_never_changed(session: Session, told: story.Story) -> None:
    amendment = debate.in_order(told, "Mend the lamps.")
    consent_to_amendment(session, told.proposer, amendment)
    assert amendment.consented == {Part.PROPOSER}
    for change in (
        update(Amendment).values(changes={"changes": []}),
        update(Amendment).values(reason="another"),
        update(AmendmentConsent).values(part="seconder"),
    ):
        with pytest.raises(DBAPIError, match="part of the permanent record"), session.begin_nested():
            session.execute(change)


def test_words_of_the_clerk_are_never_changed(session: Session, told: story.Story) -> None:
    amendment = debate.in_order(told, "Mend the lamps.")
    at = amendment.proposed_at
    session.add(AmendmentWording(amendment=amendment, against_id=amendment.text_id, key="C-1", text="x", made_at=at))
    session.flush()
    with pytest.raises(DBAPIError, match="part of the permanent record"), session.begin_nested():
        session.execute(update(AmendmentWording).values(text="another"))


def test_an_amendment_to_an_amendment_is_read_on_top_of_it(told: story.Story) -> None:
    above = debate.propose(told, "Mend the lamps.")
    below = debate.propose(told, "Mend all the lamps.", parent=above)
    assert below.base == above.asked
    assert below.asked.clauses[2].text == "Mend all the lamps."
