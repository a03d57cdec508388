"""What breaks the comparison of answers takes two officers."""

from copy import deepcopy
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, Change, State
from consult.exports.responses import columns, rows
from consult.jobs.models import Job
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import ChangedMeanwhile, Closed, Conflict, Invalid
from consult.sdk.publishing import Audience
from plugins.survey import proposals, services
from plugins.survey.document import read_definition
from plugins.survey.models import ChangeClass, Outcome, Proposal
from plugins.survey.personal import PERSONAL_DATA
from plugins.survey.policies import NotYours, OwnProposal
from plugins.survey.proposals import NothingWaits
from plugins.survey.queries import (
    find_draft,
    find_proposal,
    find_published,
    find_waiting,
    last_answered,
    waiting_changes,
)
from tests.factories import make_actor, make_submission
from tests.plugins.survey.conftest import ALL_KINDS, item, page, survey

PAGES = ALL_KINDS["sections"][0]["pages"]
# The question `line` goes, and `phrase` comes in its place.
OTHER_KEY = survey(
    *PAGES[:3], page("p4", item("phrase"), item("count", "number", least=0, most=99), title=PAGES[3]["title"])
)


@pytest.fixture
def first(session: Session) -> Actor:
    """The officer who proposes."""
    return make_actor(session, Role.OFFICER)


@pytest.fixture
def second(session: Session) -> Actor:
    """Another officer."""
    return make_actor(session, Role.OFFICER)


def change(session: Session, officer: Actor, activity: Activity, definition: dict[str, Any]) -> str:
    """Put a definition into the draft and return what an officer then saw."""
    services.change_draft(session, officer, activity, lambda _draft: read_definition(definition))
    return find_draft(session, activity.id).as_seen


@pytest.fixture
def seen(session: Session, first: Actor, open_survey: Activity) -> str:
    """What was seen of a draft that was proposed."""
    seen = change(session, first, open_survey, OTHER_KEY)
    proposals.propose(session, first, open_survey, seen=seen, reason=" People did not understand it. ")
    return seen


def audit_log(session: Session) -> list[tuple[str, int | None]]:
    """Return what the audit log says of proposals, with who did it."""
    query = select(AuditEntry).where(AuditEntry.name.like("survey.%")).order_by(AuditEntry.id)
    found = [(audit_entry.name.removeprefix("survey."), audit_entry.actor_id) for audit_entry in session.scalars(query)]
    return [one for one in found if one[0] not in {"edited", "imported"}][1:]


def test_a_second_officer_confirms_what_the_first_proposed(
    session: Session, open_survey: Activity, first: Actor, second: Actor, seen: str
) -> None:
    make_submission(session, open_survey, answers={"choice": "a", "line": "Said before"})
    with pytest.raises(OwnProposal):
        proposals.confirm(session, first, open_survey, seen=seen)
    assert open_survey.settings_version == 1
    made = proposals.confirm(session, second, open_survey, seen=seen)
    assert (made.number, made.change_class, made.public_note) == (2, "breaking", "People did not understand it.")
    assert made.published_by_id == second.person_id
    assert audit_log(session) == [
        ("change_proposed", first.person_id),
        ("change_confirmed", second.person_id),
        ("published", second.person_id),
    ]
    names = [column.name for column in columns(session, open_survey.id)]
    assert {"line", "phrase"} < set(names)
    assert list(rows(session, open_survey.id, ["choice", "line", "phrase"], Audience.OFFICER)) == [
        ("a", "Said before", None)
    ]
    with pytest.raises(NothingWaits):
        proposals.confirm(session, second, open_survey, seen=seen)


def test_what_needs_a_new_key_no_officer_can_confirm(session: Session, open_survey: Activity, first: Actor) -> None:
    tighter = page(
        "p4", item("line", required=True), item("count", "number", least=0, most=99), title=PAGES[3]["title"]
    )
    seen = change(session, first, open_survey, survey(*PAGES[:3], tighter))
    with pytest.raises(Conflict, match="must now be answered"):
        proposals.propose(session, first, open_survey, seen=seen, reason="It matters.")
    assert find_waiting(session, open_survey.id) is None


