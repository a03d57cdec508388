"""What the members of a group are written: the right words, to all who belong to it today and to nobody else."""

from collections.abc import Callable
from typing import Any

import pytest

from consult.accounts.models import Membership
from consult.mail.services import Letter
from plugins.impact import evidence_drafts, letters, scope, services
from plugins.impact.procedure import Status
from plugins.motion.services.council import attach_motion
from tests.factories import canary, make_activity, make_organisation, make_person
from tests.plugins.impact.conftest import Case
from tests.plugins.motion import story
from tests.support.mail import link_in
from tests.support.web import FormClient

Outbox = Callable[..., list[Letter]]


@pytest.mark.parametrize("status", [Status.QUERIED, Status.OUT_OF_SCOPE, Status.RESPONDED])
def test_each_letter_says_which_evidence_of_which_consultation_and_leads_to_it(
    case: Case, client: FormClient, outbox: Outbox, status: Status, sign_in: Callable[..., None]
) -> None:
    evidence = case.brought_to(status)
    written = [letter for letter in outbox() if letter.to == case.other_person.email]
    assert len(written) > 1
    for letter in written:
        assert evidence.reference in letter.subject
        assert f"Consultation: {case.consultation.title}" in letter.body
        assert f"Reference: {evidence.reference}" in letter.body
        assert not [sign for sign in ("{", "}", "None", "%s") if sign in letter.subject + letter.body]
    sign_in(client, case.other_person)
    page = client.get(link_in(written[0]))
    assert page.status_code == 200
    assert evidence.reference in page.text


def test_no_letter_says_what_evidence_question_reason_or_answer_say(case: Case, outbox: Outbox) -> None:
    words = [canary(name) for name in ("question", "weight", "reason", "appeal", "decision", "answer", "statement")]
    evidence = case.sent(statement=words[6])
    session, officer = case.session, case.officer
    services.screen_evidence(session, officer, evidence)
    services.query_evidence(session, officer, evidence, words[0])
    evidence_drafts.answer_query(session, case.member, evidence, words[5])
    scope.rule_out(session, officer, evidence, "other_place", words[2])
    scope.confirm_rule_out(session, case.second_officer, evidence)
    scope.appeal(session, case.member, evidence, words[3])
    scope.decide_appeal(session, case.third_officer, evidence, is_allowed=True, reason=words[4])
    services.accept_evidence(session, officer, evidence, is_cleared=True)
    services.consider_evidence(session, officer, evidence, "great", words[1])
    with case.after_closing():
        services.respond(session, officer, evidence, words[5])
    written = outbox()
    assert not [letter for letter in written for word in words if word in letter.subject + letter.body]
    subjects = [letter.subject for letter in written if letter.to == case.member_person.email]
    assert sorted(subject.replace(evidence.reference, "R") for subject in subjects) == [
        "A question about your evidence R",
        "An answer to your evidence R",
        "We have evidence R from your group",
        "Your appeal about evidence R",
        "Your evidence R is out of scope",
        "Your evidence R is published",
    ]


def test_officers_are_written_to_except_those_of_the_same_group(case: Case, outbox: Outbox) -> None:
    case.session.add(Membership(organisation_id=case.group.id, person_id=case.second_person.id))
    case.session.flush()
    case.session.expire(case.second_person)
    evidence = case.sent()
    told = {letter.to for letter in outbox() if f"/staff/impact/evidence/{evidence.id}" in letter.body}
    assert told == {case.officer_person.email, case.third_person.email}


def test_who_left_the_group_or_lost_the_account_is_not_written_to_and_who_joined_is(case: Case, outbox: Outbox) -> None:
    evidence, joined = case.brought_to(Status.SCREENED), make_person(case.session)
    case.other_person.is_active = False
    left = case.session.query(Membership).filter_by(person_id=case.member_person.id).one()
    left.person = joined
    make_organisation(case.session, members=[make_person(case.session)])
    case.session.flush()
    letters.tell_of_question(case.session, evidence)
    asked = [letter.to for letter in outbox() if letter.subject.startswith("A question")]
    assert asked == [joined.email]


def test_a_group_without_members_holds_up_no_answer(case: Case, outbox: Outbox) -> None:
    evidence = case.brought_to(Status.CONSIDERED)
    case.session.query(Membership).filter_by(organisation_id=case.group.id).delete()
    before = len(outbox())
    with case.after_closing():
        services.respond(case.session, case.officer, evidence, "We moved the cameras.")
    assert evidence.stands_at is Status.RESPONDED
    assert len(outbox()) == before


def test_groups_whose_evidence_was_accepted_hear_of_a_resolution_in_the_same_consultation(
    case: Case, outbox: Outbox, clock_at: Callable[..., Any]
) -> None:
    accepted = case.brought_to(Status.ACCEPTED)
    case.brought_to(Status.ACCEPTED)
    case.sent()
    activity = make_activity(case.session, case.consultation, "motion", title="The council’s motion")
    clock_at(story.STARTS)
    told = story.begin(case.session)
    attach_motion(case.session, told.officer, told.to_agenda(), activity)
    clock_at(story.AFTER_MEETING)
    resolution = told.decide().resolution
    assert resolution is not None
    written = [mail for mail in outbox() if mail.subject == f"The council made resolution {resolution.number}"]
    assert sorted(mail.to for mail in written) == sorted([case.member_person.email, case.other_person.email])
    assert f"It comes from Motion {told.motion.number}" in written[0].body
    assert accepted.reference in written[0].body
