"""A row of a file in the place of an earlier response: counts, history and what stands beside the answers."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.imports.known_rows import Compared
from consult.imports.plan import ImportPlan, OnConflict
from consult.imports.replacements import replace_responses
from consult.imports.rows import RowRead
from consult.imports.services import import_responses
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import Conflict
from consult.submissions.intake import about_you_of
from consult.submissions.models import Channel, EarlierAnswers, Submission
from consult.submissions.tallies import counts_of
from tests.factories import make_actor

PLAN = ImportPlan(answers={"position": "view", "reasons": "why"}, key="id", area="ward", on_conflict=OnConflict.TAKE)
TEXT = b"id,view,why,ward,age,day\n1,Support,one,Abbey,25 to 34,2026-03-01\n"


@pytest.fixture
def officer(session: Session) -> Actor:
    """An officer."""
    return make_actor(session, Role.OFFICER)


def test_what_the_file_says_takes_the_place_and_what_was_said_stays_readable(
    session: Session, officer: Actor, activity: Activity
) -> None:
    full = replace(PLAN, received="day", about_you={"age_band": "age"})
    import_responses(session, officer, activity, TEXT, full, channel=Channel.PAPER)
    later = TEXT.replace(b"Support,one", b"Oppose,uno").replace(b"25 to 34", b"35 to 44")
    report = import_responses(session, officer, activity, later, replace(full, received=None, area=None))
    assert (report.taken, len(report.replacing), report.is_done) == (0, 1, True)
    one = session.scalars(select(Submission)).one()
    assert one.answers == {"position": "oppose", "reasons": "uno"}
    assert (one.area, one.channel, str(one.received_on)) == ("Abbey", "paper", "2026-03-01"), "no column for these"
    assert about_you_of(session, one.id) == {"age_band": "35_44"}
    earlier = session.scalars(select(EarlierAnswers)).one()
    assert (earlier.answers["reasons"], earlier.replaced_by_id) == ("one", officer.person_id)
    assert earlier.reason == "A later file says something else under the same key."
    counts = counts_of(session, activity.id)["q:position@1"]
    assert {value: count for value, count in counts.items() if count} == {"*": 1, "oppose": 1}
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "submissions.response_replaced")).one()
    assert (entry.actor_id, entry.facts["submission_id"]) == (officer.person_id, one.id)
    again = import_responses(session, officer, activity, later, replace(full, received=None, area=None))
    assert (again.known, again.replacing) == (1, [])


def test_a_response_that_changed_since_is_not_replaced(session: Session, officer: Actor, activity: Activity) -> None:
    import_responses(session, officer, activity, TEXT, PLAN)
    one = session.scalars(select(Submission)).one()
    row = RowRead(2, (), {"reasons": "uno"}, 1, Channel.IMPORT)
    compared = Compared(row, "k", "d", earlier=one.reference, earlier_id=one.id, earlier_revision=one.revision + 1)
    with pytest.raises(Conflict, match=f"{one.reference} has changed meanwhile"):
        replace_responses(session, officer, activity, PLAN, [compared])
    assert one.answers["reasons"] == "one"
