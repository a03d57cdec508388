"""Contacts and the baseline from files."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now
from consult.sdk.events import record
from consult.sdk.files import FileColumn, FileImport, FileLayout, FileLine, LineOutcome, Outcome
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import folded, read_number
from plugins.impact.engagement.contacts import hold_list, write_facts
from plugins.impact.engagement.events import BaselineImported, ContactsImported
from plugins.impact.engagement.models import Baseline, Contact
from plugins.impact.engagement.terms import BODIES, PROTECTED

WARD = "ward"


def take_contacts(session: Session, actor: Actor, lines: Sequence[FileLine]) -> list[LineOutcome]:
    """Enter each body of a file, or change what is known of it; a body is known by its name."""
    hold_list(session, Contact)
    there = {folded(contact.name): contact for contact in session.scalars(select(Contact))}
    at, told = database_now(session), []
    for line in lines:
        values = line.values
        if not values["name"] or not values["kind"]:
            told.append(line.told(Outcome.REFUSED, _("Enter the name and the kind of the body.")))
            continue
        name = folded(values["name"])
        contact = there.get(name)
        if contact is None:
            made = Contact(added_at=at, added_by_id=actor.person_id)
            write_facts(made, values, at)
            session.add(made)
            there[name] = made
            told.append(line.told(Outcome.NEW))
        else:
            told.append(line.told(Outcome.CHANGED if write_facts(contact, values, at) else Outcome.SAME))
    session.flush()
    record(session, ContactsImported(lines=len(lines)), by=actor)
    return told


def take_baseline(session: Session, actor: Actor, lines: Sequence[FileLine]) -> list[LineOutcome]:
    """Take figures of who lives in an area, or the names of its wards."""
    hold_list(session, Baseline)
    there = {(row.area, row.variable, row.category): row for row in session.scalars(select(Baseline))}
    told = []
    for line in lines:
        facts = _baseline_facts(line.values)
        if not facts["category"]:
            told.append(line.told(Outcome.REFUSED, _("Enter a category, or a ward.")))
            continue
        key = (str(facts["area"]), str(facts["variable"]), str(facts["category"]))
        row = there.get(key)
        if row is None:
            there[key] = made = Baseline(**facts)
            session.add(made)
            told.append(line.told(Outcome.NEW))
            continue
        is_same = (row.count, row.source) == (facts["count"], facts["source"])
        row.count, row.source = facts["count"], str(facts["source"])  # type: ignore[assignment]
        told.append(line.told(Outcome.SAME if is_same else Outcome.CHANGED))
    session.flush()
    record(session, BaselineImported(lines=len(lines)), by=actor)
    return told


def _baseline_facts(values: Mapping[str, object]) -> dict[str, object]:
    if values.get("ward"):
        return {"area": "", "variable": WARD, "category": values["ward"], "count": None, "source": ""}
    return {
        "area": values.get("area", ""),
        "variable": values.get("variable", ""),
        "category": values.get("category", ""),
        "count": values.get("count"),
        "source": values.get("source", ""),
    }


def _count(typed: str) -> int | None:
    number = read_number(typed, is_whole=True, said=_("The number"))
    if number is not None and number < 0:
        raise ValueError(_("The number must be 0 or more"))
    return None if number is None else int(number)


def _code(words: Mapping[str, str]) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if not typed.strip():
            return ""
        known = {folded(name): code for code, label in words.items() for name in (code, str(label))}
        if folded(typed) not in known:
            raise ValueError(
                _("“%(typed)s” is none of: %(known)s", typed=typed, known=", ".join(map(str, words.values())))
            )
        return known[folded(typed)]

    return read


def _codes(words: Mapping[str, str]) -> Callable[[str], list[str]]:
    read = _code(words)
    return lambda typed: [read(part) for part in _parts(typed)]


def _parts(typed: str) -> list[str]:
    return [part.strip() for part in typed.split(";") if part.strip()]


CONTACTS = FileImport(
    name="impact.contacts",
    title=_l("Bodies that can be invited"),
    summary=_l("One line for each body. Put a semicolon between several wards, characteristics or communities."),
    columns=(
        FileColumn(name="name", label=_l("Name"), is_needed=True),
        FileColumn(name="kind", label=_l("Kind"), is_needed=True, parse=_code(BODIES)),
        FileColumn(name="wards", label=_l("Wards"), other_names=("ward",), parse=_parts),
        FileColumn(name="characteristics", label=_l("Protected characteristics"), parse=_codes(PROTECTED)),
        FileColumn(name="communities", label=_l("Communities"), parse=_parts),
        FileColumn(name="contact_name", label=_l("Who is written to"), other_names=("contact",)),
        FileColumn(name="email", label=_l("Email address"), other_names=("mail", "e-mail")),
    ),
    take=take_contacts,
    max_lines=5_000,
    max_bytes=2_000_000,
)
BASELINE = FileImport(
    name="impact.baseline",
    title=_l("Who lives here, and the wards"),
    summary=_l("Figures of the census with a category on each line, or a list of wards."),
    columns=(
        FileColumn(name="area", label=_l("Area")),
        FileColumn(name="variable", label=_l("Variable")),
        FileColumn(name="category", label=_l("Category")),
        FileColumn(name="count", label=_l("People"), parse=_count),
        FileColumn(name="source", label=_l("Source")),
        FileColumn(name="ward", label=_l("Ward")),
    ),
    layouts=(
        FileLayout(name="figures", needs=frozenset({"variable", "category", "count"})),
        FileLayout(name="wards", needs=frozenset({"ward"})),
    ),
    take=take_baseline,
    max_lines=5_000,
    max_bytes=2_000_000,
)
FILE_IMPORTS = (CONTACTS, BASELINE)
