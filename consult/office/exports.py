"""People in office as data, in the columns that an import takes."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.contract.plugin import Audience, Column, Export
from consult.kernel.messages import lazy_gettext as _l
from consult.office.imports import COLUMNS, FIELDS
from consult.office.models import OfficeTerm
from consult.office.queries import all_terms

_KINDS = {"from": "date", "to": "date"}
TERM_COLUMNS = tuple(
    Column(name=column.name, label=column.label, kind=_KINDS.get(column.name, "text"), is_public=True)
    for column in COLUMNS
)


def term_rows(
    session: Session, subject_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield one row for each term, by person; which account belongs to whom is left out."""
    for term in session.scalars(all_terms()):
        yield tuple(_cell(term, name) for name in names)


def _cell(term: OfficeTerm, name: str) -> object:
    if name == "person":
        return term.holder.key
    return (term.rank or "") if name == "rank" else getattr(term, FIELDS.get(name, name))


TERMS = Export(
    name="office.terms",
    title=_l("People in office: members, roles and police ranks, by term"),
    permission="office.export",
    columns=lambda session, subject_id: TERM_COLUMNS,
    rows=term_rows,
    subject="site",
)
