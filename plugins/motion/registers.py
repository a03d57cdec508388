"""The resolutions of the council as a public register."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import OPEN_GOVERNMENT, Column, Register
from consult.sdk.records import shown
from consult.sdk.references import Link
from plugins.motion.actions import Resolution
from plugins.motion.models import Motion
from plugins.motion.published import RESOLUTION, words_of

COLUMNS = (
    Column(name="number", label="Resolution", is_public=True),
    Column(name="adopted_on", label="Adopted on", kind="date", is_public=True),
    Column(name="motion", label="Motion", is_public=True),
    Column(name="title", label="Title of the motion", is_public=True),
    Column(name="text", label="What the council resolved", is_public=True),
    Column(
        name="words",
        label="Words",
        kind="code",
        is_public=True,
        values={"exact": "As the council adopted them", "summary": "A summary: the exact words are not recorded"},
    ),
    Column(name="actions", label="Actions", kind="number", is_public=True),
    Column(name="open_actions", label="Actions not settled yet", kind="number", is_public=True),
)


def _rows(_session: Session) -> Select[Resolution]:
    motion = joinedload(Resolution.motion).selectinload(Motion.texts)
    whole = (motion, joinedload(Resolution.text), selectinload(Resolution.actions))
    return select(Resolution).join(Resolution.motion).where(Motion.public_at.is_not(None)).options(*whole)


def _cells(session: Session, resolutions: Sequence[Resolution]) -> Iterator[Mapping[str, object]]:
    for read in shown(session, RESOLUTION, resolutions).values():
        resolution: Resolution = read.row
        yield {
            "number": resolution.number,
            "adopted_on": resolution.adopted_on,
            "motion": resolution.motion.number,
            "title": resolution.motion.public_title,
            "text": words_of(read),
            "words": "summary" if resolution.is_summary else "exact",
            "actions": len(resolution.actions),
            "open_actions": sum(not action.is_settled for action in resolution.actions),
        }


def _link(resolution: Resolution) -> Link:
    title = _("Resolution %(number)s", number=resolution.number)
    return Link(title=title, endpoint="motion_resolutions.page", parts={"number": resolution.number})


RESOLUTIONS = Register(
    name="motion.resolutions",
    title=_l("Resolutions of the council"),
    summary=_l("What the council resolved when it carried a motion, and how much of it is done."),
    licence=OPEN_GOVERNMENT,
    columns=COLUMNS,
    key=Resolution.number,
    rows=_rows,
    cells=_cells,
    link=_link,
    changed=lambda resolution: resolution.made_at,
    filters={
        "number": Resolution.number,
        "adopted_on": Resolution.adopted_on,
        "words": case((Resolution.text_id.is_(None), "summary"), else_="exact"),
    },
)
