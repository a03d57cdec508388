"""Impact evidence as it leaves: everything for officers, what was published for the public."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import ORGANISATION_KINDS
from consult.sdk.publishing import Audience, Column, Export
from consult.sdk.records import shown
from plugins.impact import presentation, terms
from plugins.impact.models import Evidence
from plugins.impact.pages import PAGES
from plugins.impact.procedure import Status
from plugins.impact.queries import published
from plugins.impact.records import EVIDENCE

STATUSES: Mapping[str, str] = {status: status.label for status in Status if status is not Status.DRAFT}
CHANNELS: Mapping[str, str] = {"web": "Online", **terms.CHANNELS}
COLUMNS = (
    Column(name="reference", label="Reference", is_public=True),
    Column(name="group", label="Group, as published", is_public=True),
    Column(name="group_name", label="Group"),
    Column(name="group_kind", label="Type of group", values=ORGANISATION_KINDS),
    Column(name="represented", label="People represented", kind="number"),
    Column(name="basis", label="Basis for speaking"),
    Column(name="contact_role", label="Contact role"),
    Column(name="place", label="Place"),
    Column(name="happened_on", label="Date or beginning", kind="date"),
    Column(name="until_on", label="End", kind="date"),
    Column(name="evidence_type", label="Kind of evidence", kind="code", is_public=True, values=terms.EVIDENCE_TYPES),
    Column(name="first_hand", label="How the group knows", kind="code", is_public=True, values=terms.FIRST_HAND),
    Column(name="statement", label="Statement", is_public=True),
    Column(name="affected", label="Communities affected", is_public=True),
    Column(name="characteristics", label="Protected characteristics", is_public=True),
    Column(name="areas", label="Affects", is_public=True),
    Column(name="direction", label="Harm or benefit", kind="code", is_public=True, values=terms.DIRECTIONS),
    Column(name="severity", label="Severity", kind="code", is_public=True, values=terms.SEVERITIES),
    Column(name="frequency", label="Frequency", kind="code", is_public=True, values=terms.FREQUENCIES),
    Column(name="reach", label="Reach", kind="code", is_public=True, values=terms.REACHES),
    Column(name="source", label="Source", is_public=True),
    Column(name="gathered", label="How it was gathered", is_public=True),
    Column(name="mitigation", label="What would help", is_public=True),
    Column(name="personal_data", label="Somebody could be recognised", kind="code", values=terms.PERSONAL_DATA),
    Column(name="personal_note", label="Who could be recognised"),
    Column(name="conflict", label="Interest in the outcome", kind="code", values=terms.CONFLICTS),
    Column(name="interest", label="Which interest"),
    Column(name="publication", label="Publication", kind="code", values=terms.PUBLICATIONS),
    Column(name="is_cleared", label="Cleared for publication", kind="code", values={"yes": "Yes", "no": "No"}),
    Column(name="submitted_at", label="Sent", kind="moment"),
    Column(name="envelope", label="Whether it counts"),
    Column(name="status", label="Status", kind="code", is_public=True, values=STATUSES),
    Column(name="channel", label="How it came", kind="code", is_public=True, values=CHANNELS),
    Column(name="received_on", label="Given on", kind="date"),
    Column(name="late_reason", label="Why it was taken late", is_public=True),
    Column(name="adds_to", label="Adds to", is_public=True),
    Column(name="scope_code", label="Why out of scope", kind="code", values=terms.SCOPE_REASONS),
    Column(name="scope_reason", label="Reason for out of scope"),
    Column(name="appeal", label="The group’s appeal"),
    Column(name="weight", label="Weight", kind="code", values=terms.WEIGHTS),
    Column(name="weight_reason", label="Reason for the weight"),
    Column(name="answer", label="What the council did", is_public=True),
)
QUESTION_COLUMNS = (
    Column(name="reference", label="Reference of the evidence", is_public=True),
    Column(name="question", label="Question", is_public=True),
    Column(name="asked_at", label="Asked", kind="moment", is_public=True),
    Column(name="answer", label="The group’s answer", is_public=True),
    Column(name="answered_at", label="Answered", kind="moment", is_public=True),
    Column(name="is_public", label="The group agreed to publish it", kind="code", values={"yes": "Yes", "no": "No"}),
)
CORRECTED = frozenset({"answer", "weight", "weight_reason"})
_TEXTS = frozenset(key for page in PAGES for key in page.texts)


def evidence_columns(session: Session, activity_id: int) -> Sequence[Column]:
    """Return the columns: permanent names, with the words for each code."""
    return COLUMNS


def evidence_rows(
    session: Session, activity_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield one row for each piece that was sent; for the public, those that are published."""
    if audience is Audience.PUBLIC:
        query = published(activity_id)
    else:
        sent = (Evidence.activity_id == activity_id, Evidence.status != Status.DRAFT)
        whole = (joinedload(Evidence.submission), joinedload(Evidence.organisation))
        query = select(Evidence).where(*sent).options(*whole).order_by(Evidence.id)
    for pieces in session.scalars(query.execution_options(yield_per=200)).partitions():
        yield from cells_of(session, pieces, names)


