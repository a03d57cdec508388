"""Sending answers: once, whole, counted and findable, or not at all."""

from datetime import timedelta

import orjson
import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.journey.drafts import Content, PageAnswers, find_draft, save_page, start_draft
from consult.journey.services import content_of, submit, withdraw
from consult.kernel import clock, tokens
from consult.kernel.authz import Role
from consult.kernel.crypto import KeyRing
from consult.kernel.db import Database, database_of
from consult.kernel.errors import Closed, Gone, Invalid
from consult.submissions import tallies
from consult.submissions.models import AboutYou, Draft, EarlierAnswers, Status, Submission
from consult.submissions.questionnaires import all_versions, known_kinds
from tests.factories import canary, make_activity, make_actor, make_consultation
from tests.support.redaction import redact

REQUIRED = {
    "questions": [
        {"key": "position", "kind": "scale", "label": "Do you support it?", "scale": "support", "required": True},
        {"key": "reasons", "kind": "long_text", "label": "Tell us why."},
    ]
}


@pytest.fixture
def activity(session: Session) -> Activity:
    """A written response of an open consultation, whose first question needs an answer."""
    return make_activity(session, make_consultation(session), questions=REQUIRED)


def drafted(session: Session, activity: Activity, **answers: str) -> str:
    """Begin a draft with these answers and return its code."""
    content = Content(answers=dict(answers), area="Abbey", about_you={"sex": "female"})
    return start_draft(session, activity.id, activity.settings_version, content=content)


def found(session: Session, reference: str) -> Submission:
    """Return the submission with this reference."""
    return session.scalars(select(Submission).where(Submission.reference == reference)).one()


@pytest.mark.parametrize("told", ["submitted_at", "transcribed_by_id"])
def test_no_moment_and_nobody_can_be_put_beside_what_somebody_sent(
    session: Session, activity: Activity, told: str
) -> None:
    submit(session, drafted(session, activity, position="support", reasons="It is safer."))
    values = {"submitted_at": clock.now(), "transcribed_by_id": make_actor(session, Role.OFFICER).person_id}
    with pytest.raises(IntegrityError, match="names_no_moment_and_nobody"):
        session.execute(update(Submission).values({told: values[told]}))


def test_a_sent_draft_becomes_one_counted_submission(session: Session, activity: Activity) -> None:
    code = drafted(session, activity, position="support", reasons="It is safer.")
    sent = found(session, submit(session, code))
    assert sent.answers == {"position": "support", "reasons": "It is safer."}
    assert (sent.submitted_at, sent.received_on, sent.transcribed_by_id) == (None, clock.today_in_london(), None)
    assert session.scalar(select(func.count()).select_from(Draft)) == 0
    counts = tallies.counts_of(session, activity.id)
    assert counts["status"] == {"submitted": 1}
    assert counts["channel"] == {"web": 1}
    assert counts["q:position@1"] == {"*": 1, "support": 1}


def test_sending_twice_gives_the_same_reference_and_one_submission(session: Session, activity: Activity) -> None:
    code = drafted(session, activity, position="support")
    assert submit(session, code) == submit(session, code)
    assert session.scalar(select(func.count()).select_from(Submission)) == 1


def test_a_missing_required_answer_is_named_and_nothing_is_sent(session: Session, activity: Activity) -> None:
    code = drafted(session, activity, reasons="No position.")
    with pytest.raises(Invalid) as refused:
        submit(session, code)
    assert refused.value.fields == {"position": "Select whether you support it"}
    assert session.scalar(select(func.count()).select_from(Submission)) == 0
    assert find_draft(session, code) is not None


def test_nothing_is_taken_after_the_stated_instant(session: Session, activity: Activity) -> None:
    code = drafted(session, activity, position="support")
    closes = activity.consultation.closes_at
    assert closes is not None
    with clock.set_clock(closes - timedelta(microseconds=1)):
        submit(session, code)
    second = drafted(session, activity, position="support")
    with clock.set_clock(closes), pytest.raises(Closed):
        submit(session, second)


def test_an_unknown_code_is_gone(session: Session, activity: Activity) -> None:
    with pytest.raises(Gone):
        submit(session, tokens.new_code())


