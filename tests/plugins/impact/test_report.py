"""The report on a consultation has what groups said, under the name that each wishes."""

from consult.sdk.publishing import Heading, Quotation
from plugins.impact import publication
from plugins.impact.procedure import Status
from plugins.impact.report import evidence_blocks
from tests.plugins.impact.conftest import Case


def test_what_was_released_is_told_and_nothing_else(case: Case) -> None:
    consultation = case.activity.consultation_id
    named = case.brought_to(Status.ACCEPTED, publication="public", statement="Fewer came to the market.")
    nameless = case.brought_to(Status.ACCEPTED, publication="anonymous", statement="Fewer came to the park.")
    kept_back = case.brought_to(Status.ACCEPTED, publication="public", statement="This is not released.")
    publication.take_back(case.session, case.officer, kept_back)
    case.brought_to(Status.ACCEPTED, publication="officers_only", statement="This is for officers.")
    for evidence in (named, nameless):
        publication.release_evidence(case.session, case.officer, evidence)
    blocks = evidence_blocks(case.session, consultation)
    said = [block.text for block in blocks if isinstance(block, Quotation)]
    assert said == ["Fewer came to the market.", "Fewer came to the park."]
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    assert heads[1] == f"A community group ({nameless.reference})"
    assert named.organisation.name in heads[0]


def test_an_answer_is_told_once_it_is_given(case: Case) -> None:
    evidence = case.brought_to(Status.RESPONDED, publication="public", statement="Fewer came.")
    publication.release_evidence(case.session, case.officer, evidence)
    said = str(evidence_blocks(case.session, evidence.activity.consultation_id))
    assert f"The answer to it: {evidence.answer}" in said