def test_a_proposal_needs_a_reason_and_a_change_that_needs_it(
    session: Session, open_survey: Activity, first: Actor
) -> None:
    seen = change(session, first, open_survey, OTHER_KEY)
    with pytest.raises(Invalid) as caught:
        proposals.propose(session, first, open_survey, seen=seen, reason="  ")
    assert "public_note" in caught.value.fields
    with pytest.raises(ChangedMeanwhile):
        proposals.propose(session, first, open_survey, seen="0" * 64, reason="Why")
    seen = change(session, first, open_survey, survey(*PAGES, page("p9", item("more"))))
    with pytest.raises(Conflict, match="needs no second officer"):
        proposals.propose(session, first, open_survey, seen=seen, reason="Why")


def test_a_version_published_meanwhile_ends_the_proposal(
    session: Session, open_survey: Activity, first: Actor, second: Actor, seen: str
) -> None:
    more = change(session, second, open_survey, survey(*PAGES, page("p9", item("more"))))
    services.publish(session, second, open_survey, seen=more, public_note="One question more.")
    # The very draft that was proposed would now take `more` away too, which nobody proposed.
    again = change(session, second, open_survey, OTHER_KEY)
    assert find_proposal(session, open_survey.id) is None
    assert session.scalars(waiting_changes()).all() == []
    with pytest.raises(NothingWaits):
        proposals.confirm(session, second, open_survey, seen=seen)
    renewed = proposals.propose(session, second, open_survey, seen=again, reason="Both.")
    with pytest.raises(NothingWaits):
        # A page from before compared the same draft with what was published then.
        proposals.confirm(session, first, open_survey, seen=seen)
    assert proposals.confirm(session, first, open_survey, seen=again).number == renewed.number == 3


def test_a_question_that_comes_back_is_compared_with_what_was_asked(
    session: Session, open_survey: Activity, first: Actor, second: Actor
) -> None:
    third = deepcopy(PAGES[2])
    third["items"].pop(1)  # `scale`
    gone = change(session, first, open_survey, survey(PAGES[0], PAGES[1], third, PAGES[3]))
    proposals.propose(session, first, open_survey, seen=gone, reason="Not now.")
    proposals.confirm(session, second, open_survey, seen=gone)
    change(session, first, open_survey, survey(*PAGES))
    assert not services.check(session, open_survey).needs_second
    swapped = deepcopy(PAGES)
    one, other = swapped[2]["items"][1]["options"][:2]
    one["label"], other["label"] = other["label"], one["label"]
    seen = change(session, first, open_survey, survey(*swapped))
    ahead = services.check(session, open_survey)
    assert ahead.change_class is ChangeClass.BREAKING
    with pytest.raises(Conflict):
        services.publish(session, first, open_survey, seen=seen, public_note="It is back.")


def test_changing_the_draft_ends_the_proposal(
    session: Session, open_survey: Activity, first: Actor, second: Actor, seen: str
) -> None:
    again = proposals.propose(session, first, open_survey, seen=seen, reason="Clicked twice")
    assert again.reason == "People did not understand it."
    other = change(session, second, open_survey, survey(*PAGES[:3]))
    assert other != seen
    assert find_proposal(session, open_survey.id) is None
    for stale in (seen, other):
        with pytest.raises(NothingWaits):
            proposals.confirm(session, second, open_survey, seen=stale)
    renewed = proposals.propose(session, second, open_survey, seen=other, reason="Shorter.")
    outcomes = session.scalars(select(Proposal.outcome).order_by(Proposal.id)).all()
    assert outcomes == [Outcome.OUTDATED, Outcome.WAITING]
    assert renewed.proposed_by_id == second.person_id
    assert proposals.confirm(session, first, open_survey, seen=other).number == 2


