"""Evidence that came another way, entered by an officer for a group."""

from datetime import date, timedelta
from typing import Any

import pytest

from consult.accounts.models import Membership
from consult.consultations.models import State
from consult.kernel import clock
from consult.kernel.errors import Closed, Invalid, NotFound
from plugins.impact import entry, evidence_drafts, services
from plugins.impact.models import Evidence
from plugins.impact.pages import BY_ID, PAGES, page_version
from plugins.impact.policies import PERMISSIONS, AlreadySent, OwnGroup
from plugins.impact.presentation import public_marks
from plugins.impact.procedure import Status
from tests.plugins.impact.conftest import ANSWERS, Case

STATEMENT = BY_ID["statement"]


def _begin(case: Case, **changes: Any) -> Evidence:
    values: dict[str, Any] = {
        "channel": "meeting",
        "received_on": clock.today_in_london(),
        "received_from": "The chair",
    }
    return entry.begin_entry(case.session, case.officer, case.activity, case.group.id, **{**values, **changes})


def _entered(case: Case, **changes: Any) -> Evidence:
    evidence = _begin(case, **changes)
    for page in PAGES:
        evidence_drafts.save_page(case.session, case.officer, evidence, page, ANSWERS, 0)
    return evidence_drafts.submit_evidence(case.session, case.officer, evidence, evidence.version)


def test_an_officer_enters_it_and_the_public_reads_that_an_officer_did(case: Case) -> None:
    evidence = _entered(case)
    assert evidence.submission is not None
    assert (evidence.submission.channel, evidence.submission.transcribed_by_id) == ("meeting", case.officer.person_id)
    assert evidence.stands_at is Status.SUBMITTED
    (mark,) = public_marks(evidence)
    assert "A council officer entered this evidence" in mark
    assert "at a meeting" in mark


def test_a_member_corrects_it_until_an_officer_reads_it(case: Case) -> None:
    evidence = _entered(case)
    assert PERMISSIONS["impact.edit"].allows(case.member, evidence)
    assert not PERMISSIONS["impact.edit"].allows(case.officer, evidence)
    seen = page_version(evidence, STATEMENT)
    evidence_drafts.save_page(case.session, case.member, evidence, STATEMENT, {"statement": "We said more."}, seen)
    assert evidence.text("statement") == "We said more."
    services.screen_evidence(case.session, case.officer, evidence)
    with pytest.raises(AlreadySent):
        evidence_drafts.save_page(case.session, case.member, evidence, STATEMENT, {"statement": "Late."}, seen + 1)


def test_officers_of_the_same_group_do_not_enter_for_it(case: Case) -> None:
    case.session.add(Membership(organisation_id=case.group.id, person_id=case.officer_person.id))
    case.session.flush()
    case.session.expire(case.officer_person)
    with pytest.raises(OwnGroup):
        _begin(case)


def test_the_day_must_lie_within_the_consultation_or_have_a_reason(case: Case) -> None:
    assert case.consultation.opens_at is not None
    assert case.consultation.closes_at is not None
    today = clock.today_in_london()
    for day in (today + timedelta(days=1), case.consultation.opens_at.date() - timedelta(days=1)):
        with pytest.raises(Invalid):
            _begin(case, received_on=day)
    in_time, late = case.consultation.closes_at.date(), case.consultation.closes_at.date() + timedelta(days=1)
    with clock.set_clock(case.consultation.closes_at + timedelta(days=2)):
        assert _entered(case, received_on=in_time).late_reason == ""
        with pytest.raises(Invalid) as refused:
            _begin(case, received_on=late)
        assert "late_reason" in refused.value.fields
        entered = _entered(case, received_on=late, late_reason="The post was late.")
    assert entered.late_reason == "The post was late."


def test_an_unknown_group_channel_or_time_is_refused(case: Case) -> None:
    with pytest.raises(NotFound):
        entry.begin_entry(
            case.session,
            case.officer,
            case.activity,
            999_999,
            channel="phone",
            received_on=date(2026, 1, 1),
            received_from="The chair",
        )
    with pytest.raises(Invalid):
        _begin(case, channel="web")
    case.consultation.state = State.DECIDED
    with pytest.raises(Closed):
        _begin(case)
