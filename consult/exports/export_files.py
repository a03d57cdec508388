"""An export in a format: its name, its media type, and its bytes as they are made."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.contract.deployment import deployment_of
from consult.contract.plugin import Audience, Column, Export, Overview
from consult.contract.references import Reference
from consult.exports.formats import Format
from consult.exports.records import COLUMNS, officer_records
from consult.exports.responses import ENVELOPE, RESPONSES
from consult.exports.running import StillOpen, is_running
from consult.exports.summary import Summary, summarise
from consult.exports.writing import Described, written
from consult.kernel.authz import Actor, Role
from consult.kernel.clock import today_in_london
from consult.kernel.errors import Invalid, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import slug_from
from consult.submissions.questionnaires import activity_type

Progress = Callable[[int], None]
ATTRIBUTION = Column(name="attribution", label="Who is to be named for this data", is_public=True)
RESPONSE_KIND = "response"
LONGEST_NAME = 24
READER = Actor(name="The reader of a file", roles=frozenset({Role.OFFICER}))
"""For whom the summary is written: files are made where nobody is signed in, and officers alone may take them."""
OF_RESPONSES = frozenset({Format.PARQUET, Format.SAV, Format.DTA, Format.R, Format.DDI})
"""Kinds of file that are made of responses alone: their codes have permanent numbers."""
OF_CONSULTATIONS = frozenset({"activity", "consultation"})


@dataclass(frozen=True)
class Wanted:
    """What somebody wants exported; `activity_name` tells files of several activities apart."""

    export: Export
    subject_id: int
    consultation: Consultation | None
    file_format: Format
    audience: Audience = Audience.OFFICER
    activity_name: str = ""
    reference: Reference | None = None

    @property
    def file_name(self) -> str:
        """A name for the file that says what it is."""
        return self.name_as(self.file_format)

    def name_as(self, file_format: Format) -> str:
        """Return how the file is called in this format."""
        part = slug_from(self.export.name.replace(".", " "))
        about = self.consultation.slug if self.consultation else _name_of(self.reference)
        of_activity = f"-{self.activity_name}" if self.activity_name else ""
        return f"{about}-{part}{of_activity}-{self.audience}.{file_format.ending}"


def _require_public(session: Session, wanted: Wanted) -> None:
    if wanted.consultation and is_running(session, wanted.consultation):
        raise StillOpen
    if wanted.file_format is Format.XLSX:
        raise Invalid(_("Public files are CSV or JSON only, because a workbook can hide data. Select CSV or JSON."))
    if wanted.export is RESPONSES:
        raise Invalid(
            _(
                "There is no public file of single responses: whoever knows a few answers of a person would find her "
                "row. Publish the results: their tables are a file for everybody."
            )
        )


def columns_for(session: Session, wanted: Wanted) -> list[Column]:
    """Return the columns that this audience may have.

    Raises `StillOpen` for public columns while people can still take part, and `Invalid` where there are none and for a
    public workbook: the public gets CSV and JSON, in which nothing can hide. There is no public file of responses.
    """
    if wanted.audience is Audience.PUBLIC:
        _require_public(session, wanted)
    if wanted.file_format in OF_RESPONSES and wanted.export is not RESPONSES:
        raise Invalid(_("Files for statistics are made of responses only. Select CSV, JSON or XLSX."))
    found = wanted.export.columns(session, wanted.subject_id)
    columns = [column for column in found if wanted.audience is Audience.OFFICER or column.is_public]
    if not columns:
        raise Invalid(
            _("Nothing of “%(title)s” is public. Select all columns, or another export.", title=wanted.export.title)
        )
    return columns


def chunks_of(session: Session, wanted: Wanted, *, progress: Progress | None = None) -> Iterator[bytes]:
    """Yield the file in pieces; memory does not grow with the rows."""
    columns = columns_for(session, wanted)
    names = [column.name for column in columns]
    rows: Iterable[Sequence[Any]] = wanted.export.rows(session, wanted.subject_id, names, wanted.audience)
    attribution = wanted.consultation.attribution if wanted.consultation else ""
    if attribution and wanted.export is not SUMMARY:
        columns = [*columns, ATTRIBUTION]
        rows = _attributed(rows, attribution)
    return written(columns, rows, wanted.file_format, _described(wanted, columns), progress=progress)


def _described(wanted: Wanted, columns: Sequence[Column]) -> Described:
    about = wanted.consultation
    return Described(
        title=about.title if about else "",
        summary=about.summary if about else "",
        file_name=wanted.file_name,
        csv_name=wanted.name_as(Format.CSV),
        made_on=today_in_london(),
        asked=frozenset(column.name for column in columns) - {column.name for column in (*ENVELOPE, ATTRIBUTION)},
    )


def _attributed(rows: Iterable[Sequence[object]], attribution: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows with the attribution that a licence asks for; the summary says it in a line of its own."""
    return ((*row, attribution) for row in rows)


