"""Published decisions as a public register: each version stays a row of its own."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, case, exists, select
from sqlalchemy.orm import Session, aliased, joinedload

from consult.consultations.models import Consultation, State
from consult.contract.plugin import Column
from consult.contract.references import Link
from consult.contract.registers import OPEN_GOVERNMENT, PEOPLE, Register
from consult.decisions.models import Decision
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

_later = aliased(Decision)
_IS_REPLACED = exists().where(
    _later.consultation_id == Decision.consultation_id,
    _later.published_at.is_not(None),
    _later.number > Decision.number,
)
STANDING = case((_IS_REPLACED, "replaced"), else_="current")
COLUMNS = (
    Column(name="consultation", label="Consultation", is_public=True),
    Column(name="version", label="Version", kind="number", is_public=True),
    Column(
        name="standing",
        label="Whether it holds now",
        kind="code",
        is_public=True,
        values={"current": "It holds now", "replaced": "A later version replaced it"},
    ),
    Column(name="decided_on", label="Decided on", kind="date", is_public=True),
    Column(name="decided_by", label="Who decided", is_public=True),
    Column(name="summary", label="Summary", is_public=True),
    Column(name="decided", label="What was decided", is_public=True),
    Column(name="responses", label="Responses that were counted", kind=PEOPLE, is_public=True),
    Column(name="correction_reason", label="Why it was corrected", is_public=True),
    Column(name="published_at", label="Published", kind="moment", is_public=True),
    Column(name="attribution", label="Who else is to be named", is_public=True),
)


def _rows(_session: Session) -> Select[Decision]:
    published = (Decision.published_at.is_not(None), Consultation.state != State.DRAFT)
    return select(Decision).join(Decision.consultation).where(*published).options(joinedload(Decision.consultation))


def _cells(session: Session, decisions: Sequence[Decision]) -> Iterator[Mapping[str, object]]:
    numbers = [decision.id for decision in decisions]
    standing: dict[int, str] = dict(
        session.execute(select(Decision.id, STANDING).where(Decision.id.in_(numbers))).all()
    )
    for decision in decisions:
        yield {
            "consultation": decision.consultation.title,
            "version": decision.number,
            "standing": standing[decision.id],
            "decided_on": decision.decided_on,
            "decided_by": decision.decided_by,
            "summary": decision.summary,
            "decided": decision.decided,
            "responses": (decision.issues or {}).get("received"),
            "correction_reason": decision.correction_reason,
            "published_at": decision.published_at,
            "attribution": decision.consultation.attribution,
        }


def _link(decision: Decision) -> Link:
    return Link(
        title=_(
            "The decision on “%(title)s”, version %(number)s", title=decision.consultation.title, number=decision.number
        ),
        endpoint="decisions.version",
        parts={"slug": decision.consultation.slug, "number": decision.number},
    )


def _changed(decision: Decision) -> datetime:
    assert decision.published_at is not None  # noqa: S101 (only published ones are rows)
    return decision.published_at


DECISIONS = Register(
    name="decisions",
    title=_l("Decisions of the council"),
    summary=_l("Every decision that ended a consultation, in each version in which it was published."),
    licence=OPEN_GOVERNMENT,
    columns=COLUMNS,
    key=Decision.id,
    rows=_rows,
    cells=_cells,
    link=_link,
    changed=_changed,
    filters={
        "consultation": Consultation.title,
        "standing": STANDING,
        "decided_on": Decision.decided_on,
        "summary": Decision.summary,
    },
)
