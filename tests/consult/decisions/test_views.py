"""The public reads the outcome, and a resident what became of her response."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from consult.analysis.commands import figures_of
from consult.analysis.queries import coverage_of, texts_of
from consult.analysis.services import POINT, Selection, mark
from consult.consultations.models import State
from consult.decisions import issues, services
from consult.decisions.models import Disposition
from consult.kernel import tokens
from consult.kernel.clock import now
from consult.submissions.models import Channel, Status
from consult.submissions.revision import set_status
from tests.consult.decisions.conftest import DETAILS, TEXTS, Case, make_case
from tests.factories import XSS, make_activity, make_consultation, make_submission
from tests.support.web import FormClient


def _outcome(case: Case) -> str:
    return f"/consultations/{case.consultation.slug}/outcome"


def test_before_the_decision_the_outcome_says_that_there_is_none_and_when_it_is_due(
    case: Case, client: FormClient
) -> None:
    case.answered()
    case.write()
    answer = client.get(_outcome(case))
    assert answer.status_code == 200
    assert "There is no decision yet" in answer.text
    assert "We promised it by" in answer.text
    assert TEXTS["summary"] not in answer.text


def test_what_was_said_of_the_draft_is_not_said_of_the_archived_outcome(case: Case, client: FormClient) -> None:
    case.answered()
    case.write()
    case.publish()
    case.consultation.notice = "This is a draft and may change."
    case.session.flush()
    assert case.consultation.notice in client.get(_outcome(case)).text
    case.consultation.state = State.ARCHIVED
    case.session.flush()
    assert case.consultation.notice not in client.get(_outcome(case)).text


def test_late_results_are_owned_up_to_where_people_look_for_them(
    case: Case, client: FormClient, clock_at: Callable[[datetime], datetime]
) -> None:
    reference = case.response().reference
    due = case.consultation.results_due_on
    assert due is not None
    noon = datetime(due.year, due.month, due.day, 12, tzinfo=UTC)
    for address in (_outcome(case), f"/responses/{reference}"):
        clock_at(noon)
        assert "days late" not in client.get(address).text
        clock_at(noon + timedelta(days=9))
        assert "9 days late" in client.get(address).text


def test_a_reference_says_how_to_change_a_response_while_that_is_possible(
    client: FormClient, session: Session, clock_at: Callable[[datetime], datetime]
) -> None:
    response = make_submission(session, make_activity(session, make_consultation(session, state=State.OPEN)))
    address = f"/responses/{response.reference}"
    assert "/take-part/return" in client.get(address).text
    clock_at(now() + timedelta(days=90))
    assert "/take-part/return" not in client.get(address).text


def test_the_outcome_shows_each_issue_its_answer_its_reason_and_how_many_are_cited(
    case: Case, client: FormClient
) -> None:
    issue, response = case.answered(Disposition.NOT_CHANGED), case.response()
    issues.cite(case.session, issue, response, case.officer)
    case.write()
    case.publish()
    shown = " ".join(client.get(_outcome(case)).text.split())
    for words in (
        *TEXTS.values(),
        issue.title,
        issue.reason,
        "Not changed",
        "Cites responses that are not published. In all",
    ):
        assert words in shown
    assert response.reference not in shown
    assert _outcome(case) in client.get(f"/consultations/{case.consultation.slug}").text


def test_an_undecided_consultation_does_not_link_to_an_outcome(case: Case, client: FormClient) -> None:
    assert _outcome(case) not in client.get(f"/consultations/{case.consultation.slug}").text


def test_a_corrected_decision_leads_from_the_old_version_to_the_new_one(case: Case, client: FormClient) -> None:
    case.write()
    case.publish()
    services.begin_correction(case.session, case.officer, case.consultation, "The date was wrong.")
    case.write(summary="The corrected summary.")
    assert "The corrected summary." not in client.get(_outcome(case)).text
    case.publish()
    newest = client.get(_outcome(case)).text
    assert "The corrected summary." in newest
    assert "The date was wrong." in newest
    old = client.get(f"{_outcome(case)}/1").text
    assert TEXTS["summary"] in old
    assert "It was corrected" in old
    assert client.get(f"{_outcome(case)}/3").status_code == 404


def test_the_draft_of_a_decision_is_no_public_version(case: Case, client: FormClient) -> None:
    case.write()
    assert client.get(f"{_outcome(case)}/1").status_code == 404


def test_the_outcome_of_a_draft_consultation_is_not_found(case: Case, client: FormClient) -> None:
    case.consultation.state = State.DRAFT
    assert client.get(_outcome(case)).status_code == 404


def test_a_typed_reference_leads_to_its_page_however_it_is_written(case: Case, client: FormClient) -> None:
    response = case.response()
    typed = response.reference.lower().replace("-", " ")
    for words in (typed, typed.removeprefix("cn "), response.reference):
        found = client.post_form("/responses/find", {"reference": words})
        assert found.location == f"/responses/{response.reference}"


def test_a_private_code_in_the_wrong_box_stays_out_of_the_address(client: FormClient) -> None:
    answer = client.post_form("/responses/find", {"reference": tokens.new_code()})
    assert answer.status_code == 422
    assert "This is a private code" in answer.text
    assert 'href="/take-part/return"' in answer.text


@pytest.mark.parametrize(("typed", "sentence"), [("", "Enter your reference"), ("CN-0000-0000", "We do not have")])
def test_a_reference_that_leads_nowhere_is_an_error_on_the_same_page(
    client: FormClient, typed: str, sentence: str
) -> None:
    answer = client.post_form("/responses/find", {"reference": typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{typed}"' in answer.text or not typed
    assert client.get("/responses/find").status_code == 200
    assert client.get("/responses/CN-0000-0000").status_code == 404


def test_a_reference_shows_that_we_have_it_how_and_when_but_never_the_content(case: Case, client: FormClient) -> None:
    response = make_submission(
        case.session,
        case.activity,
        channel=Channel.PAPER,
        received_on=date(2022, 7, 8),
        area="Beckton",
        answers={"position": "oppose", "reasons": "canary-content"},
    )
    shown = client.get(f"/responses/{response.reference}").text
    for words in ("We have it, and it counts", "8 July 2022", "Paper", "Nothing has been decided yet"):
        assert words in shown
    for hidden in ("canary-content", "Beckton", "oppose"):
        assert hidden not in shown


def test_an_excluded_response_says_why_in_public_words_and_not_the_officers_note(
    case: Case, client: FormClient
) -> None:
    response = case.response()
    response.exclusion_code, response.exclusion_note = "duplicate", "canary-note"
    set_status(case.session, case.activity, response, Status.EXCLUDED)
    shown = client.get(f"/responses/{response.reference}").text
    assert "it does not count" in shown
    assert "The same person sent the same response more than once" in shown
    assert "canary-note" not in shown


def test_a_withdrawn_response_says_so(case: Case, client: FormClient) -> None:
    response = case.response()
    set_status(case.session, case.activity, response, Status.WITHDRAWN)
    assert "withdrawn by its author" in client.get(f"/responses/{response.reference}").text


def test_a_resident_reads_which_points_cite_her_response_once_the_decision_is_published(
    case: Case, client: FormClient
) -> None:
    hers, other = case.response(), case.response()
    issue, without = case.answered(), case.issue("Cameras cost too much")
    case.answer(without, Disposition.OUT_OF_SCOPE)
    issues.cite(case.session, issue, hers, case.officer)
    case.write()
    before = client.get(f"/responses/{hers.reference}").text
    assert issue.title not in before
    case.publish()
    shown = client.get(f"/responses/{hers.reference}").text
    for words in (issue.title, issue.reason, "Changed", TEXTS["summary"], "Cabinet on 16 January 2023"):
        assert words in shown
    assert without.title not in shown
    elsewhere = client.get(f"/responses/{other.reference}").text
    assert "No point of the decision cites it" in elsewhere
    assert issue.title not in elsewhere


def test_hostile_text_is_shown_as_text(client: FormClient, case: Case) -> None:
    hostile = make_case(case.session, xss=True)
    issue = hostile.issue(f"Point {XSS}"[:200])
    answer = (Disposition.CHANGED, f"Because {XSS}", f"Cabinet {XSS}", issue.version, DETAILS)
    issues.answer_issue(case.session, hostile.officer, issue, *answer)
    response = hostile.response()
    issues.cite(case.session, issue, response, hostile.officer)
    hostile.write(**dict.fromkeys(TEXTS, f"Text {XSS}"))
    hostile.publish()
    for address in (_outcome(hostile), f"/responses/{response.reference}"):
        shown = client.get(address).text
        assert "<script>alert('xss')" not in shown
        assert "<img src=x" not in shown


def test_the_page_of_a_closed_consultation_tells_in_steps_the_coverage_that_the_command_tells(
    client: FormClient, case: Case
) -> None:
    page = f"/consultations/{case.consultation.slug}"
    assert "of what people wrote is covered" not in client.get(page).text
    sent = make_submission(case.session, case.activity, answers={"reasons": "They cost too much. Why now?"})
    (text,) = texts_of(sent, [])
    mark(case.session, case.officer, sent, [Selection.of(text, text.pieces[0].begins, text.pieces[0].ends)], POINT)
    figures = figures_of(coverage_of(case.session, case.consultation))
    assert (figures["coverage"], figures["open"]) == (71.4, 1)
    shown = client.get(page).text
    assert "At least <strong>70 per cent</strong> of what people wrote is covered" in shown
    assert "Some passages are still open." in shown
    case.consultation.state, case.consultation.closes_at = State.OPEN, now() + timedelta(days=1)
    case.session.flush()
    assert "of what people wrote is covered" not in client.get(page).text
