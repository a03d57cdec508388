"""The whole list of terms in memory, to ask many times whether one is there or fits."""

from bisect import bisect_right, insort
from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.kernel.errors import Invalid
from consult.office.facts import TermFacts, clash_of, exclusive_keys, overlap
from consult.office.models import OfficeTerm


class Terms:
    """Every term by whom it is of, and by the seats and roles that one person holds at a time; read once."""

    def __init__(self, session: Session) -> None:
        """Read the list."""
        self._known: dict[tuple[object, ...], OfficeTerm] = {}
        self._held: dict[tuple[object, ...], list[OfficeTerm]] = defaultdict(list)
        in_order = select(OfficeTerm).options(joinedload(OfficeTerm.holder)).order_by(OfficeTerm.from_on, OfficeTerm.id)
        for term in session.scalars(in_order):
            self.put(term.holder.key, term)

    def put(self, key: str, term: OfficeTerm) -> None:
        """Keep a term that was found to fit."""
        self._known.setdefault(_known_by(key, term), term)
        for held_as in exclusive_keys(key, term):
            insort(self._held[held_as], term, key=_first_day)

    def known(self, key: str, facts: TermFacts) -> OfficeTerm | None:
        """Return the term of a person with this role, first day, remit and command."""
        return self._known.get(_known_by(key, facts))

    def require_free(self, key: str, facts: TermFacts) -> None:
        """Raise `Invalid` as `consult.office.facts.require_free` does; terms of one seat or role never overlap."""
        for held_as in exclusive_keys(key, facts):
            terms = self._held[held_as]
            at = bisect_right(terms, facts.from_on, key=_first_day)
            for other in terms[max(at - 1, 0) : at + 1]:
                if overlap(facts, other):
                    raise Invalid(fields=dict([clash_of(other, held_as)]))


def _known_by(key: str, term: TermFacts | OfficeTerm) -> tuple[object, ...]:
    return key, term.role, term.from_on, term.remit, term.command


def _first_day(term: OfficeTerm) -> date:
    return term.from_on