def cells_of(session: Session, pieces: Sequence[Evidence], names: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Yield what stands in the columns of these names for each of these pieces, as it was last corrected."""
    said = shown(session, EVIDENCE, pieces)
    for evidence in pieces:
        corrected = said[str(evidence.id)]
        yield tuple(corrected.value(name) if name in CORRECTED else _cell(evidence, name) for name in names)


def _cell(evidence: Evidence, name: str) -> object:
    if name in _TEXTS:
        return evidence.text(name)
    made = _MADE.get(name)
    return made(evidence) if made else getattr(evidence, name)


_MADE: dict[str, Callable[[Evidence], object]] = {
    "characteristics": lambda evidence: terms.words_for(terms.CHARACTERISTICS, evidence.characteristics),
    "areas": lambda evidence: terms.words_for(terms.AREAS, evidence.areas),
    "group": presentation.public_name,
    "group_name": lambda evidence: evidence.organisation.name,
    "group_kind": lambda evidence: evidence.organisation.kind,
    "adds_to": lambda evidence: evidence.adds_to.reference if evidence.adds_to else "",
    "is_cleared": lambda evidence: "yes" if evidence.is_cleared else "no",
    "envelope": lambda evidence: evidence.submission.status if evidence.submission else "",
}
"""The cells that are no column of the evidence."""


def question_columns(session: Session, activity_id: int) -> Sequence[Column]:
    """Return the columns of the questions that officers asked groups."""
    return QUESTION_COLUMNS


def question_rows(
    session: Session, activity_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield one row for each question to a group; for the public, those that stand beside published evidence."""
    if audience is Audience.PUBLIC:
        pieces = published(activity_id)
    else:
        pieces = select(Evidence).where(Evidence.activity_id == activity_id).order_by(Evidence.id)
    for evidence in session.scalars(pieces.options(selectinload(Evidence.queries), joinedload(Evidence.submission))):
        asked = presentation.public_questions(evidence) if audience is Audience.PUBLIC else evidence.queries
        for query in asked:
            cells = {
                "reference": evidence.reference,
                "question": query.question,
                "asked_at": query.asked_at,
                "answer": query.answer,
                "answered_at": query.answered_at,
                "is_public": "yes" if query.is_public else "no",
            }
            yield tuple(cells[name] for name in names)


EXPORTS = (
    Export(
        name="impact.evidence",
        title=_l("Impact evidence"),
        permission="impact.export",
        columns=evidence_columns,
        rows=evidence_rows,
    ),
    Export(
        name="impact.questions",
        title=_l("Questions to groups about their evidence, and their answers"),
        permission="impact.export",
        columns=question_columns,
        rows=question_rows,
    ),
)
