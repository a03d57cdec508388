"""A report says what was done with each issue."""

from consult.publishing.blocks import Quotation
from consult.reports.making import report_of
from tests.consult.decisions.conftest import Case
from tests.consult.decisions.test_volume import DRAWN, decided
from tests.support.reports import part, text_of


def test_each_issue_stands_with_its_answer_and_what_may_be_quoted(case: Case) -> None:
    assert not part(report_of(case.session, case.consultation), "What was done with it")
    decision = decided(case)
    found = part(report_of(case.session, case.consultation), "What was done with it")
    assert [block.text for block in found if isinstance(block, Quotation)] == ["They mistake people."]
    said = text_of(report_of(case.session, case.consultation))
    assert decision.summary in said
    assert any(f"Raised in {points}. Not all of them are published." in said for points in DRAWN)
    assert "What was done" in said