def test_a_change_replaces_the_answers_and_keeps_the_earlier_ones(session: Session, activity: Activity) -> None:
    code = drafted(session, activity, position="support", reasons="First thought")
    sent = found(session, submit(session, code))
    start_draft(session, activity.id, 1, content=content_of(sent), changes=sent.id, code=code)
    save_page(session, code, PageAnswers(page="position", answers={"position": "oppose"}))
    assert submit(session, code) == sent.reference
    session.expire_all()
    assert found(session, sent.reference).answers["position"] == "oppose"
    assert session.scalars(select(EarlierAnswers)).one().answers["position"] == "support"
    assert tallies.counts_of(session, activity.id)["q:position@1"] == {"*": 1, "oppose": 1}


def test_withdrawing_deletes_what_was_said_and_keeps_that_it_was_sent(session: Session, activity: Activity) -> None:
    code = drafted(session, activity, position="support", reasons="To be forgotten")
    reference = submit(session, code)
    assert withdraw(session, code) == withdraw(session, code) == reference
    session.expire_all()
    sent = found(session, reference)
    assert (sent.status, sent.answers, sent.area) == (Status.WITHDRAWN, {}, "")
    assert session.scalar(select(func.count()).select_from(AboutYou)) == 0
    assert tallies.counts_of(session, activity.id) == {"status": {"withdrawn": 1}}


def test_nothing_is_withdrawn_after_closing(session: Session, activity: Activity) -> None:
    code = drafted(session, activity, position="support")
    submit(session, code)
    activity.consultation.state = State.CLOSED
    session.flush()
    with pytest.raises(Closed):
        withdraw(session, code)


def test_equality_answers_are_sealed_to_their_row_and_unlinked(session: Session, activity: Activity) -> None:
    secret = canary("about-you")
    content = Content(answers={"position": "support"}, about_you={"religion": secret})
    code = start_draft(session, activity.id, 1, content=content)
    assert secret.encode() not in session.scalars(select(Draft.sealed)).one()
    sent = found(session, submit(session, code))
    row = session.scalars(select(AboutYou)).one()
    assert secret.encode() not in row.sealed
    assert row.link != str(sent.id)
    opened = database_of(session).keys.open(row.sealed, table="about_you", row=row.id, column="sealed")
    assert orjson.loads(opened) == {"religion": secret}


def test_kept_counts_equal_a_fresh_count(session: Session, activity: Activity) -> None:
    for number, position in enumerate(["support", "oppose", "support", "dont_know"]):
        code = drafted(session, activity, position=position, reasons=f"Reason {number}")
        submit(session, code)
    withdraw(session, code)
    fresh = tallies.recount(session, activity.id, all_versions(session, activity), known_kinds(session))
    assert tallies.counts_of(session, activity.id) == fresh


def test_requests_that_arrive_together_each_succeed_or_fail_alone(live_database: Database) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with live_database.unit_of_work() as session:
        activity = make_activity(session, make_consultation(session), questions=REQUIRED)
        activity_id = activity.id
        codes = [drafted(session, activity, position="support") for _ in range(12)]
        codes += [drafted(session, activity, reasons="No position") for _ in range(4)]

    def send(code: str) -> str | None:
        try:
            return live_database.write(lambda opened: submit(opened, code))
        except Invalid:
            return None

    with ThreadPoolExecutor(8) as pool:
        references = list(pool.map(send, codes * 3))
    assert len({reference for reference in references if reference}) == 12
    assert references.count(None) == 12
    with live_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 12
        assert tallies.counts_of(session, activity_id)["status"] == {"submitted": 12}


def test_what_was_redacted_stays_so_when_a_change_begun_before_is_sent(session: Session, activity: Activity) -> None:
    code = drafted(session, activity, position="support", reasons="Call Ann on 07700 900123.")
    sent = found(session, submit(session, code))
    start_draft(session, activity.id, 1, content=content_of(sent), changes=sent.id, code=code)
    officer = make_actor(session, Role.OFFICER)
    redact(session, officer, activity, sent, question="reasons", passage="07700 900123", code="third_party")
    save_page(session, code, PageAnswers(page="position", answers={"position": "oppose"}))
    submit(session, code)
    session.expire_all()
    assert "07700" not in sent.answers["reasons"]
    assert sent.answers["position"] == "oppose"


def test_equality_answers_go_with_a_withdrawal_after_the_keys_were_changed(
    session: Session, activity: Activity
) -> None:
    code = drafted(session, activity, position="support")
    submit(session, code)
    database = database_of(session)
    database.keys = KeyRing({"t2": b"2" * 32, **database.keys.keys}, current="t2")
    withdraw(session, code)
    assert session.scalars(select(AboutYou)).all() == []
