"""A use is called by its words, and by the paragraph of the policy that names it."""

from plugins.authorisation.regime_models import Regime, UseCase


def test_a_use_names_its_paragraph_where_the_policy_has_one() -> None:
    uses = [UseCase(code="event", words="4: protecting an event", paragraph="2.7(b)"), UseCase(code="x", words="Other")]
    uses[1].paragraph = ""
    assert Regime(uses=uses).use_cases == {"event": "4: protecting an event, policy paragraph 2.7(b)", "x": "Other"}
