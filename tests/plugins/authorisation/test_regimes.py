"""A case is read under the rules of its day, and a rank is compared as the police do."""

from datetime import date

import pytest

from consult.office.models import Rank
from plugins.authorisation.regimes import REGIMES, is_of_rank, regime_on, threshold_on


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2019, 1, 1), "Purposes of 2020 to 2022"),
        (date(2022, 12, 31), "Purposes of 2020 to 2022"),
        (date(2023, 1, 1), "Purposes of 2023 and 2024"),
        (date(2024, 9, 16), "Purposes of 2023 and 2024"),
        (date(2024, 9, 17), "Use cases since September 2024"),
    ],
)
def test_each_day_has_its_rules(day: date, title: str) -> None:
    assert regime_on(day).title == title


def test_the_threshold_follows_the_published_grids() -> None:
    days = (date(2024, 7, 10), date(2024, 7, 11), date(2024, 7, 25))
    assert [threshold_on(day) for day in days] == ["0.60", "0.62", "0.64"]


def test_every_version_names_its_source_and_they_follow_each_other() -> None:
    assert all(regime.source and regime.use_cases for regime in REGIMES)
    assert [regime.from_on for regime in REGIMES] == sorted(regime.from_on for regime in REGIMES)


def test_a_higher_rank_does_and_a_lower_or_none_does_not() -> None:
    assert is_of_rank("commander", Rank.SUPERINTENDENT)
    assert is_of_rank("superintendent", Rank.SUPERINTENDENT)
    assert not is_of_rank("chief_inspector", Rank.SUPERINTENDENT)
    assert not is_of_rank(None, Rank.CONSTABLE)
