"""Sending, returning and signing versions, and beginning the next one."""

import pytest
from sqlalchemy import select

from consult.audit.models import AuditEntry
from consult.citations.queries import reference_to
from consult.kernel.errors import Conflict, Invalid
from consult.office.models import Rank
from plugins.impact.assessments import signing
from plugins.impact.assessments.course import COURSE, NotNow
from plugins.impact.assessments.documents import revisions_at
from plugins.impact.assessments.guards import Incomplete, NotInOffice, SamePerson
from plugins.impact.assessments.terms import Standing
from tests.consult.follows.conftest import following, mails, run_jobs
from tests.factories import actor_for
from tests.plugins.impact.assessments.conftest import IMPACT, Desk, make_police


@pytest.mark.parametrize("form", ["community", "equality"])
def test_it_is_signed_with_name_rank_and_time(desk: Desk, form: str) -> None:
    assessment = desk.signed(form)
    version = assessment.signed
    assert version is assessment.latest
    assert version.signed_name == "Supt Ada Ferris"
    assert version.signed_post == "Superintendent, North East BCU"
    assert version.signed_at is not None
    steps = COURSE.timeline(desk.session, version)
    assert [step.stands_at for step in steps] == [Standing.REVIEW, Standing.SIGNED]
    assert steps[-1].post == "Superintendent, North East BCU"


def test_what_lacks_a_part_is_not_sent(desk: Desk) -> None:
    with pytest.raises(Incomplete, match="is not written yet"):
        signing.send_for_review(desk.session, desk.author, desk.begin())


def test_whoever_sent_it_does_not_sign_it(desk: Desk) -> None:
    assessment = desk.written()
    signing.send_for_review(desk.session, desk.signer, assessment)
    with pytest.raises(SamePerson):
        signing.sign(desk.session, desk.signer, assessment)
    assert assessment.signed is None


def test_somebody_without_a_rank_does_not_sign(desk: Desk) -> None:
    assessment = desk.written()
    signing.send_for_review(desk.session, desk.signer, assessment)
    with pytest.raises(NotInOffice):
        signing.sign(desk.session, desk.author, assessment)
    assert assessment.latest.stands_at is Standing.REVIEW


def test_it_is_returned_for_a_reason_and_can_be_sent_again(desk: Desk) -> None:
    assessment = desk.sent()
    with pytest.raises(Invalid):
        signing.return_to_authors(desk.session, desk.signer, assessment, "  ")
    signing.return_to_authors(desk.session, desk.signer, assessment, "Say more of the mosque.")
    assert assessment.latest.returned_reason == "Say more of the mosque."
    signing.send_for_review(desk.session, desk.author, assessment)
    assert assessment.latest.stands_at is Standing.REVIEW


def test_the_next_version_replaces_the_signed_one_only_once_it_is_signed(desk: Desk) -> None:
    assessment = desk.signed()
    with pytest.raises(Invalid):
        signing.renew(desk.session, desk.author, assessment, " ")
    signing.renew(desk.session, desk.author, assessment, "The hours changed.")
    assert (assessment.signed.number, assessment.latest.number) == (1, 2)  # type: ignore[union-attr]
    with pytest.raises(NotNow):
        signing.renew(desk.session, desk.author, assessment, "Again.")
    desk.sign_again(assessment)
    assert [version.stands_at for version in assessment.versions] == [Standing.SUPERSEDED, Standing.SIGNED]


def test_signing_is_told_with_the_version_and_a_second_time_refused(desk: Desk) -> None:
    assessment = desk.signed()
    entries = desk.session.scalars(select(AuditEntry).where(AuditEntry.name == "impact.assessment_changed"))
    told = [entry.facts for entry in entries]
    assert [(facts["assessment_id"], facts["kind"], facts["version"]) for facts in told] == [
        (assessment.id, "impact_assessment", 1)
    ]
    other = actor_for(desk.session, make_police(desk.session, "Insp Noor Said", Rank.INSPECTOR))
    with pytest.raises(Conflict):
        signing.sign(desk.session, other, assessment)


def test_whoever_follows_it_is_told_of_each_version(desk: Desk) -> None:
    assessment = desk.signed()
    following(desk.session, reference_to(assessment), "mary@example.org")
    desk.sign_again(assessment)
    run_jobs(desk.session)
    written = [subject for to, subject, _body in mails(desk.session) if to == "mary@example.org"]
    assert any("Version 2 of assessment" in subject for subject in written)


def test_a_version_begun_by_mistake_is_dropped_and_leaves_what_was_signed(desk: Desk) -> None:
    assessment = desk.signed()
    desk.session.refresh(assessment)
    before = revisions_at(desk.session, assessment, 1)
    title = assessment.title
    signing.renew(desk.session, desk.author, assessment, "The hours changed.")
    desk.write(assessment, "identity", {"title": "Elsewhere", "place": "A line"})
    desk.write(assessment, "impacts", IMPACT)
    desk.write(assessment, "context", {"incidents": "None."})
    with pytest.raises(Invalid):
        signing.drop(desk.session, desk.author, assessment, " ")
    signing.drop(desk.session, desk.author, assessment, "Begun twice.")
    assert (assessment.latest.number, assessment.title) == (1, title)
    assert [(version.number, version.dropped_reason) for version in assessment.dropped] == [(2, "Begun twice.")]
    with pytest.raises(NotNow):
        signing.drop(desk.session, desk.author, assessment, "And the signed one.")
    signing.renew(desk.session, desk.author, assessment, "Now for good.")
    assert assessment.latest.number == 3
    now = revisions_at(desk.session, assessment, 3)
    assert {key: [row.content for row in rows] for key, rows in now.items()} == {
        key: [row.content for row in rows] for key, rows in before.items()
    }


def test_an_assessment_begun_by_mistake_keeps_its_number(desk: Desk) -> None:
    mistaken = desk.begin()
    signing.drop(desk.session, desk.author, mistaken, "It stood there already.")
    assert mistaken.latest.stands_at is Standing.DROPPED
    with pytest.raises(NotNow):
        desk.write(mistaken, "impacts", IMPACT)
    following = desk.begin()
    assert int(following.number[-3:]) == int(mistaken.number[-3:]) + 1
