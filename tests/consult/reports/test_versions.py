"""Two officers publish a report: one chooses what is in it, another one publishes exactly what she saw."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from consult.audit.models import AuditEntry
from consult.consultations.models import State
from consult.exports.running import StillOpen
from consult.jobs.services import cancel
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import Conflict, Invalid
from consult.reports.making import report_of
from consult.reports.models import Report, ReportText
from consult.reports.queries import document_of, versions_of
from consult.reports.versions import (
    ask_for_report,
    digest_of,
    drop_report,
    make_version,
    publish_report,
    reports_to_publish,
)
from tests.consult.reports.conftest import Told
from tests.factories import make_actor, make_consultation

SECTIONS = ["method", "themes"]


def colleague(told: Told) -> Actor:
    """Return another officer."""
    return make_actor(told.session, Role.OFFICER)


def seen(told: Told) -> str:
    """Return the digest of what a second officer sees."""
    return digest_of(report_of(told.session, told.consultation, SECTIONS))


def test_the_second_officer_publishes_what_she_saw(told: Told, published: Callable[[], Report]) -> None:
    report = published()
    assert (report.number, report.sections) == (1, SECTIONS)
    assert document_of(report) == report_of(told.session, told.consultation, SECTIONS)
    assert len(told.session.scalars(select(ReportText)).all()) == 3
    names = told.session.scalars(select(AuditEntry.name).where(AuditEntry.name.startswith("reports."))).all()
    assert names == ["reports.report_asked", "reports.report_published"]


def test_who_asks_cannot_publish_and_asking_twice_is_asking_once(told: Told) -> None:
    first = ask_for_report(told.session, told.officer, told.consultation, SECTIONS)
    assert ask_for_report(told.session, told.officer, told.consultation, SECTIONS) is first
    with pytest.raises(Conflict, match="another officer must publish"):
        publish_report(told.session, told.officer, told.consultation, seen(told))
    with pytest.raises(Conflict, match="waits to be published"):
        ask_for_report(told.session, colleague(told), told.consultation, SECTIONS)
    assert not reports_to_publish(told.session, told.officer)
    assert len(reports_to_publish(told.session, colleague(told))) == 1


def test_what_says_something_else_by_then_is_not_published(told: Told) -> None:
    ask_for_report(told.session, told.officer, told.consultation, SECTIONS)
    before = seen(told)
    job = publish_report(told.session, colleague(told), told.consultation, before)
    told.consultation.summary = "Something else is asked."
    told.session.flush()
    with pytest.raises(Conflict, match="something else by now"):
        publish_report(told.session, colleague(told), told.consultation, before)
    with pytest.raises(Conflict, match="something else by now"):
        make_version(told.session, job, **job.args)


def test_two_officers_who_publish_at_once_publish_one_version(told: Told) -> None:
    ask_for_report(told.session, told.officer, told.consultation, SECTIONS)
    jobs = [publish_report(told.session, colleague(told), told.consultation, seen(told)) for _ in range(2)]
    assert jobs[0] is jobs[1]
    make_version(told.session, jobs[0], **jobs[0].args)
    with pytest.raises(Conflict, match="Nobody asks"):
        make_version(told.session, jobs[1], **jobs[1].args)


def test_a_job_that_was_stopped_makes_nothing_and_another_may_be_asked_for(told: Told) -> None:
    ask_for_report(told.session, told.officer, told.consultation, SECTIONS)
    second = colleague(told)
    stopped = publish_report(told.session, second, told.consultation, seen(told))
    cancel(told.session, second, stopped)
    again = publish_report(told.session, second, told.consultation, seen(told))
    assert again is not stopped
    make_version(told.session, again, **again.args)
    assert [report.number for report in told.session.scalars(versions_of(told.consultation.id))] == [1]


def test_a_request_that_is_dropped_is_gone_and_another_may_follow(told: Told) -> None:
    ask_for_report(told.session, told.officer, told.consultation, SECTIONS)
    for _ in range(2):
        drop_report(told.session, told.officer, told.consultation)
    with pytest.raises(Conflict, match="Nobody asks"):
        publish_report(told.session, colleague(told), told.consultation, seen(told))
    assert ask_for_report(told.session, colleague(told), told.consultation, ["method"]).number == 1


def test_there_is_no_report_without_a_section_or_before_closing(told: Told) -> None:
    with pytest.raises(Invalid):
        ask_for_report(told.session, told.officer, told.consultation, ["nothing"])
    with pytest.raises(StillOpen):
        ask_for_report(told.session, told.officer, make_consultation(told.session, state=State.OPEN), SECTIONS)
