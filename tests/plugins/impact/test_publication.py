"""Publishing evidence, and taking it back: apart from the procedure towards an answer."""

import pytest

from consult.consultations.models import State
from consult.kernel.errors import Invalid
from plugins.impact import publication, services
from plugins.impact.models import Evidence
from plugins.impact.presentation import is_public
from plugins.impact.procedure import NotNow, SamePerson, Status
from tests.plugins.impact.conftest import Case
from tests.support.redaction import redact


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
