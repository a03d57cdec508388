"""What a consultation says, as a record: texts that can be taken down or redacted whatever state it is in."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.consultations.changes import LABELS
from consult.consultations.models import Activity, Change, Consultation, Document, Override, Template
from consult.contract.records import Record, RecordField
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l


def of_consultation(model: Any) -> Callable[[Session, int], Select[object]]:
    """Return what selects a consultation's rows of a model that has a column `consultation_id`."""
    return lambda _session, consultation_id: select(model).where(model.consultation_id == consultation_id)


def belongs_to(_session: Session, row: Any) -> int | None:
    """Return the consultation to which a row with a column `consultation_id` belongs."""
    found: int | None = row.consultation_id
    return found


def _public_page(row: Any) -> tuple[str, Mapping[str, object]]:
    return "consultations.show", {"slug": row.consultation.slug}


def _changed_texts(side: str) -> Callable[[Change], Iterator[tuple[tuple[str | int, ...], str]]]:
    when = "before" if side == "before" else "after"

    def parts(change: Change) -> Iterator[tuple[tuple[str | int, ...], str]]:
        for name, value in getattr(change, side).items():
            if isinstance(value, str):
                yield (name,), _("%(get)s, %(when)s the change", get=LABELS.get(name, name), when=when)

    return parts


_SAID = frozenset({"label", "hint", "title", "introduction", "text"})


def _outline_texts(template: Template) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for name in template.outline["texts"]:
        yield ("texts", name), LABELS.get(name, name)
    yield from _words_in(template.outline["activities"], ("activities",), is_said=False)


def _words_in(
    part: object, path: tuple[str | int, ...], *, is_said: bool
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each text that people would read, however deep it stands in what an activity asks."""
    if isinstance(part, str) and is_said:
        yield path, _("What is asked")
    elif isinstance(part, Mapping):
        for name, inner in part.items():
            yield from _words_in(inner, (*path, name), is_said=is_said or name in _SAID)
    elif isinstance(part, list):
        for place, inner in enumerate(part):
            yield from _words_in(inner, (*path, place), is_said=is_said)


TEMPLATE = Record(
    model=Template,
    title=_l("Template"),
    fields=(
        RecordField(column="name", label=_l("Name"), kind="line"),
        RecordField(column="description", label=_l("When to use it"), may_be_empty=True),
        RecordField(column="outline", label=_l("What it says and asks"), parts=_outline_texts),
    ),
    name=lambda template: f"“{template.name}”",
    page=lambda _template: ("consultations_staff.list_templates", {}),
    rows=lambda _session, consultation_id: select(Template).where(Template.origin_id == consultation_id),
    consultation_id=lambda _session, template: template.origin_id,
)
CONSULTATION = Record(
    model=Consultation,
    title=_l("Consultation"),
    fields=(
        RecordField(column="title", label=_l("Title"), kind="line"),
        RecordField(column="summary", label=_l("Summary")),
        RecordField(column="background", label=_l("Background")),
        RecordField(column="options_open", label=_l("What is still open")),
        RecordField(column="ward", label=_l("Ward"), kind="line", may_be_empty=True),
        RecordField(column="decided_by", label=_l("Who decides"), kind="line"),
        RecordField(column="notice", label=_l("Notice")),
        RecordField(column="attribution", label=_l("Attribution")),
    ),
    name=lambda consultation: f"“{consultation.title}”",
    page=lambda consultation: ("consultations_staff.show", {"slug": consultation.slug}),
    rows=lambda _session, consultation_id: select(Consultation).where(Consultation.id == consultation_id),
    consultation_id=lambda _session, consultation: consultation.id,
)
CHANGE = Record(
    model=Change,
    title=_l("Change"),
    fields=(
        RecordField(column="reason", label=_l("Why it was changed"), may_be_corrected=True, quotes=True),
        RecordField(column="before", label=_l("Before the change"), parts=_changed_texts("before")),
        RecordField(column="after", label=_l("After the change"), parts=_changed_texts("after")),
    ),
    name=lambda change: str(change.number),
    page=lambda change: ("consultations.change", {"slug": change.consultation.slug, "number": change.number}),
    rows=of_consultation(Change),
    consultation_id=belongs_to,
    parent=Change.consultation_id,
)
ACTIVITY = Record(
    model=Activity,
    title=_l("Way of taking part"),
    fields=(RecordField(column="title", label=_l("Title"), kind="line"),),
    name=lambda activity: f"“{activity.title}” of “{activity.consultation.title}”",
    parent=Activity.consultation_id,
    page=_public_page,
    rows=of_consultation(Activity),
    consultation_id=belongs_to,
)
DOCUMENT = Record(
    model=Document,
    title=_l("Document"),
    fields=(RecordField(column="title", label=_l("Title"), kind="line", may_be_corrected=True),),
    name=lambda document: f"“{document.title}”",
    page=_public_page,
    rows=of_consultation(Document),
    consultation_id=belongs_to,
    parent=Document.consultation_id,
)
OVERRIDE = Record(
    model=Override,
    title=_l("Warning set aside"),
    fields=(RecordField(column="reason", label=_l("Why it was set aside"), may_be_corrected=True, quotes=True),),
    name=lambda override: str(override.id),
    page=lambda override: ("records_staff.show", {"table": "consultation", "key": str(override.consultation_id)}),
    rows=of_consultation(Override),
    consultation_id=belongs_to,
    parent=Override.consultation_id,
)
RECORDS = (CONSULTATION, TEMPLATE, CHANGE, ACTIVITY, DOCUMENT, OVERRIDE)
