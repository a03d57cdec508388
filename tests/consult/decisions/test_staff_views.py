"""An officer lists and answers issues, writes the decision and publishes it in the browser."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from consult.accounts.models import Person
from consult.consultations.models import State
from consult.decisions.models import Decision, Issue
from consult.kernel.authz import Role
from tests.consult.decisions.conftest import TEXTS, Case
from tests.factories import make_person
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
RECORD = {
    **TEXTS,
    "decided_by": "Cabinet",
    "decided_on-day": "16",
    "decided_on-month": "1",
    "decided_on-year": "2023",
}


@pytest.fixture
def desk(case: Case, client: FormClient, sign_in: SignIn) -> FormClient:
    """An officer's browser."""
    sign_in(client, case.officer_person)
    return client


def _decision(case: Case, page: str = "") -> str:
    return f"/staff/consultations/{case.consultation.slug}/decision" + (f"/{page}" if page else "")


def test_an_officer_goes_from_the_first_issue_to_the_published_decision(case: Case, desk: FormClient) -> None:
    response = case.response()
    added = desk.post_form(
        f"/staff/consultations/{case.consultation.slug}/issues/new",
        {"version": "0", "title": "People fear mistakes", "detail": "Many say so."},
    )
    issue = case.session.scalars(select(Issue)).one()
    assert added.location == f"/staff/issues/{issue.id}"
    desk.post_form(f"/staff/issues/{issue.id}/cite", {"references": response.reference})
    assert response.reference in desk.get(f"/staff/issues/{issue.id}").text
    answer = {"disposition": "changed", "reason": "A person checks.", "answered_by": "Cabinet"}
    answer["changed_paragraph"] = "Draft letter, paragraph 3"
    desk.post_form(f"/staff/issues/{issue.id}/answer", {"version": str(issue.version), **answer})
    suggested = desk.get(_decision(case, "edit")).text
    assert "- People fear mistakes" in suggested
    assert desk.post_form(_decision(case, "edit"), {"version": "0", **RECORD}).location == _decision(case)
    assert "Nothing is missing" in desk.get(_decision(case)).text
    assert "This is a preview" in desk.get(_decision(case, "preview")).text
    assert "Publish the decision?" in desk.get(_decision(case, "publish")).text
    assert "Officers have read 0 of the 1 response that counts" in desk.get(_decision(case, "publish")).text
    assert desk.post_form(_decision(case, "publish")).status_code == 422
    published = desk.post_form(_decision(case, "publish"), {"unread_reason": "It came on the last day."})
    assert "It came on the last day." in desk.get(published.location).text
    assert published.location == f"/consultations/{case.consultation.slug}/outcome"
    assert case.consultation.state == State.DECIDED
    assert "The decision is published" in desk.get(_decision(case)).text


def test_a_double_click_adds_one_issue_and_other_words_are_not_lost(case: Case, desk: FormClient) -> None:
    address = f"/staff/consultations/{case.consultation.slug}/issues/new"
    found = re.search(r'name="form_key" value="([^"]+)"', desk.get(address).text)
    assert found is not None
    typed = {"form_key": found[1], "version": "0", "title": "People fear mistakes", "detail": "Many say so."}
    first, second = desk.post_form(address, typed), desk.post_form(address, typed)
    assert first.location == second.location
    other = desk.post_form(address, {**typed, "title": "Another point"})
    assert other.status_code == 409
    assert "Another point" in other.text
    assert len(case.session.scalars(select(Issue)).all()) == 1


def test_publishing_is_refused_with_the_list_of_what_is_missing(case: Case, desk: FormClient) -> None:
    case.issue("Young people feel watched")
    case.write()
    shown = desk.get(_decision(case, "publish")).text
    assert "cannot be published yet" in shown
    refused = desk.post_form(_decision(case, "publish"))
    assert refused.status_code == 409
    assert "Young people feel watched" in refused.text
    assert case.session.scalars(select(Decision)).one().published_at is None


def test_the_preview_shows_the_suggested_texts_before_anything_is_written(case: Case, desk: FormClient) -> None:
    case.issue("Young people feel watched")
    shown = desk.get(_decision(case, "preview")).text
    assert "Young people feel watched" in shown
    assert "No answer yet" in shown


def test_each_wrong_reference_is_named_by_its_line_and_stays_in_the_box(case: Case, desk: FormClient) -> None:
    issue, response = case.issue(), case.response()
    typed = f"{response.reference}\nCN-0000-0000"
    refused = desk.post_form(f"/staff/issues/{issue.id}/cite", {"references": typed})
    assert refused.status_code == 422
    assert "Line 2: CN-0000-0000 is not the reference" in refused.text
    assert f"{response.reference}\nCN-0000-0000" in refused.text.replace("\r\n", "\n")
    assert case.cited() == []


def test_what_is_published_offers_no_button_that_would_be_refused(case: Case, desk: FormClient) -> None:
    issue, response = case.answered(), case.response()
    desk.post_form(f"/staff/issues/{issue.id}/cite", {"references": response.reference})
    offered = ("Take back", "Change the answer", "Cite responses")
    assert all(words in desk.get(f"/staff/issues/{issue.id}").text for words in offered)
    case.consultation.state = State.DECIDED
    shown = desk.get(f"/staff/issues/{issue.id}").text
    assert response.reference in shown
    assert not any(words in shown for words in offered)


@pytest.mark.parametrize("state", [State.DRAFT, State.SCHEDULED])
def test_before_the_opening_no_decision_can_be_begun(case: Case, desk: FormClient, state: State) -> None:
    case.consultation.state = state
    shown = desk.get(_decision(case)).text
    assert "has not opened yet" in shown
    assert "Write the decision" not in shown
    assert "Add an issue" not in shown


