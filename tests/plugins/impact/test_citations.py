"""Evidence where other pages name it: the staff summary, the outcome, and the page of a reference."""

from collections.abc import Callable

import pytest

from consult.accounts.models import Person
from consult.consultations.models import State
from consult.contract.references import Reference
from consult.decisions import issues
from consult.decisions.models import Disposition
from consult.decisions.services import publish_decision, save_decision
from consult.kernel import clock
from consult.kernel.authz import Role
from plugins.impact import publication, sent
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status
from plugins.impact.published_files.blocks import file_of
from tests.consult.decisions.conftest import DETAILS, TEXTS, UNREAD
from tests.factories import make_person
from tests.plugins.impact.assessments.conftest import IMPACT, make_desk
from tests.plugins.impact.conftest import STEPS, Case
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
NARROWED = "Something that this decision cites was public, and is no longer"


def _cited(case: Case, *pieces: Evidence) -> None:
    issue = issues.add_issue(case.session, case.officer, case.consultation, "Traders were not told", "")
    for piece in pieces:
        assert piece.submission is not None
        issues.cite(case.session, issue, piece.submission, case.officer)
    issues.answer_issue(
        case.session, case.officer, issue, Disposition.CHANGED, "We ask for notice.", "Cabinet", issue.version, DETAILS
    )


