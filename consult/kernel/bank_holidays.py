"""The bank holidays of England, as the library `holidays` knows them."""

from datetime import date
from functools import lru_cache

from holidays import country_holidays


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> dict[date, str]:
    """Return the days of a year on which banks are closed, in order; a weekend’s holiday moves to a weekday."""
    found = country_holidays("GB", subdiv="ENG", years=year)
    return {day: name for day, name in sorted(found.items()) if day.weekday() < 5}
