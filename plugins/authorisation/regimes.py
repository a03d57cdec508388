"""The rules of the police for facial recognition by the day on which they held, with where each was read.

A new version is a new row; a case is read under the version of the day on which it was opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.office import Rank


@dataclass(frozen=True, kw_only=True)
class Regime:
    """One version of the rules: purposes or use cases, who may authorise, and how soon an urgent authority is ratified.

    The ranks follow published descriptions of the policy; its text was not published with them.
    """

    title: str
    from_on: date
    use_cases: Mapping[str, str]
    source: str
    rank: Rank = Rank.SUPERINTENDENT
    urgent_rank: Rank = Rank.INSPECTOR
    ratify_hours: int = 24


GRID_2020 = _l("Metropolitan Police, live facial recognition deployment grid 2020 to 2022")
GRID_2023 = _l("Metropolitan Police, live facial recognition deployment grid 2023 to 2024")
GRID_2025 = _l("Metropolitan Police, live facial recognition deployment grids 2023 to 2024 and 2025")
REGIMES = (
    Regime(
        title=_l("Purposes of 2020 to 2022"),
        from_on=date(2020, 1, 1),
        use_cases={
            "violent_crime": _l("1: violent and other serious crime"),
            "wanted": _l("2: people wanted by the courts on an outstanding warrant"),
            "equitability": _l("3: the equitability study"),
        },
        source=GRID_2020,
    ),
    Regime(
        title=_l("Purposes of 2023 and 2024"),
        from_on=date(2023, 1, 1),
        use_cases={
            "offence": _l("1: suspected of having committed, committing or being about to commit an offence"),
            "wanted": _l("2: wanted by the courts"),
            "harm": _l("3: risk of harm to themselves or others, with offender management"),
            "restriction": _l(
                "4: subject to bail conditions, a court order or another restriction that would be breached"
            ),
        },
        source=GRID_2023,
    ),
    Regime(
        title=_l("Use cases since September 2024"),
        from_on=date(2024, 9, 17),
        use_cases={
            "hotspot": _l("1: crime hotspot, policy paragraph 2.3(a)"),
            "missing": _l("2: missing person hotspot, policy paragraph 2.3(b)"),
            "infrastructure": _l("3: protecting critical national infrastructure, policy paragraph 2.7(a)"),
            "event": _l("4: protecting an event, policy paragraph 2.7(b)"),
            "intelligence": _l("5: intelligence on where sought people are, policy paragraph 2.9"),
        },
        source=GRID_2025,
    ),
)
THRESHOLDS: tuple[tuple[date, str], ...] = (
    (date(2020, 1, 1), "0.60"),
    (date(2024, 7, 11), "0.62"),
    (date(2024, 7, 25), "0.64"),
)
"""The lowest score that counted as an alert, from which day; read in the deployment grids."""


def regime_on(day: date) -> Regime:
    """Return the rules that held on a day; the first that are known, for an earlier one."""
    return next((regime for regime in reversed(REGIMES) if regime.from_on <= day), REGIMES[0])


def threshold_on(day: date) -> str:
    """Return the lowest score that counted as an alert on a day."""
    return next((value for from_on, value in reversed(THRESHOLDS) if from_on <= day), THRESHOLDS[0][1])


RANKS = tuple(Rank)


def is_of_rank(rank: str | None, needed: Rank) -> bool:
    """Whether a rank is the one that is needed, or a higher one."""
    return rank is not None and RANKS.index(Rank(rank)) >= RANKS.index(needed)