def test_the_staff_summary_names_the_activity_and_each_group_also_to_the_authorising_officer(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    accepted, sent = case.brought_to(Status.ACCEPTED), case.sent()
    kept_back = [case.brought_to(Status.ACCEPTED, publication=choice) for choice in ("anonymous", "officers_only")]
    address = f"/staff/consultations/{case.consultation.slug}/summary"
    for person in (case.officer_person, make_person(case.session, Role.AUTHORISING_OFFICER)):
        sign_in(client, person)
        shown = client.get(address).text
        assert case.activity.title in shown
        assert f"{accepted.reference}, {case.group.name}" in shown
        assert f'href="/staff/impact/evidence/{accepted.id}"' in shown
        assert sent.reference not in shown
        is_officer = person is case.officer_person
        assert [piece.reference in shown for piece in kept_back] == [is_officer, is_officer]
    assert "/export" not in client.get(address).text


@pytest.mark.parametrize("file_format", ["csv", "json"])
def test_the_file_of_the_summary_names_each_group_that_agreed(
    case: Case, client: FormClient, sign_in: SignIn, file_format: str
) -> None:
    named, sent = case.brought_to(Status.ACCEPTED), case.sent()
    kept_back = [case.brought_to(Status.ACCEPTED, publication=choice) for choice in ("anonymous", "officers_only")]
    sign_in(client, case.officer_person)
    wanted = {"what": "summary:", "file_format": file_format, "audience": "officer"}
    taken = client.post_form(f"/staff/consultations/{case.consultation.slug}/export", wanted)
    assert taken.status_code == 200
    assert f"{named.reference}, {case.group.name}: accepted" in taken.text
    for piece in kept_back:
        assert f"{piece.reference}, A community group: accepted" in taken.text
    assert sent.reference not in taken.text
    assert [line for line in taken.text.splitlines() if "Out of scope" in line and case.activity.title in line]


def test_a_link_leads_the_authorising_officer_to_the_summary(case: Case, client: FormClient, sign_in: SignIn) -> None:
    address = f"/staff/consultations/{case.consultation.slug}/summary"
    page = f"/consultations/{case.consultation.slug}"
    assert address not in client.get(page).text
    sign_in(client, make_person(case.session, Role.AUTHORISING_OFFICER))
    assert f'href="{address}"' in client.get(page).text
    sign_in(client, case.officer_person)
    assert f'href="{address}"' in client.get(f"/staff{page}").text


def test_a_decision_names_the_published_evidence_that_it_cites_and_rounds_the_rest(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    named, anonymous = case.brought_to(Status.ACCEPTED), case.brought_to(Status.ACCEPTED, publication="anonymous")
    hidden = case.brought_to(Status.ACCEPTED, publication="officers_only")
    _cited(case, named, anonymous, hidden)
    sign_in(client, case.officer_person)
    shown = client.get(f"/staff/consultations/{case.consultation.slug}/decision/preview").text
    assert f'href="/impact/published/{named.reference}">{case.group.name} ({named.reference})</a>' in shown
    assert f">A community group ({anonymous.reference})</a>" in shown
    assert hidden.reference not in shown
    assert "Responses that are not published are cited too." in shown


def test_a_decision_that_cites_no_published_evidence_says_that_there_are_others(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    _cited(case, case.brought_to(Status.ACCEPTED, publication="officers_only"))
    sign_in(client, case.officer_person)
    shown = client.get(f"/staff/consultations/{case.consultation.slug}/decision/preview").text
    assert "Cites responses that are not published." in " ".join(shown.split())


def test_the_page_of_a_reference_leads_to_the_published_evidence(case: Case, client: FormClient) -> None:
    published, hidden = case.brought_to(Status.RESPONDED), case.brought_to(Status.SUBMITTED)
    assert f'href="/impact/published/{published.reference}"' in client.get(f"/responses/{published.reference}").text
    assert "/impact/published/" not in client.get(f"/responses/{hidden.reference}").text


def test_the_page_of_a_piece_has_its_weight_answer_steps_and_the_questions_that_its_group_publishes(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    evidence = case.brought_to(Status.QUERIED)
    sign_in(client, case.member_person)
    client.post_form(f"/impact/evidence/{evidence.id}/question", {"answer": "Seven, in May.", "is_public": "y"})
    for status in (Status.ACCEPTED, Status.CONSIDERED, Status.RESPONDED):
        STEPS[status](case, evidence)
    client.post_form("/sign-out")
    shown = client.get(f"/impact/published/{evidence.reference}").text
    for words in ("How many told you?", "Seven, in May.", "Some weight", "Twelve of thirty traders.", evidence.answer):
        assert words in shown
    evidence.publication = "anonymous"
    assert "Seven, in May." not in client.get(f"/impact/published/{evidence.reference}").text
    evidence.is_cleared = False
    assert client.get(f"/impact/published/{evidence.reference}").status_code == 410


def _keep_back(case: Case, evidence: Evidence) -> None:
    publication.choose_publication(case.session, case.member, evidence, "officers_only")


def _withdraw(case: Case, evidence: Evidence) -> None:
    sent.withdraw_evidence(case.session, case.member, evidence)


@pytest.mark.parametrize("change", [_keep_back, _withdraw])
def test_what_its_group_keeps_back_or_withdraws_leaves_each_page_that_cites_it_and_they_say_so(
    case: Case, client: FormClient, change: Callable[[Case, Evidence], None]
) -> None:
    desk, evidence = make_desk(case.session), case.brought_to(Status.ACCEPTED, statement="Nine stalls stood empty.")
    assessment = desk.written()
    desk.write(assessment, "impacts", IMPACT, (Reference("submission", evidence.submission_id or 0),))
    desk.sign_again(assessment)
    place = f"/impact/assessments/{assessment.number}"
    pages = [place, f"{place}/versions/1", f"/impact/{case.activity.id}", f"/responses/{evidence.reference}"]
    assert f'href="/responses/{evidence.reference}"' in client.get(place).text
    assert "Nine stalls stood empty." in client.get(f"/impact/published/{evidence.reference}").text
    change(case, evidence)
    assert client.get(f"/impact/published/{evidence.reference}").status_code == 410
    shown = [client.get(page).text for page in pages]
    for words in (case.group.name, "Nine stalls stood empty.", f"/impact/published/{evidence.reference}"):
        assert not [text for text in shown if words in text]
    assert evidence.reference not in shown[0]
    assert "1 thing that is not public, or not any longer" in shown[0]
    assert assessment.signed is not None
    assert "1 thing that is not public, or not any longer" in str(file_of(case.session, assessment.signed))


def test_a_published_decision_stops_naming_evidence_that_is_kept_back(case: Case, client: FormClient) -> None:
    evidence = case.brought_to(Status.RESPONDED)
    _cited(case, evidence)
    with case.after_closing():
        case.consultation.state = State.ANALYSING
        case.session.flush()
        on = clock.today_in_london()
        save_decision(case.session, case.officer, case.consultation, TEXTS, "Cabinet", on, 0)
        publish_decision(case.session, case.officer, case.consultation, unread_reason=UNREAD)
        page = f"/consultations/{case.consultation.slug}/outcome"
        assert f"{case.group.name} ({evidence.reference})" in client.get(page).text
        publication.choose_publication(case.session, case.member, evidence, "anonymous")
        named = client.get(page).text
        assert NARROWED not in named
        publication.choose_publication(case.session, case.member, evidence, "officers_only")
        shown = " ".join(client.get(page).text.split())
    assert f"A community group ({evidence.reference})" in named
    assert case.group.name not in named
    assert evidence.reference not in shown
    assert "Cites responses that are not published. In all it rests on" in shown
    assert NARROWED in shown
