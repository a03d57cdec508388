"""A report says how the consultation was held."""

from consult.publishing.blocks import FactList
from consult.reports.making import report_of
from tests.consult.reports.conftest import Told
from tests.factories import make_consultation
from tests.support.reports import text_of


def test_the_method_says_that_nobody_was_drawn(told: Told) -> None:
    document = report_of(told.session, told.consultation, ["method"])
    assert "Everybody chose for themselves whether to take part." in text_of(document)
    facts = {fact[0] for block in document.blocks if isinstance(block, FactList) for fact in block.facts}
    assert {"Opened", "Closed", "Ways of taking part"} <= facts


def test_a_consultation_without_results_says_so(told: Told) -> None:
    other = make_consultation(told.session)
    assert "No results have been published yet" in text_of(report_of(told.session, other))
