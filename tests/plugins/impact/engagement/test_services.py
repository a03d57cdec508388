"""Holding an engagement, and noting what each body said."""

from datetime import date

import pytest
from sqlalchemy import select

from consult.kernel.errors import ChangedMeanwhile, Invalid
from plugins.impact.assessments import signing
from plugins.impact.assessments.guards import Incomplete
from plugins.impact.engagement import services
from plugins.impact.engagement.models import GapAnswer
from plugins.impact.engagement.services import EngagementFacts, VoiceFacts
from tests.plugins.impact.engagement.conftest import DAY, Log
from tests.support.mail import written_mail

FACTS = VoiceFacts(
    name="Mosque", kind="faith", is_named=False, present=4, residents=2, view="mixed", said="We fear it."
)


def test_bodies_are_invited_once_each_with_day_place_and_question(log: Log) -> None:
    engagement, contact = log.held(), log.contact()
    assert services.invite_bodies(log.session, log.desk.author, engagement, [contact]) == 1
    assert services.invite_bodies(log.session, log.desk.author, engagement, [contact]) == 0
    (letter,) = written_mail(log.session, "stratford@example.org")
    for words in ("Ward panel", "20 November 2026", "Town hall", "What worries you?", "The secretary"):
        assert words in letter.subject + letter.body


def test_two_who_change_an_engagement_at_once_are_shown_both(log: Log) -> None:
    engagement = log.held()
    seen = engagement.version
    facts = EngagementFacts(title="Ward panel", mode="consulted", held_on=DAY, minutes="Seven came.")
    services.save_engagement(log.session, log.desk.author, log.assessment, engagement, facts, seen=seen)
    other = EngagementFacts(title="Ward panel", mode="consulted", held_on=DAY, minutes="Eight came.")
    with pytest.raises(ChangedMeanwhile):
        services.save_engagement(log.session, log.desk.signer, log.assessment, engagement, other, seen=seen)
    assert engagement.minutes == "Seven came."


def test_two_who_note_one_body_at_once_are_shown_both(log: Log) -> None:
    engagement, contact = log.held(), log.contact()
    services.note_voice(log.session, log.desk.author, engagement, None, contact, FACTS)
    other = VoiceFacts(name="Mosque", kind="faith", is_named=False, present=4, residents=2, view="oppose")
    with pytest.raises(ChangedMeanwhile):
        services.note_voice(log.session, log.desk.signer, engagement, None, contact, other)
    assert [voice.view for voice in engagement.voices] == ["mixed"]


def test_no_more_residents_come_than_people(log: Log) -> None:
    wrong = VoiceFacts(name="Mosque", kind="faith", is_named=False, present=2, residents=3, view="mixed")
    with pytest.raises(Invalid) as refused:
        services.note_voice(log.session, log.desk.author, log.held(), None, None, wrong)
    assert list(refused.value.fields) == ["residents"]


def test_what_is_done_about_a_gap_is_kept_each_time(log: Log) -> None:
    for done in ("We wrote again.", "We wrote again.", "We went there."):
        services.answer_gap(log.session, log.desk.author, log.assessment, "ward", "Plashet", done)
    assert log.session.scalars(select(GapAnswer.done)).all() == ["We wrote again.", "We went there."]


def test_each_body_that_was_invited_needs_an_outcome_before_the_assessment_is_sent(log: Log) -> None:
    engagement, contact = log.held(held_on=date(2020, 1, 6)), log.contact()
    services.invite_bodies(log.session, log.desk.author, engagement, [contact])
    with pytest.raises(Incomplete, match="Stratford Mosque"):
        signing.send_for_review(log.session, log.desk.author, log.assessment)
    log.heard(engagement, contact, view="no_reply", present=0, residents=0)
    signing.send_for_review(log.session, log.desk.author, log.assessment)
