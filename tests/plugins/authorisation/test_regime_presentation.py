"""The rules are shown with their days, and with what was not published."""

from sqlalchemy.orm import Session

from plugins.authorisation.regime_presentation import shown_regimes
from tests.plugins.authorisation.conftest import make_rules


def test_each_version_says_from_when_to_when_and_what_is_not_known(session: Session) -> None:
    shown = {found.regime.code: found for found in shown_regimes(session)}
    assert shown["2024-09"].dates == "In force from 17 September 2024"
    assert shown["2020"].dates == "In force from 1 January 2020 to 31 December 2022"
    assert dict(shown["2020"].rows)["Threshold for an alert"] == "Not published"
    assert dict(shown["2023"].rows)["Threshold for an alert"] == "0.60"
    assert dict(shown["2023"].rows)["Longest authority"] == "Not limited by these rules"
    assert dict(shown["2023"].rows)["Who may authorise"] == "Superintendent or above"


def test_a_version_that_another_replaced_on_its_first_day_says_so(session: Session) -> None:
    make_rules(session, version="first", from_on="2027-01-01")
    make_rules(session, version="second", from_on="2027-01-01", authority_hours=6)
    shown = {found.regime.code: found for found in shown_regimes(session)}
    assert shown["first"].dates == ("Entered for 1 January 2027, and replaced by another version before it held")
    assert shown["second"].dates == "In force from 1 January 2027"
    assert dict(shown["second"].rows)["Longest authority"] == "6 hours"
