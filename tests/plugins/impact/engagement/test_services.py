"""Holding an engagement, and noting what each body said."""

import threading
from datetime import date

import pytest
from sqlalchemy import select

from consult.accounts.models import Person
from consult.kernel.db import Database
from consult.kernel.errors import ChangedMeanwhile, Invalid
from plugins.impact.assessments import signing
from plugins.impact.assessments.guards import Incomplete
from plugins.impact.engagement import services
from plugins.impact.engagement.models import GapAnswer
from plugins.impact.engagement.queries import find_contact, find_engagement
from plugins.impact.engagement.services import EngagementFacts, VoiceFacts
from tests.factories import actor_for
from tests.plugins.impact.engagement.conftest import DAY, Log, make_log
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


def test_two_officers_who_invite_a_body_at_once_write_to_it_once(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        log = make_log(session)
        numbers = log.held().id, log.contact().id, log.desk.author_person.id
    together, counts = threading.Barrier(2), []

    def invite(engagement_id: int, contact_id: int, person_id: int) -> None:
        with live_database.unit_of_work() as session:
            engagement, contact = find_engagement(session, engagement_id), find_contact(session, contact_id)
            officer = actor_for(session, session.get_one(Person, person_id))
            together.wait()
            counts.append(services.invite_bodies(session, officer, engagement, [contact]))

    threads = [threading.Thread(target=invite, args=numbers) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 1]
    with live_database.reading() as session:
        assert len(written_mail(session, "stratford@example.org")) == 1
