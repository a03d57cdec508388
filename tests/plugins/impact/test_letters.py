"""What the members of a group are written: the right words, to all who belong to it today and to nobody else."""

from collections.abc import Callable

import pytest

from consult.accounts.models import Membership
from consult.mail.models import MailMessage
from consult.mail.services import Letter
from plugins.impact import letters, services
from plugins.impact.procedure import Status
from tests.factories import XSS, canary, make_organisation, make_person
from tests.plugins.impact.conftest import Case
from tests.support.mail import link_in
from tests.support.web import FormClient

Outbox = Callable[..., list[Letter]]


@pytest.mark.parametrize("status", [Status.QUERIED, Status.OUT_OF_SCOPE, Status.RESPONDED])
def test_each_letter_says_which_evidence_of_which_consultation_and_leads_to_it(
    case: Case, client: FormClient, outbox: Outbox, status: Status, sign_in: Callable[..., None]
) -> None:
    evidence = case.brought_to(status)
    written = outbox()
    assert {letter.to for letter in written} == {case.member_person.email, case.other_person.email}
    for letter in written:
        assert evidence.reference in letter.subject
        assert f"Consultation: {case.consultation.title}" in letter.body
        assert f"Reference: {evidence.reference}" in letter.body
        assert not [sign for sign in ("{", "}", "None", "%s") if sign in letter.subject + letter.body]
    sign_in(client, case.other_person)
    page = client.get(link_in(written[0]))
    assert page.status_code == 200
    assert evidence.reference in page.text


def test_an_officers_words_arrive_as_they_were_typed(case: Case, outbox: Outbox) -> None:
    words = f"First line.\n\n– second {XSS} “quoted” {{name}} 100 %"
    services.query_evidence(case.session, case.officer, case.brought_to(Status.SCREENED), words)
    assert words in outbox(case.member_person.email)[0].body


def test_ruled_out_and_answered_are_not_mistaken_for_each_other(case: Case, outbox: Outbox) -> None:
    evidence = case.brought_to(Status.OUT_OF_SCOPE)
    (ruled_out,) = outbox(case.member_person.email)
    assert "outside the scope" in ruled_out.body
    services.screen_evidence(case.session, case.officer, evidence, "It was about us after all.")
    services.accept_evidence(case.session, case.officer, evidence, is_cleared=True)
    services.consider_evidence(case.session, case.officer, evidence, "great", "It is first-hand.")
    services.respond(case.session, case.officer, evidence, "We moved the cameras.")
    answered = next(letter for letter in outbox(case.member_person.email) if "We moved" in letter.body)
    assert "has answered the evidence" in answered.body
    assert "outside the scope" not in answered.body


def test_who_left_the_group_or_lost_the_account_is_not_written_to_and_who_joined_is(case: Case, outbox: Outbox) -> None:
    evidence, joined = case.brought_to(Status.SCREENED), make_person(case.session)
    case.other_person.is_active = False
    left = case.session.query(Membership).filter_by(person_id=case.member_person.id).one()
    left.person = joined
    make_organisation(case.session, members=[make_person(case.session)])
    case.session.flush()
    letters.tell_of_question(case.session, evidence, "How many?")
    assert [letter.to for letter in outbox()] == [joined.email]


def test_a_group_without_members_holds_up_no_answer(case: Case, outbox: Outbox) -> None:
    evidence = case.brought_to(Status.CONSIDERED)
    case.session.query(Membership).filter_by(organisation_id=case.group.id).delete()
    before = len(outbox())
    services.respond(case.session, case.officer, evidence, "We moved the cameras.")
    assert evidence.stands_at is Status.RESPONDED
    assert len(outbox()) == before


def test_what_is_written_is_sealed_until_it_leaves(case: Case) -> None:
    secret = canary("question")
    services.query_evidence(case.session, case.officer, case.brought_to(Status.SCREENED), secret)
    sealed = [one.sealed or b"" for one in case.session.query(MailMessage)]
    assert len(sealed) == 2
    assert not [one for one in sealed if secret.encode() in one]
