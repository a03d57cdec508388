"""What is learned from texts that differ plainly."""

import pytest

from consult.analysis.themes.learning import is_installed, likely_themes, words_together

needs_learning = pytest.mark.skipif(not is_installed(), reason="scikit-learn, the extra “analysis”, is not installed")
COST, TRUST = "The cameras cost money, and money is short, number", "Nobody trusts police faces watching, number"


@needs_learning
def test_words_that_go_together_are_found_and_rare_ones_are_not() -> None:
    texts = [f"{COST if number % 2 else TRUST} n{number}" for number in range(40)] + ["Call Mrs Rarename at home."]
    groups = words_together(texts)
    together = next(group for group in groups if "money" in group)
    assert "cost" in together
    assert "trusts" not in together
    assert not any("rarename" in group or "n3" in group for group in groups)


@needs_learning
@pytest.mark.parametrize("texts", [[], ["One."], ["", "", "", "", "", ""], ["the", "and", "of", "to", "is", "a"]])
def test_texts_that_share_nothing_give_no_groups(texts: list[str]) -> None:
    assert words_together(texts) == []


@needs_learning
def test_a_theme_is_proposed_where_its_words_are() -> None:
    coded = [f"{COST if number % 2 else TRUST} {number}" for number in range(60)]
    themes = [{1} if number % 2 else ({2, 3} if number == 0 else {2}) for number in range(60)]
    found = list(likely_themes(coded, themes, [COST, TRUST]))
    assert {(proposal.place, proposal.theme) for proposal in found} == {(0, 1), (1, 2)}
    assert all(0.5 < proposal.score <= 1 for proposal in found)
    assert list(likely_themes(coded, themes, [])) == []
