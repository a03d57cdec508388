"""What bodies are written."""

from datetime import datetime, timedelta

from consult.jobs.models import Job
from consult.kernel import clock
from plugins.impact.engagement import services
from plugins.impact.engagement.letters import remind_bodies
from tests.plugins.impact.engagement.conftest import DAY, Log
from tests.support.mail import written_mail


def test_a_body_is_reminded_once_within_three_days_unless_something_was_noted(log: Log) -> None:
    engagement, mosque, school = log.held(), log.contact(), log.contact("School council", "youth")
    services.invite_bodies(log.session, log.desk.author, engagement, [mosque, school])
    log.heard(engagement, school)
    told = []
    for days in (5, 3, 2, -1):
        day = datetime.combine(DAY - timedelta(days=days), datetime.min.time()).replace(hour=9)
        with clock.set_clock(clock.from_london(day)):
            told.append(remind_bodies(log.session, Job()))
    assert told == ["0 bodies were reminded.", "1 body was reminded.", *["0 bodies were reminded."] * 2]
    subjects = sorted(letter.subject for letter in written_mail(log.session, "stratford@example.org"))
    assert subjects == ["Reminder: Ward panel", "You are invited: Ward panel"]
    assert len(written_mail(log.session, "school@example.org")) == 1
