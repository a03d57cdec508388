"""Shares with the interval in which they lie, so that few cases are not taken for many."""

from dataclasses import dataclass
from math import sqrt

from consult.sdk.messages import gettext as _

_Z = 1.959964
"""The quantile of the normal distribution for 95 per cent."""


@dataclass(frozen=True)
class Rate:
    """So many cases of so many, per some number; `low` and `high` hold the true rate in 95 of 100 such intervals.

    Source: Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference. With no case
    at all the upper end is that of the rule of three: three divided by the number that were looked at.
    """

    cases: int
    of: int
    per: int

    @property
    def is_known(self) -> bool:
        """Whether there is anything of which this is a rate."""
        return self.of > 0 and 0 <= self.cases <= self.of

    @property
    def value(self) -> float:
        """The rate."""
        return self.per * self.cases / self.of

    @property
    def low(self) -> float:
        """The lower end."""
        return 0.0 if self.cases == 0 else self._wilson(-1)

    @property
    def high(self) -> float:
        """The upper end."""
        if self.cases == 0:
            return min(float(self.per), 3 * self.per / self.of)
        return self._wilson(1)

    def _wilson(self, sign: int) -> float:
        share, count, square = self.cases / self.of, self.of, _Z * _Z
        middle = share + square / (2 * count)
        reach = _Z * sqrt(share * (1 - share) / count + square / (4 * count * count))
        found = (middle + sign * reach) / (1 + square / count)
        return self.per * min(1.0, max(0.0, found))

    def in_words(self) -> str:
        """Return the rate with its interval: “5.5 (2.8 to 10.9)”; with no case, how many there may be at most."""
        if not self.is_known:
            return _("Not known")
        if self.cases == 0:
            return _("None seen (at most %(high)s)", high=_rounded(self.high))
        return _(
            "%(value)s (%(low)s to %(high)s)",
            value=_rounded(self.value),
            low=_rounded(self.low),
            high=_rounded(self.high),
        )


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
