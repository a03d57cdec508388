"""Which rules were in force on a day, and whether a rank is high enough under them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult.sdk.errors import Conflict
from consult.sdk.messages import gettext as _
from consult.sdk.office import Rank
from plugins.authorisation.regime_models import Regime

RANKS = tuple(Rank)


@dataclass(frozen=True)
class InForce:
    """A version of the rules with the last day on which it was in force; none while it still is."""

    regime: Regime
    until_on: date | None


def regime_on(session: Session, day: date) -> Regime:
    """Return the rules that were in force on a day; raises `Conflict` where none are known."""
    started = select(Regime).where(Regime.from_on <= day).order_by(Regime.from_on.desc(), Regime.id.desc())
    found = session.scalars(started.limit(1)).first()
    if found is None:
        raise Conflict(_("No rules of the police are known for this day. An administrator has to enter them first."))
    return found


def all_regimes(session: Session) -> Sequence[InForce]:
    """Return every version of the rules, the newest first; one that another replaced on its first day never held."""
    query = select(Regime).options(selectinload(Regime.uses)).order_by(Regime.from_on.desc(), Regime.id.desc())
    found, ends = [], None
    for regime in session.scalars(query):
        found.append(InForce(regime, ends))
        ends = regime.from_on - timedelta(days=1)
    return found


def is_of_rank(rank: str | None, needed: Rank) -> bool:
    """Whether a rank is the one that is needed, or a higher one."""
    return rank is not None and RANKS.index(Rank(rank)) >= RANKS.index(needed)
