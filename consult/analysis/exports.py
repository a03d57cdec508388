"""The points of a consultation as a file: each with its number, its response and its words."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.analysis.queries import divided_responses
from consult.analysis.services import NOT_SUBSTANTIVE
from consult.consultations.models import Consultation
from consult.contract.plugin import Audience, Column, Export
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.tallies import state_of

STATES = {"covered": _l("A point"), "not_substantive": _l("Not substantive"), "open": _l("Open")}
COLUMNS: tuple[Column, ...] = (
    Column(name="number", label="Number of the point", kind="number"),
    Column(name="state", label="What the passage is", kind="code", values=STATES),
    Column(name="code", label="Why it is not substantive", kind="code", values=NOT_SUBSTANTIVE),
    Column(name="question", label="Question or text in which it stands"),
    Column(name="characters", label="How many characters it has", kind="number"),
    Column(name="reference", label="Reference of the response"),
    Column(name="begins", label="At which character it begins, counted from 0", kind="number"),
    Column(name="ends", label="Before which character it ends", kind="number"),
    Column(name="words", label="What it says"),
)
_NAMES = [column.name for column in COLUMNS]


def _rows(
    session: Session, consultation_id: int, names: Sequence[str], _audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield every passage of every response that counts, in order; for officers alone, since rows can be counted."""
    places = [_NAMES.index(name) for name in names]
    consultation = session.get_one(Consultation, consultation_id)
    for submission, texts in divided_responses(session, consultation):
        for text in texts:
            for piece in text.pieces:
                marked = piece.passage
                cells = (
                    marked.number if marked else None,
                    state_of(piece),
                    marked.code if marked else None,
                    text.label,
                    piece.ends - piece.begins,
                    submission.reference,
                    piece.begins,
                    piece.ends,
                    text.words(piece),
                )
                yield tuple(cells[place] for place in places)


POINTS = Export(
    name="points",
    title=_l("Points: every passage of what was written, and what it is"),
    permission="exports.take",
    columns=lambda _session, _consultation_id: COLUMNS,
    rows=_rows,
    subject="consultation",
)