def test_a_second_officer_sends_it_back_with_a_reason(
    session: Session, open_survey: Activity, first: Actor, second: Actor, seen: str
) -> None:
    with pytest.raises(Invalid) as caught:
        proposals.send_back(session, second, open_survey, seen=seen, answer=" ")
    assert "answer" in caught.value.fields
    with pytest.raises(OwnProposal):
        proposals.send_back(session, first, open_survey, seen=seen, answer="No.")
    proposals.send_back(session, second, open_survey, seen=seen, answer="Wait until it closes.")
    back = last_answered(session, find_draft(session, open_survey.id))
    assert back is not None
    assert back.answer == "Wait until it closes."
    published = find_published(session, open_survey.id)
    assert published is not None
    assert published.number == 1
    assert audit_log(session)[-1] == ("change_sent_back", second.person_id)


def test_only_who_proposed_it_takes_it_back(
    session: Session, open_survey: Activity, first: Actor, second: Actor, seen: str
) -> None:
    with pytest.raises(NotYours):
        proposals.take_back(session, second, open_survey, seen=seen)
    proposals.take_back(session, first, open_survey, seen=seen)
    assert find_waiting(session, open_survey.id) is None
    assert last_answered(session, find_draft(session, open_survey.id)) is None
    assert audit_log(session)[-1] == ("proposal_withdrawn", first.person_id)
    proposals.propose(session, first, open_survey, seen=seen, reason="After all.")


def test_nothing_is_confirmed_after_closing(session: Session, open_survey: Activity, second: Actor, seen: str) -> None:
    open_survey.consultation.state = State.CLOSED
    with pytest.raises(Closed):
        proposals.confirm(session, second, open_survey, seen=seen)


@pytest.mark.parametrize("statement", ["UPDATE survey_proposal SET reason = 'Other'", "DELETE FROM survey_proposal"])
def test_the_database_keeps_who_agreed_to_what(
    session: Session, open_survey: Activity, first: Actor, second: Actor, seen: str, statement: str
) -> None:
    with pytest.raises(DBAPIError, match="two_officers"), session.begin_nested():
        session.connection().exec_driver_sql(
            "UPDATE survey_proposal SET outcome = 'confirmed', ended_at = proposed_at, ended_by_id = proposed_by_id"
        )
    proposals.confirm(session, second, open_survey, seen=seen)
    with pytest.raises(DBAPIError, match="survey_proposal is part of the permanent record"), session.begin_nested():
        session.connection().exec_driver_sql(statement)
    told = [personal_data.collect(session, first.person_id or 0) for personal_data in PERSONAL_DATA]
    assert any("survey_proposal.proposed_by_id" in one for one in told)


def test_other_words_while_people_answer_take_a_second_officer(
    session: Session, first: Actor, second: Actor, open_survey: Activity
) -> None:
    pages = deepcopy(PAGES)
    pages[0]["items"][0]["label"] = {"en-GB": "Do you feel unsafe?"}
    seen = change(session, first, open_survey, survey(*pages))
    with pytest.raises(Conflict, match="Another officer must confirm"):
        services.publish(session, first, open_survey, seen=seen, public_note="Clearer.")
    proposals.propose(session, first, open_survey, seen=seen, reason="Clearer.")
    assert proposals.confirm(session, second, open_survey, seen=seen).change_class == "cosmetic"


def test_who_answered_is_told_of_a_new_question_that_must_be_answered(
    session: Session, first: Actor, open_survey: Activity
) -> None:
    def mails() -> int:
        return session.scalar(select(func.count()).select_from(Job).where(Job.name == "notifications.send")) or 0

    more = survey(*PAGES, page("p5", item("extra")))
    services.publish(
        session, first, open_survey, seen=change(session, first, open_survey, more), public_note="One more."
    )
    assert mails() == 0
    most = survey(*PAGES, page("p5", item("extra")), page("p6", item("must", required=True)))
    services.publish(
        session, first, open_survey, seen=change(session, first, open_survey, most), public_note="One more."
    )
    assert mails() == 1
    told = session.scalars(select(Change).order_by(Change.id.desc())).first()
    assert told is not None
    assert "Question must? (at most 200 characters, must be answered)" in told.after["questions"]
