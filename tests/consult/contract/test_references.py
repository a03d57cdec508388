"""A kind of row is known by its table, and two references to one row are one."""

from sqlalchemy import select

from consult.consultations.models import Consultation
from consult.contract.references import Link, Reference, ReferenceKind


def test_a_kind_is_known_by_its_table() -> None:
    kind = ReferenceKind(
        model=Consultation,
        title="Consultation",
        visible_to=lambda session, actor: select(Consultation),
        link=lambda session, actor, row: Link(title=row.title, endpoint="consultations.show", parts={"slug": row.slug}),
    )
    assert kind.kind == "consultation"


def test_references_are_compared_by_kind_and_number() -> None:
    assert len({Reference("motion", 1), Reference("motion", 1), Reference("motion", 2), Reference("issue", 1)}) == 3
    assert sorted([Reference("motion", 2), Reference("issue", 3), Reference("motion", 1)])[0].kind == "issue"
