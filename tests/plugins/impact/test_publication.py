"""Publishing evidence, and taking it back: apart from the procedure towards an answer."""

from collections.abc import Callable

import pytest

from consult.consultations.models import State
from consult.kernel.errors import Invalid
from plugins.impact import publication, services
from plugins.impact.models import Evidence
from plugins.impact.presentation import is_public
from plugins.impact.procedure import NotNow, SamePerson, Status
from plugins.impact.sent import withdraw_evidence
from tests.plugins.impact.conftest import Case
from tests.support.redaction import redact
from tests.support.web import FormClient


def _accepted(case: Case, **changes: str) -> Evidence:
    evidence = case.brought_to(Status.SCREENED, **changes)
    services.accept_evidence(case.session, case.officer, evidence, is_cleared=False)
    return evidence


def _decide(case: Case) -> None:
    case.consultation.state = State.DECIDED
    case.session.flush()


def test_only_accepted_evidence_can_be_published_or_taken_back(case: Case) -> None:
    with pytest.raises(NotNow):
        publication.release_evidence(case.session, case.officer, case.brought_to(Status.SCREENED))
    evidence = _accepted(case)
    assert publication.release_evidence(case.session, case.officer, evidence)
    assert is_public(evidence)
    publication.take_back(case.session, case.officer, evidence)
    assert not is_public(evidence)


def test_publishing_stops_at_any_time_also_after_the_decision(case: Case) -> None:
    evidence = case.brought_to(Status.RESPONDED)
    _decide(case)
    publication.take_back(case.session, case.second_officer, evidence)
    assert not is_public(evidence)
    assert publication.release_evidence(case.session, case.officer, evidence)


def test_what_is_for_officers_only_is_never_published(case: Case) -> None:
    evidence = _accepted(case, publication="officers_only")
    with pytest.raises(NotNow, match="only council officers"):
        publication.release_evidence(case.session, case.officer, evidence)


def test_declared_personal_data_takes_a_reason_and_a_second_officer(case: Case) -> None:
    evidence = _accepted(case, personal_data="yes", personal_note="Mr Smith, 43, of 12 High Street.")
    with pytest.raises(Invalid) as refused:
        publication.release_evidence(case.session, case.officer, evidence, "  ")
    assert "reason" in refused.value.fields
    assert not publication.release_evidence(case.session, case.officer, evidence, "Mr Smith agreed in writing.")
    assert not is_public(evidence)
    with pytest.raises(SamePerson):
        publication.release_evidence(case.session, case.officer, evidence, "Again.")
    assert publication.release_evidence(case.session, case.second_officer, evidence)
    assert is_public(evidence)


def test_a_redaction_is_as_good_as_a_reason_but_not_as_a_second_officer(case: Case) -> None:
    evidence = _accepted(case, personal_data="yes", statement="Mr Smith was stopped.")
    assert evidence.submission is not None
    redact(
        case.session,
        case.officer,
        case.activity,
        evidence.submission,
        question="statement",
        passage="Mr Smith",
        code="third_party",
    )
    assert publication.was_redacted(case.session, evidence)
    assert not publication.release_evidence(case.session, case.officer, evidence)
    assert publication.release_evidence(case.session, case.second_officer, evidence)


def test_taking_it_back_drops_the_wish_of_the_first_officer(case: Case) -> None:
    evidence = _accepted(case, personal_data="yes")
    publication.release_evidence(case.session, case.officer, evidence, "They agreed.")
    publication.take_back(case.session, case.second_officer, evidence)
    assert not publication.release_evidence(case.session, case.second_officer, evidence, "They agreed.")
    assert not is_public(evidence)


def test_accepting_does_not_publish_what_was_declared(case: Case) -> None:
    evidence = case.brought_to(Status.SCREENED, personal_data="yes")
    with pytest.raises(Invalid, match="somebody could be recognised"):
        services.accept_evidence(case.session, case.officer, evidence, is_cleared=True)
    assert evidence.stands_at is Status.SCREENED


def test_a_group_narrows_who_may_read_at_any_time_and_widens_with_consent_and_a_new_release(case: Case) -> None:
    evidence = case.brought_to(Status.RESPONDED)
    _decide(case)
    publication.choose_publication(case.session, case.member, evidence, "anonymous")
    assert (evidence.publication, is_public(evidence)) == ("anonymous", True)
    with pytest.raises(Invalid):
        publication.choose_publication(case.session, case.member, evidence, "public")
    publication.choose_publication(case.session, case.member, evidence, "public", has_consent=True)
    assert (evidence.publication, is_public(evidence)) == ("public", False)
    publication.choose_publication(case.session, case.member, evidence, "officers_only")
    assert not is_public(evidence)
    with pytest.raises(Invalid):
        publication.choose_publication(case.session, case.member, evidence, "everybody", has_consent=True)


def _narrow(case: Case, evidence: Evidence) -> None:
    publication.choose_publication(case.session, case.member, evidence, "officers_only")


def _withdraw(case: Case, evidence: Evidence) -> None:
    withdraw_evidence(case.session, case.member, evidence)


def _take_back(case: Case, evidence: Evidence) -> None:
    publication.take_back(case.session, case.officer, evidence)


@pytest.mark.parametrize(
    ("leave", "words"), [(_narrow, "narrowed"), (_withdraw, "withdrew it"), (_take_back, "not at the moment")]
)
def test_an_old_address_says_why_nobody_reads_it_and_neither_whose_it_is_nor_what_it_said(
    case: Case, client: FormClient, leave: Callable[[Case, Evidence], None], words: str
) -> None:
    evidence = _accepted(case)
    address, said = f"/impact/published/{evidence.reference}", evidence.text("statement")
    assert client.get(address).status_code == 404
    publication.release_evidence(case.session, case.officer, evidence)
    shown = client.get(address)
    assert (shown.status_code, said in shown.text, case.group.name in shown.text) == (200, True, True)
    leave(case, evidence)
    gone = client.get(address)
    assert (gone.status_code, said in gone.text, case.group.name in gone.text) == (410, False, False)
    assert words in gone.text


def test_what_was_never_public_is_not_found_whatever_became_of_it(case: Case, client: FormClient) -> None:
    evidence = _accepted(case, publication="officers_only")
    assert client.get(f"/impact/published/{evidence.reference}").status_code == 404
    withdraw_evidence(case.session, case.member, evidence)
    assert client.get(f"/impact/published/{evidence.reference}").status_code == 404
