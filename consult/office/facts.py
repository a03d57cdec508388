"""What a term in office says, and when it fits: whole in itself, and beside every other term."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.kernel.db import lock_table
from consult.kernel.errors import Invalid
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import clean_line, folded
from consult.office.models import HELD_BY_ONE, OfficeRole, OfficeTerm, Rank

LENGTHS = {"name": 200, "ward": 100, "seat": 20, "group_name": 100, "remit": 200, "rank": 30, "command": 200}
LABELS = {
    "name": _l("Name as the council writes it"),
    "role": "Role",
    "ward": "Ward",
    "seat": "Seat",
    "group_name": _l("Political group"),
    "remit": _l("What they are responsible for"),
    "rank": "Rank",
    "command": "Command",
    "from_on": _l("First day"),
    "to_on": _l("Last day"),
}
NEEDED = {
    OfficeRole.MEMBER: {"ward": _l("Enter the ward"), "seat": _l("Enter the seat, for example 1")},
    OfficeRole.CABINET_MEMBER: {"remit": _l("Enter what the cabinet member is responsible for")},
    OfficeRole.POLICE: {"rank": _l("Select the rank")},
}
TAKEN = {
    OfficeRole.MEMBER: frozenset({"ward", "seat", "group_name"}),
    OfficeRole.CABINET_MEMBER: frozenset({"remit"}),
    OfficeRole.POLICE: frozenset({"remit", "rank", "command"}),
}
"""What a role says beside name and days; any other role says nothing more."""
SEAT, OWN_SEAT, OWN_POST = "seat", "own_seat", "own_post"


@dataclass(frozen=True, kw_only=True)
class TermFacts:
    """A term in office as somebody typed it, or as a file has it."""

    name: str
    role: str
    from_on: date
    to_on: date | None = None
    ward: str = ""
    seat: str = ""
    group_name: str = ""
    remit: str = ""
    rank: str | None = None
    command: str = ""

    def cleaned(self) -> "TermFacts":
        """Return the facts without what is not seen in a line."""
        lines = {part.name: getattr(self, part.name) for part in fields(self)}
        texts: dict[str, Any] = {name: clean_line(value) for name, value in lines.items() if isinstance(value, str)}
        return replace(self, **texts)

    def plain(self) -> dict[str, object]:
        """Return the facts by the columns of a term."""
        return {part.name: getattr(self, part.name) for part in fields(self)}


def facts_of(term: OfficeTerm) -> TermFacts:
    """Return what a term says."""
    return TermFacts(**{part.name: getattr(term, part.name) for part in fields(TermFacts)})


def hold_list(session: Session) -> None:
    """Keep everybody else from changing who is in office until the transaction ends, since terms exclude each other."""
    lock_table(session, OfficeTerm)


def _faults_of_texts(facts: TermFacts, role: OfficeRole) -> dict[str, str]:
    faults: dict[str, str] = {}
    for name, longest in LENGTHS.items():
        value = getattr(facts, name) or ""
        if len(value) > longest:
            faults[name] = _("%(labels)s must be %(longest)s characters or fewer", labels=LABELS[name], longest=longest)
        elif value and name != "name" and name not in TAKEN.get(role, frozenset()):
            faults[name] = _(
                "%(labels)s does not belong to the role “%(label)s”. Leave it empty",
                labels=LABELS[name],
                label=role.label,
            )
    return faults


def require_whole(facts: TermFacts) -> None:
    """Raise `Invalid` when facts of a role are missing, too long, of another role, or end before they begin."""
    faults: dict[str, str] = {}
    if facts.role not in set(OfficeRole):
        raise Invalid(fields={"role": _("Select what the person is")})
    role = OfficeRole(facts.role)
    if not facts.name:
        faults["name"] = _("Enter the name as the council writes it")
    faults |= {name: sentence for name, sentence in NEEDED.get(role, {}).items() if not getattr(facts, name)}
    faults |= _faults_of_texts(facts, role)
    if facts.rank and facts.rank not in set(Rank):
        faults["rank"] = _("Select one of the ranks")
    if facts.to_on is not None and facts.to_on < facts.from_on:
        faults["to_on"] = _("The last day must be the first day or later")
    if faults:
        raise Invalid(fields=faults)


def require_free(session: Session, holder_id: int, facts: TermFacts, but: int = 0) -> None:
    """Raise `Invalid` when the term would put two people in one seat or role, or one person in two seats, on a day."""
    own = exclusive_keys(holder_id, facts)
    for other in _beside(session, facts, but):
        for shared in exclusive_keys(other.holder_id, other):
            if shared in own:
                raise Invalid(fields=dict([clash_of(other, shared)]))


def follow_correction(session: Session, term: OfficeTerm, values: Mapping[str, Any]) -> None:
    """Put corrected values into a term, since days are found by them; refuses what does not fit."""
    hold_list(session)
    corrected = replace(facts_of(term), **values)
    require_whole(corrected)
    require_free(session, term.holder_id, corrected, but=term.id)
    for name, value in values.items():
        setattr(term, name, value)
    session.flush()


def period(term: TermFacts | OfficeTerm) -> str:
    """Return the days of a term in words."""
    if term.to_on is None:
        return _("from %(first)s", first=local_date(term.from_on))
    return _("from %(first)s to %(last)s", first=local_date(term.from_on), last=local_date(term.to_on))


def _beside(session: Session, facts: TermFacts, but: int) -> Iterator[OfficeTerm]:
    query = select(OfficeTerm).where(
        OfficeTerm.role == facts.role,
        OfficeTerm.id != but,
        or_(OfficeTerm.to_on.is_(None), OfficeTerm.to_on >= facts.from_on),
    )
    if facts.to_on is not None:
        query = query.where(OfficeTerm.from_on <= facts.to_on)
    yield from session.scalars(query.order_by(OfficeTerm.from_on, OfficeTerm.id))


def overlap(facts: TermFacts, other: OfficeTerm) -> bool:
    """Whether there is a day that counts for both terms."""
    return (other.to_on is None or facts.from_on <= other.to_on) and (
        facts.to_on is None or other.from_on <= facts.to_on
    )


def exclusive_keys(person: object, term: TermFacts | OfficeTerm) -> list[tuple[object, ...]]:
    """Return what only one term may have on a day: the seat and whose it is, the role, or the post of this person."""
    role = OfficeRole(term.role)
    if role is OfficeRole.MEMBER:
        return [(SEAT, folded(term.ward), folded(term.seat)), (OWN_SEAT, person)]
    if role in HELD_BY_ONE:
        return [(role,)]
    return [(OWN_POST, role, person, term.remit, term.command)]


def clash_of(other: OfficeTerm, shared: tuple[object, ...]) -> tuple[str, str]:
    """Return the field at fault, and why: that a term shares this with another one in days that count for both."""
    held = f"{other.name}: {other.post}, {period(other)}"
    kind = shared[0]
    if kind == SEAT:
        return "seat", _(
            "This seat is taken in these days (%(held)s). End that term first, or change the days", held=held
        )
    if kind == OWN_SEAT:
        return "seat", _("This person has another seat in these days (%(held)s). End that term first", held=held)
    if kind == OWN_POST:
        return "from_on", _("This is there already in these days (%(held)s)", held=held)
    return "role", _(
        "Somebody holds this role in these days (%(held)s). End that term first, or change the days", held=held
    )