def summaries_of(session: Session, consultation: Consultation) -> list[Summary]:
    """Return the summary of every activity of a consultation that asks questions."""
    return [summarise(session, asking_activity) for asking_activity in asking_activities(session, consultation)]


def overviews_of(session: Session, actor: Actor, consultation: Consultation) -> list[tuple[Activity, Overview]]:
    """Return what plugins say of their activities that ask no questions."""
    activities = session.scalars(
        select(Activity).where(Activity.consultation_id == consultation.id).order_by(Activity.position)
    )
    kinds = deployment_of(session).registry.activities
    return [
        (activity, overview(session, actor, activity.id))
        for activity in activities
        if activity.kind in kinds and (overview := kinds[activity.kind].overview) is not None
    ]


def asking_activities(session: Session, consultation: Consultation) -> list[Activity]:
    """Return the activities of a consultation that ask questions, in order."""
    activities = session.scalars(
        select(Activity).where(Activity.consultation_id == consultation.id).order_by(Activity.position)
    )
    return [activity for activity in activities if _asks(session, activity)]


def _asks(session: Session, activity: Activity) -> bool:
    offered = activity_type(session, activity.kind)
    return offered is not None and offered.questionnaire is not None


def _summary_rows(
    session: Session, consultation_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    consultation = session.get_one(Consultation, consultation_id)
    places = [place for place, column in enumerate(COLUMNS) if column.name in names]
    records: Iterable[Any] = officer_records(
        session,
        consultation,
        summaries_of(session, consultation),
        overviews_of(session, READER, consultation),
    )
    for record in records:
        cells = record.cells()
        yield tuple(cells[place] for place in places)


SUMMARY = Export(
    name="summary",
    title=_l("Summary: what was asked, who took part, what they said, what was left out"),
    permission="exports.summary",
    columns=lambda session, consultation_id: COLUMNS,
    rows=_summary_rows,
    subject="consultation",
)


def find_wanted(
    session: Session,
    exports: dict[str, Export],
    consultation: Consultation | None,
    *,
    what: str,
    file_format: str,
    audience: str = "officer",
    activity_id: int | None = None,
    reference: Reference | None = None,
) -> Wanted:
    """Return what is wanted, from words; raises `NotFound` for an unknown export, `Invalid` for another fault."""
    export = exports.get(what)
    if export is None:
        raise NotFound(_("There is no export called “%(what)s”.", what=what))
    try:
        form, readers = Format(file_format), Audience(audience)
    except ValueError as error:
        raise Invalid(_("Select one of the kinds of file.")) from error
    if what == SUMMARY.name and readers is Audience.PUBLIC:
        raise Invalid(_("The public summary is what you publish as results. Publish the results instead."))
    if export.subject == "site":
        return Wanted(export, 0, None, form, readers)
    if export.subject not in OF_CONSULTATIONS:
        if reference is None or reference.kind != export.subject:
            kind = _kind_of(session, export)
            raise NotFound(_("“%(what)s” is exported for one %(kind)s at a time. Say which.", what=what, kind=kind))
        return Wanted(export, reference.id, None, form, readers, reference=reference)
    return _of_consultation(session, export, consultation, activity_id, form, readers)


def _of_consultation(
    session: Session,
    export: Export,
    consultation: Consultation | None,
    activity_id: int | None,
    form: Format,
    readers: Audience,
) -> Wanted:
    if consultation is None:
        raise NotFound(_("“%(what)s” is exported for one consultation at a time. Say which.", what=export.name))
    if export.subject != "activity":
        return Wanted(export, consultation.id, consultation, form, readers)
    found = session.scalars(
        select(Activity).where(Activity.consultation_id == consultation.id).order_by(Activity.position)
    ).all()
    offered = [activity for activity in found if _fits(session, export, activity)]
    chosen = _chosen(offered, activity_id)
    return Wanted(export, chosen.id, consultation, form, readers, _name_among(offered, chosen))


def _kind_of(session: Session, export: Export) -> str:
    kind = deployment_of(session).registry.references.get(export.subject)
    return str(kind.title).lower() if kind else export.subject


def _name_of(reference: Reference | None) -> str:
    return f"{slug_from(reference.kind.replace('_', ' '))}-{reference.id}" if reference else "all"


def _name_among(offered: Sequence[Activity], chosen: Activity) -> str:
    """Return a short name for an activity that no other has; nothing where it is the only one."""
    if len(offered) == 1:
        return ""
    names = {activity.id: slug_from(activity.title, longest=LONGEST_NAME) for activity in offered}
    name = names[chosen.id]
    return name if [*names.values()].count(name) == 1 else f"{name}-{chosen.id}"


def _chosen(offered: Sequence[Activity], activity_id: int | None) -> Activity:
    fitting = [activity for activity in offered if activity_id in (None, activity.id)]
    if not fitting:
        raise NotFound(_("This consultation has nothing of that kind to export."))
    if len(fitting) > 1:
        # As for imports: the core's own written response is meant unless another one is named.
        written = [activity for activity in fitting if activity.kind == RESPONSE_KIND]
        if len(written) != 1:
            numbers = ", ".join(f"{activity.id} ({activity.title})" for activity in fitting)
            raise Invalid(
                _(
                    "This consultation has several activities of that kind. Say which: --activity %(numbers)s.",
                    numbers=numbers,
                )
            )
        return written[0]
    return fitting[0]


def _fits(session: Session, export: Export, activity: Activity) -> bool:
    plugin = export.name.split(".", 1)[0] if "." in export.name else None
    return activity.kind == plugin if plugin else _asks(session, activity)


def offered_exports(session: Session, consultation: Consultation) -> list[tuple[Export, Activity | None]]:
    """Return what can be exported of a consultation: each export, with the activity it is about, if it is about one."""
    found: list[tuple[Export, Activity | None]] = []
    activities = session.scalars(
        select(Activity).where(Activity.consultation_id == consultation.id).order_by(Activity.position)
    ).all()
    for export in deployment_of(session).registry.exports.values():
        if export.subject == "activity":
            found.extend((export, activity) for activity in activities if _fits(session, export, activity))
        elif export.subject == "consultation" and _concerns(export, activities):
            found.append((export, None))
    return found


def exports_of(session: Session, reference: Reference) -> list[Export]:
    """Return what can be exported of one row of a kind that can be referred to."""
    exports = deployment_of(session).registry.exports.values()
    return [export for export in exports if export.subject == reference.kind and export.subject not in OF_CONSULTATIONS]


def site_exports(session: Session) -> list[Export]:
    """Return what can be exported of the whole site rather than of one consultation."""
    return [export for export in deployment_of(session).registry.exports.values() if export.subject == "site"]


def _concerns(export: Export, activities: Sequence[Activity]) -> bool:
    return "." not in export.name or any(export.name.startswith(f"{activity.kind}.") for activity in activities)