def test_a_citation_is_taken_back(case: Case, desk: FormClient) -> None:
    issue, response = case.issue(), case.response()
    desk.post_form(f"/staff/issues/{issue.id}/cite", {"references": response.reference})
    assert case.cited() == [response.id]
    desk.post_form(f"/staff/issues/{issue.id}/uncite", {"kind": "submission", "id": str(response.id)})
    assert case.cited() == []


@pytest.mark.parametrize(
    ("page", "filled"),
    [
        ("edit", {"title": "Mine", "detail": "My detail."}),
        ("answer", {"disposition": "already_so", "reason": "My reason.", "answered_by": "Cabinet"}),
    ],
)
def test_an_issue_somebody_saved_meanwhile_shows_both_texts(
    case: Case, desk: FormClient, page: str, filled: dict[str, str]
) -> None:
    issue = case.answered()
    seen = str(issue.version)
    case.answer(issue)
    late = desk.post_form(f"/staff/issues/{issue.id}/{page}", {"version": seen, **filled})
    assert late.status_code == 409
    assert "Somebody else changed this" in late.text
    assert all(words in late.text for words in filled.values() if words[:2] in {"Mi", "My"})
    assert "What is saved" in late.text
    again = desk.post_form(f"/staff/issues/{issue.id}/{page}", {"version": str(issue.version), **filled})
    assert again.status_code == 303


def test_a_decision_somebody_saved_meanwhile_is_kept_and_what_was_typed_too(case: Case, desk: FormClient) -> None:
    case.write(summary="Theirs.")
    late = desk.post_form(_decision(case, "edit"), {"version": "0", **RECORD, "summary": "Mine."})
    assert late.status_code == 409
    assert "Mine." in late.text
    assert case.session.scalars(select(Decision)).one().summary == "Theirs."


@pytest.mark.parametrize("page", ["issues/new", "answer", "drop", "correct"])
def test_an_empty_form_says_what_is_needed(case: Case, desk: FormClient, page: str) -> None:
    issue = case.issue()
    addresses = {
        "issues/new": f"/staff/consultations/{case.consultation.slug}/issues/new",
        "answer": f"/staff/issues/{issue.id}/answer",
        "drop": f"/staff/issues/{issue.id}/drop",
        "correct": _decision(case, "correct"),
    }
    assert desk.get(addresses[page]).status_code == 200
    refused = desk.post_form(addresses[page], {})
    assert refused.status_code == 422
    assert "There is a problem" in refused.text


def test_an_issue_is_taken_from_the_list_with_its_reason(case: Case, desk: FormClient) -> None:
    issue = case.issue()
    desk.post_form(f"/staff/issues/{issue.id}/drop", {"reason": "It is part of issue 2."})
    assert desk.get(f"/staff/issues/{issue.id}").status_code == 404
    assert "It is part of issue 2." in desk.get(_decision(case)).text


def test_a_correction_is_begun_thrown_away_begun_again_and_published(case: Case, desk: FormClient) -> None:
    case.write()
    case.publish()
    assert "Correct the decision" in desk.get(_decision(case)).text
    begun = desk.post_form(_decision(case, "correct"), {"reason": "The date was wrong."})
    assert begun.location == _decision(case, "edit")
    desk.post_form(_decision(case, "drop-correction"))
    assert case.session.scalars(select(Decision)).one().number == 1
    desk.post_form(_decision(case, "correct"), {"reason": "The date was wrong."})
    draft = case.session.scalars(select(Decision).where(Decision.number == 2)).one()
    desk.post_form(_decision(case, "edit"), {"version": str(draft.version), **RECORD, "summary": "Corrected."})
    desk.post_form(_decision(case, "publish"))
    assert "Corrected." in desk.get(f"/consultations/{case.consultation.slug}/outcome").text


def test_the_consultations_page_on_the_desk_leads_to_issues_and_decision(case: Case, desk: FormClient) -> None:
    assert _decision(case) in desk.get(f"/staff/consultations/{case.consultation.slug}").text


def test_an_auditor_reads_but_does_not_act(case: Case, client: FormClient, sign_in: SignIn) -> None:
    issue = case.issue()
    case.write()
    sign_in(client, make_person(case.session, Role.AUDITOR))
    assert "Add an issue" not in client.get(_decision(case)).text
    assert client.get(f"/staff/issues/{issue.id}").status_code == 200
    assert client.get(_decision(case, "preview")).status_code == 200
    assert client.post_form(_decision(case, "publish")).status_code == 403
    assert client.post_form(f"/staff/issues/{issue.id}/drop", {"reason": "No."}).status_code == 403


@pytest.mark.parametrize("roles", [(), (Role.COUNCILLOR,), (Role.GROUP_MEMBER,), (Role.AUTHORISING_OFFICER,)])
def test_nobody_else_comes_onto_the_desk(
    case: Case, client: FormClient, sign_in: SignIn, roles: tuple[Role, ...]
) -> None:
    sign_in(client, make_person(case.session, *roles))
    assert client.get(_decision(case)).status_code == 403
    assert client.post_form(_decision(case, "publish")).status_code == 403


def test_the_desk_lists_what_others_must_consider(case: Case, desk: FormClient) -> None:
    issue = case.answered()
    case.write()
    assert "Views that others must consider" not in desk.get(_decision(case)).text
    case.publish()
    shown = desk.get(_decision(case)).text
    assert f"Issue 1: {issue.title}</a>" in shown
    assert f"People who answered “{case.consultation.title}”" in shown
