"""The pack of a meeting as one document: agenda, motions with their amendments, and reports on resolutions."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from consult.sdk.messages import gettext as _
from consult.sdk.publishing import Block, FactList, Heading, Paragraph, PublishedDocument, Table
from consult.sdk.records import shown
from consult.sdk.texts import say_date
from plugins.motion.amendment_course import ADOPTED, OPEN
from plugins.motion.amendment_queries import amendments_of, order_of_voting
from plugins.motion.amendments import Amendment
from plugins.motion.canonical import Section
from plugins.motion.documents import changes_of
from plugins.motion.methods import tracked
from plugins.motion.models import Motion
from plugins.motion.published import AMENDMENT, REPORT, Reading
from plugins.motion.queries import public_motions_on
from plugins.motion.records import FrozenText
from plugins.motion.reply_queries import reports_on


def pack_of(session: Session, day: date, publisher: str) -> PublishedDocument:
    """Return all that members and the public need for the meeting of a day, with contents."""
    motions = session.scalars(public_motions_on(day)).all()
    title = _("Meeting of the council on %(day)s: agenda pack", day=say_date(day))
    blocks = tuple(_blocks(session, day, motions))
    return PublishedDocument(title=title, publisher=publisher, blocks=blocks, has_contents=True)


def _blocks(session: Session, day: date, motions: Sequence[Motion]) -> Iterator[Block]:
    yield Heading(2, _("Agenda"))
    yield Table(
        title=_("Motions of this meeting"),
        head=(_("Item"), _("Motion"), _("Proposer"), _("Where it stands")),
        rows=tuple(_item(motion) for motion in motions),
    )
    for motion in motions:
        yield from _motion(session, motion)
    reports = shown(session, REPORT, reports_on(session, day)).values()
    if reports:
        yield Heading(2, _("Reports on resolutions"))
    for read in reports:
        action = read.row.action
        numbers = {"action": action.number, "resolution": action.resolution.number}
        yield Heading(3, _("Action %(action)s of resolution %(resolution)s", **numbers))
        yield Paragraph(action.text)
        yield Paragraph(str(read.value("text")))


def _item(motion: Motion) -> tuple[str, ...]:
    item = str(motion.agenda_item) if motion.agenda_item is not None else _("None yet")
    return item, f"{motion.number}: {motion.public_title}", motion.public_proposer, motion.status.label


def _motion(session: Session, motion: Motion) -> Iterator[Block]:
    reading, text = Reading(session, motion), motion.public_text
    yield Heading(2, _("Motion %(number)s: %(title)s", number=motion.number, title=motion.public_title))
    seconder = motion.public_seconder or _("Nobody at present")
    yield FactList(((_("Proposer"), motion.public_proposer), (_("Seconder"), seconder)))
    if text is None:
        yield Paragraph(str(reading.of(motion).value("record_note")) or _("Its text is not public."))
        return
    yield from _text(text)
    amendments = order_of_voting(amendments_of(session, motion))
    reads = shown(session, AMENDMENT, amendments)
    for amendment in amendments:
        if amendment.status in OPEN | ADOPTED:
            yield from _amendment(amendment, str(reads[str(amendment.id)].value("reason")))


def _text(text: FrozenText) -> Iterator[Block]:
    for section in Section:
        clauses = [clause for clause in text.clause_texts if clause.section == section]
        if clauses:
            yield Heading(3, section.heading)
        yield from (Paragraph(f"{place}. {clause.text}") for place, clause in enumerate(clauses, 1))


def _amendment(amendment: Amendment, reason: str) -> Iterator[Block]:
    yield Heading(3, _("Amendment %(number)s", number=amendment.number))
    yield FactList(
        (
            (_("Proposer"), amendment.proposer_name),
            (_("Seconder"), amendment.seconder_name),
            (_("Where it stands"), amendment.status.label),
            *(((_("Reason"), reason),) if reason else ()),
        )
    )
    clauses = tracked(amendment.text.method, amendment.base, amendment.asked)
    yield from changes_of(clauses, level=4, author=amendment.proposer_name, day=amendment.proposed_at.date())
