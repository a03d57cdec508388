"""The rules of the police as people read them."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.sdk.messages import gettext as _
from consult.sdk.messages import ngettext
from consult.sdk.texts import say_date
from plugins.authorisation.regime_models import Regime
from plugins.authorisation.regimes import InForce, all_regimes


@dataclass(frozen=True)
class ShownRegime:
    """A version of the rules, when it was in force, and what it says."""

    regime: Regime
    dates: str
    rows: list[tuple[str, str]]


def shown_regimes(session: Session) -> list[ShownRegime]:
    """Return every version of the rules, the newest first."""
    return [ShownRegime(held.regime, _dates(held), _rows(held.regime)) for held in all_regimes(session)]


def _dates(held: InForce) -> str:
    from_on, until_on = held.regime.from_on, held.until_on
    if until_on is None:
        return _("In force from %(day)s", day=say_date(from_on))
    if until_on < from_on:
        return _("Entered for %(day)s, and replaced by another version before it held", day=say_date(from_on))
    return _("In force from %(first)s to %(last)s", first=say_date(from_on), last=say_date(until_on))


def _rows(regime: Regime) -> list[tuple[str, str]]:
    longest = regime.authority_hours
    return [
        (_("Threshold for an alert"), regime.threshold or _("Not published")),
        (_("Who may authorise"), _("%(rank)s or above", rank=regime.rank.label)),
        (_("In urgent cases"), _("%(rank)s or above", rank=regime.urgent_rank.label)),
        (_("Urgent authority ratified in writing within"), _hours(regime.ratify_hours)),
        (_("Watchlist built before the start within"), _hours(regime.list_hours)),
        (_("Longest authority"), _hours(longest) if longest else _("Not limited by these rules")),
        (_("Data deleted after the deployment within"), ngettext("%(num)s day", "%(num)s days", regime.delete_days)),
        (
            _("Deployment reviewed within"),
            ngettext("%(num)s working day", "%(num)s working days", regime.review_days),
        ),
    ]


def _hours(count: int) -> str:
    return ngettext("%(num)s hour", "%(num)s hours", count)
