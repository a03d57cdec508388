"""What a version of an assessment says: to those who write it in full, to the public without what is withheld."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from consult.sdk.access import Actor
from consult.sdk.messages import gettext as _
from consult.sdk.messages import ngettext
from consult.sdk.references import Link, Reference, links
from plugins.impact.assessments import rating
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.exemptions import ShownField, shown_field, today_in_london
from plugins.impact.assessments.models import (
    Assessment,
    AssessmentVersion,
    Entry,
    EntryRevision,
    Withholding,
)
from plugins.impact.assessments.parts import Part


@dataclass(frozen=True)
class ShownRow:
    """A section, or a row of a list, as somebody reads it."""

    entry: Entry
    revision: EntryRevision
    name: str
    fields: tuple[ShownField, ...]
    cites: tuple[Link, ...]
    unseen: int
    """How many more rows it cites that the reader may not know of, or not any longer."""
    rating: str
    notice: str

    @property
    def rating_words(self) -> str:
        """The rating of an impact, in words; nothing for what is not rated."""
        return str(rating.RATINGS[self.rating]) if self.rating else ""

    @property
    def unseen_words(self) -> str:
        """That it rests on more than the reader is shown; nothing when it does not."""
        more = ngettext(
            "%(num)s thing that is not public, or not any longer",
            "%(num)s things that are not public, or not any longer",
            self.unseen,
        )
        return more if self.unseen else ""


@dataclass(frozen=True)
class ShownPart:
    """A part of an assessment as somebody reads it, with its rows by number."""

    part: Part
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class Document:
    """A version of an assessment as somebody reads it."""

    assessment: Assessment
    version: AssessmentVersion
    parts: tuple[ShownPart, ...]
    kept_back: str = ""
    """Why nothing but its beginning is published; empty when all is."""

    def part(self, key: str) -> ShownPart:
        """Return one of its parts."""
        return next(shown for shown in self.parts if shown.part.key == key)


def revisions_at(session: Session, assessment: Assessment, version: int) -> dict[str, list[EntryRevision]]:
    """Return what each entry says in a version, by part and in the order of their numbers, without removed rows."""
    query = (
        select(EntryRevision)
        .join(EntryRevision.entry)
        .where(Entry.assessment_id == assessment.id, EntryRevision.version <= version)
        .options(contains_eager(EntryRevision.entry))
        .order_by(Entry.part, Entry.number, EntryRevision.number)
    )
    last = {revision.entry_id: revision for revision in session.scalars(query)}
    found: dict[str, list[EntryRevision]] = {}
    for revision in last.values():
        if not revision.is_removed:
            found.setdefault(revision.entry.part, []).append(revision)
    return found


def whole_document(session: Session, actor: Actor, version: AssessmentVersion) -> Document:
    """Return all that a version says, for those who write it."""
    return _document(session, actor, version, {})


def public_document(session: Session, actor: Actor, version: AssessmentVersion) -> Document:
    """Return what everybody may read of a version, with a mark where something is withheld."""
    document = _document(session, actor, version, active_withholdings(session, version.assessment))
    identity = next(iter(document.part("identity").rows), None)
    if identity is None or identity.revision.content.get("publish") != "no":
        return document
    reason = next((shown.text for shown in identity.fields if shown.key == "publish_reason"), "")
    only = tuple(shown for shown in identity.fields if shown.key in {"title", "unit"})
    first = ShownPart(document.part("identity").part, (replace(identity, fields=only),))
    return Document(document.assessment, version, (first,), reason or _("No reason was given."))


def active_withholdings(session: Session, assessment: Assessment) -> dict[int, list[Withholding]]:
    """Return what is withheld today, by entry."""
    query = (
        select(Withholding)
        .join(Withholding.entry)
        .where(Entry.assessment_id == assessment.id, Withholding.lifted_at.is_(None))
        .order_by(Withholding.id)
    )
    today = today_in_london(session)
    found: dict[int, list[Withholding]] = {}
    for withholding in session.scalars(query):
        if withholding.is_active(today):
            found.setdefault(withholding.entry_id, []).append(withholding)
    return found


def references_in(revisions: Iterable[EntryRevision]) -> dict[str, Reference]:
    """Return what entries cite, each by how it is written in them."""
    written = {text for revision in revisions for text in revision.cites}
    return {text: Reference(text.rpartition(":")[0], int(text.rpartition(":")[2])) for text in written}


def _document(
    session: Session, actor: Actor, version: AssessmentVersion, withheld: Mapping[int, Sequence[Withholding]]
) -> Document:
    said = revisions_at(session, version.assessment, version.number)
    written = references_in(revision for rows in said.values() for revision in rows)
    named = links(session, actor, written.values())
    cited = {text: named[reference] for text, reference in written.items() if reference in named}
    starts_on = _first_day(said)
    parts = tuple(
        ShownPart(
            part,
            tuple(
                _row(part, revision, withheld.get(revision.entry_id, ()), cited, starts_on)
                for revision in said.get(part.key, ())
            ),
        )
        for part in form_of(version.assessment).parts
    )
    return Document(version.assessment, version, parts)


def _row(
    part: Part,
    revision: EntryRevision,
    withheld: Sequence[Withholding],
    cited: Mapping[str, Link],
    starts_on: date | None,
) -> ShownRow:
    fields = tuple(
        shown_field(asked.key, str(asked.label), asked.said(revision.content), withheld) for asked in part.fields
    )
    name = next((shown.text for shown in fields if shown.key == part.named_by), str(part.title))
    return ShownRow(
        entry=revision.entry,
        revision=revision,
        name=name,
        fields=tuple(shown for shown in fields if shown.pieces),
        cites=tuple(cited[text] for text in revision.cites if text in cited),
        unseen=len(set(revision.cites) - set(cited)),
        rating=rating.rating_in(revision.content),
        notice=_notice(revision, starts_on) if part.key == "places" else "",
    )


def _first_day(said: Mapping[str, Sequence[EntryRevision]]) -> date | None:
    planned = next(iter(said.get("nature", ())), None)
    typed = planned.content.get("starts_on") if planned else None
    return date.fromisoformat(typed) if typed else None


def _notice(revision: EntryRevision, starts_on: date | None) -> str:
    told = revision.content.get("notice_on")
    if not told:
        return _("It was not told.")
    if starts_on is None:
        return ""
    days = (starts_on - date.fromisoformat(told)).days
    if days < 0:
        return _("It was told only after the first day.")
    return _("It was told %(days)s days before the first day.", days=days)
