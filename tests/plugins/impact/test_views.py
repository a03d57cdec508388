"""A group files evidence in the browser, page by page, and reads the answer; the public reads what may be published."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from consult.accounts.models import Person
from consult.consultations.models import State
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.submissions.models import Status as SubmissionStatus
from plugins.impact import publication, services
from plugins.impact.models import Evidence
from plugins.impact.pages import PAGES
from plugins.impact.procedure import Status
from tests.factories import XSS, make_organisation, make_person
from tests.plugins.impact.conftest import Case
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]

FILLED: dict[str, dict[str, Any]] = {
    "group": {"represented": "40", "basis": "They are members.", "contact_role": "Secretary"},
    "place": {
        "place": "Stratford Broadway",
        "happened_on-day": "7",
        "happened_on-month": "7",
        "happened_on-year": "2022",
    },
    "type": {"evidence_type": "lived_experience", "first_hand": "first_hand"},
    "statement": {"statement": "Fewer people came to the market."},
    "affected": {"affected": "Traders", "characteristics": ["none"]},
    "impact": {"areas": ["trust", "economic"], "direction": "mixed"},
    "extent": {"severity": "medium", "frequency": "sometimes", "reach": "one_community"},
    "source": {"source": "Twelve traders", "gathered": "We asked at our meeting."},
    "mitigation": {"mitigation": "Tell traders a week before."},
    "declarations": {"personal_data": "no", "conflict": "no"},
    "publication": {"publication": "public", "has_consent": "y"},
}


def _page(evidence: Evidence, name: str) -> str:
    return f"/impact/evidence/{evidence.id}/{name}"


def _first_evidence(case: Case) -> Evidence:
    return case.session.scalars(select(Evidence)).one()


def test_only_who_may_file_is_shown_the_way_to_file(case: Case, client: FormClient, sign_in: SignIn) -> None:
    place, way = f"/impact/{case.activity.id}", f'href="/impact/{case.activity.id}/file"'
    anonymous = client.get(place).text
    assert "Sign in to file evidence" in anonymous
    assert way in anonymous
    sign_in(client, case.member_person)
    assert way in client.get(place).text
    sign_in(client, make_person(case.session, Role.COUNCILLOR))
    shown = client.get(place).text
    assert way not in shown
    assert "Only members of a community group can file evidence." in shown


def test_a_group_files_evidence_page_by_page_and_sends_it(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.member_person)
    shown = client.get(f"/impact/{case.activity.id}/file").text
    assert case.group.name in shown
    begun = client.post_form(f"/impact/{case.activity.id}/file", {"organisation": str(case.group.id)})
    evidence = _first_evidence(case)
    assert begun.status_code == 303
    for place, page in enumerate(PAGES):
        address = _page(evidence, page.id)
        assert client.get(address).status_code == 200
        kept = client.post_form(address, {"version": "0", **FILLED[page.id]})
        following = PAGES[place + 1].id if place + 1 < len(PAGES) else "check"
        assert kept.location == _page(evidence, following), page.id
    checked = client.get(_page(evidence, "check")).text
    assert "Fewer people came to the market." in checked
    sent = client.post_form(_page(evidence, "submit"), {"version": str(evidence.version)})
    assert sent.location == f"/impact/evidence/{evidence.id}"
    assert evidence.reference in client.get(sent.location).text
    again = client.post_form(_page(evidence, "submit"), {"version": "1"})
    assert again.status_code == 303
    assert _first_evidence(case).stands_at is Status.SUBMITTED


@pytest.mark.parametrize("page", [page.id for page in PAGES if page.id != "mitigation"])
def test_a_page_with_nothing_filled_in_says_what_is_needed(
    case: Case, client: FormClient, sign_in: SignIn, page: str
) -> None:
    sign_in(client, case.member_person)
    client.post_form(f"/impact/{case.activity.id}/file", {"organisation": str(case.group.id)})
    evidence = _first_evidence(case)
    nothing = {"represented": "", "basis": "", "version": "0"}
    answer = client.post_form(_page(evidence, page), nothing)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text


def test_what_was_typed_stays_when_another_field_is_wrong(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.member_person)
    draft = case.draft()
    answer = client.post_form(_page(draft, "source"), {"version": "1", "source": f"Ten traders {XSS}", "gathered": ""})
    assert answer.status_code == 422
    assert "Ten traders &lt;script&gt;" in answer.text
    assert "Say how it was gathered" in answer.text


def test_an_end_before_the_beginning_is_refused(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.member_person)
    draft = case.draft()
    dates = {"until_on-day": "1", "until_on-month": "7", "until_on-year": "2022"}
    answer = client.post_form(_page(draft, "place"), {"version": "1", **FILLED["place"], **dates})
    assert answer.status_code == 422
    assert "The end must be the same day as the beginning, or later" in answer.text


def test_save_and_come_back_later_keeps_the_page_and_leaves(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.other_person)
    draft = case.draft()
    filled = {"version": "1", "statement": "A new statement.", "then": "leave"}
    assert client.post_form(_page(draft, "statement"), filled).location == "/impact/evidence"
    assert draft.text("statement") == "A new statement."
    assert "Draft begun" in client.get("/impact/evidence").text


def test_two_members_on_one_page_lose_neither_text(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.member_person)
    draft = case.draft()
    address = _page(draft, "statement")
    client.post_form(address, {"version": "1", "statement": "Theirs, saved first."})
    late = client.post_form(address, {"version": "1", "statement": "Mine, typed meanwhile."})
    assert late.status_code == 409
    for word in ("Theirs", "meanwhile", "Fewer"):
        assert word in late.text
    assert 'name="version" value="2"' in late.text
    assert client.post_form(address, {"version": "2", "statement": "Mine, knowingly."}).status_code == 303
    assert draft.text("statement") == "Mine, knowingly."


def test_a_group_that_is_not_verified_reads_why_and_what_to_do(case: Case, client: FormClient, sign_in: SignIn) -> None:
    person = make_person(case.session)
    unverified = make_organisation(case.session, members=[person], verified=False)
    sign_in(client, person)
    shown = client.get(f"/impact/{case.activity.id}/file").text
    assert "has not verified" in shown
    assert f'href="/groups/{unverified.id}/verification"' in shown
    answer = client.post_form(f"/impact/{case.activity.id}/file", {"organisation": str(unverified.id)})
    assert answer.status_code == 303
    checked = client.get(_page(_first_evidence(case), "check")).text
    assert "has not verified your group yet" in checked
    assert "Send the evidence" not in checked


def test_a_group_whose_verification_ends_keeps_its_draft_and_reads_why(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    sign_in(client, case.member_person)
    draft = case.draft()
    case.group.verified_until = clock.today_in_london()
    assert "Send the evidence" in client.get(_page(draft, "check")).text
    with clock.set_clock(clock.now() + timedelta(days=1)):
        sign_in(client, case.member_person)
        refused = client.post_form(_page(draft, "submit"), {"version": str(draft.version)})
        checked = client.get(_page(draft, "check")).text
        begun = client.get(f"/impact/{case.activity.id}/file").text
    assert refused.status_code == 403
    assert "The verification of your group has ended" in refused.text
    assert "The verification of your group has ended" in checked
    assert "Fewer people came to the market." in checked
    assert "Send the evidence" not in checked
    assert "has ended, so its evidence cannot be sent" in begun
    assert draft.stands_at is Status.DRAFT


def test_whoever_is_removed_from_the_group_writes_no_more_and_the_group_goes_on(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    sign_in(client, case.other_person)
    draft = case.draft()
    address = _page(draft, "statement")
    assert client.get(address).status_code == 200
    case.group.members = [member for member in case.group.members if member.person_id != case.other_person.id]
    case.session.flush()
    case.session.expire(case.other_person)
    typed = {"version": "1", "statement": "Not for the group."}
    refused = [client.post_form(address, typed), client.post_form(_page(draft, "submit"), {"version": "1"})]
    refused += [client.post_form(_page(draft, name)) for name in ("discard", "files")]
    assert [answer.status_code for answer in refused] == [404] * 4
    assert (draft.stands_at, draft.text("statement")) == (Status.DRAFT, "Fewer people came to the market.")
    sign_in(client, case.member_person)
    assert client.post_form(_page(draft, "submit"), {"version": str(draft.version)}).status_code == 303
    assert draft.stands_at is Status.SUBMITTED


def test_after_closing_nothing_can_be_begun_or_sent_and_what_is_typed_is_kept(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    sign_in(client, case.member_person)
    draft = case.draft()
    case.consultation.state = State.CLOSED
    assert client.post_form(f"/impact/{case.activity.id}/file", {"organisation": case.group.id}).status_code == 409
    assert client.post_form(_page(draft, "statement"), {"version": "1", "statement": "Late"}).status_code == 303
    assert client.post_form(_page(draft, "submit"), {"version": str(draft.version)}).status_code == 409
    checked = client.get(_page(draft, "check")).text
    assert "an officer can let your group send it late" in checked
    assert "Late" in checked
    case.consultation.state = State.DECIDED
    refused = client.post_form(_page(draft, "statement"), {"version": "2", "statement": "Much later, and long."})
    assert refused.status_code == 409
    assert "Much later, and long." in refused.text


def test_a_draft_is_thrown_away_after_a_question(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.member_person)
    draft = case.draft()
    assert "Do you want to throw this draft away?" in client.get(_page(draft, "discard")).text
    assert client.post_form(_page(draft, "discard")).location == "/impact/evidence"
    assert case.session.scalars(select(Evidence)).all() == []


def test_the_group_answers_a_question_and_later_reads_the_answer(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    sign_in(client, case.other_person)
    evidence = case.brought_to(Status.QUERIED)
    assert "How many told you?" in client.get(_page(evidence, "question")).text
    assert client.post_form(_page(evidence, "question"), {"answer": " "}).status_code == 422
    assert client.post_form(_page(evidence, "question"), {"answer": "Seven."}).status_code == 303
    services.accept_evidence(case.session, case.officer, evidence, is_cleared=True)
    services.consider_evidence(case.session, case.officer, evidence, "great", "All agree.")
    with case.after_closing():
        services.respond(case.session, case.officer, evidence, "We moved the cameras.")
    shown = client.get(f"/impact/evidence/{evidence.id}").text
    assert "You said, we did" in shown
    assert "We moved the cameras." in shown
    assert "Seven." in shown


def test_another_group_finds_nothing(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, make_person(case.session, Role.GROUP_MEMBER))
    evidence, draft = case.brought_to(Status.RESPONDED), case.draft()
    for address in (f"/impact/evidence/{evidence.id}", _page(draft, "check"), _page(draft, "statement")):
        assert client.get(address).status_code == 404
    assert client.post_form(_page(draft, "submit"), {"version": "1"}).status_code == 404


def test_an_officer_does_not_see_drafts(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.officer_person)
    draft = case.draft()
    assert client.get(f"/staff/impact/evidence/{draft.id}").status_code == 404
    assert client.get(_page(draft, "check")).status_code == 404


def test_the_public_reads_accepted_evidence_with_the_group_and_the_answer(case: Case, client: FormClient) -> None:
    case.brought_to(Status.RESPONDED)
    shown = client.get(f"/impact/{case.activity.id}").text
    assert case.group.name in shown
    assert "Fewer people came to the market." in shown
    assert "We asked the police to tell traders a week before." in shown
    assert "Stratford Broadway" in shown


def test_a_group_that_is_not_to_be_named_is_not_recognised(case: Case, client: FormClient) -> None:
    case.brought_to(Status.RESPONDED, publication="anonymous", contact_role="Chair of the circle")
    shown = client.get(f"/impact/{case.activity.id}").text
    assert "Fewer people came to the market." in shown
    for hidden in (case.group.name, "Stratford Broadway", "7 July 2022", "Chair of the circle", "run the stalls"):
        assert hidden not in shown


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.SCREENED, Status.QUERIED, Status.OUT_OF_SCOPE])
def test_the_public_reads_nothing_that_is_not_accepted(case: Case, client: FormClient, status: Status) -> None:
    case.brought_to(status)
    assert "Fewer people" not in client.get(f"/impact/{case.activity.id}").text


def test_the_public_reads_nothing_meant_for_officers_or_not_cleared(case: Case, client: FormClient) -> None:
    case.brought_to(Status.RESPONDED, publication="officers_only", statement="canary-officers")
    held_back = case.brought_to(Status.RESPONDED, statement="canary-held-back")
    publication.take_back(case.session, case.officer, held_back)
    excluded = case.brought_to(Status.RESPONDED, statement="canary-excluded")
    assert excluded.submission is not None
    excluded.submission.status, excluded.submission.exclusion_code = SubmissionStatus.EXCLUDED, "duplicate"
    shown = client.get(f"/impact/{case.activity.id}").text
    assert "canary" not in shown


def test_what_was_redacted_is_redacted_on_every_page(case: Case, client: FormClient, sign_in: SignIn) -> None:
    evidence = case.brought_to(Status.RESPONDED)
    assert evidence.submission is not None
    evidence.submission.answers = {**evidence.submission.answers, "statement": "Mr [name removed] was stopped."}
    sign_in(client, case.member_person)
    for address in (f"/impact/{case.activity.id}", f"/impact/evidence/{evidence.id}"):
        assert "Mr [name removed] was stopped." in client.get(address).text


def test_published_evidence_goes_on_over_the_page(case: Case, client: FormClient) -> None:
    for number in range(21):
        case.brought_to(Status.ACCEPTED, statement=f"Statement {number:02}.")
    first = client.get(f"/impact/{case.activity.id}").text
    assert "Statement 19." in first
    assert "Statement 20." not in first
    last = case.session.scalars(select(Evidence).order_by(Evidence.id)).all()[19]
    assert "Statement 20." in client.get(f"/impact/{case.activity.id}?after={last.id}").text


def test_an_activity_of_another_kind_or_of_a_draft_is_not_found(case: Case, client: FormClient) -> None:
    case.consultation.state = State.DRAFT
    assert client.get(f"/impact/{case.activity.id}").status_code == 404
    assert client.get("/impact/999999").status_code == 404


def test_hostile_text_is_shown_as_text(case: Case, client: FormClient, sign_in: SignIn) -> None:
    evidence = case.brought_to(Status.RESPONDED, statement=XSS, place=XSS, basis=XSS, mitigation=XSS)
    sign_in(client, case.member_person)
    for address in (f"/impact/{case.activity.id}", f"/impact/evidence/{evidence.id}", "/impact/evidence"):
        shown = client.get(address).text
        assert "<script>alert('xss')" not in shown
        assert "<img src=x" not in shown


def test_the_consultations_page_leads_to_evidence_once_some_is_published(case: Case, client: FormClient) -> None:
    address = f"/consultations/{case.consultation.slug}"
    case.brought_to(Status.RESPONDED, publication="officers_only")
    assert "Evidence from community groups" not in client.get(address).text
    case.brought_to(Status.ACCEPTED)
    assert "Evidence from community groups" in client.get(address).text


def test_an_open_question_stands_once_on_the_groups_page_and_stays_there_when_it_is_answered(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    evidence = case.brought_to(Status.QUERIED)
    sign_in(client, case.member_person)
    place = f"/impact/evidence/{evidence.id}"
    asked = client.get(place).text
    assert asked.count("How many told you?") == 1
    assert "Questions and answers" not in asked
    client.post_form(f"{place}/question", {"answer": "Twelve of thirty."})
    answered = client.get(place).text
    assert [answered.count(words) for words in ("How many told you?", "Twelve of thirty.")] == [1, 1]
