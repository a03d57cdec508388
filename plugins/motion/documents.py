"""A motion as a document: its text, what changed, its amendments, votes, resolution and actions, in blocks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import Block, FactList, Heading, Paragraph, PublishedDocument, Table, Tracked
from consult.sdk.texts import say_date
from plugins.motion.actions import Action, ActionKind, Resolution
from plugins.motion.amendment_queries import amendments_of, order_of_voting
from plugins.motion.amendments import Amendment, wording_of
from plugins.motion.canonical import Section
from plugins.motion.counting import counts_in
from plugins.motion.methods import ShownClause, lines_of, tracked
from plugins.motion.models import Motion
from plugins.motion.published import Reading, words_of
from plugins.motion.records import Choice, Division, FrozenText

FATES = {"added": _l("new"), "removed": _l("left out"), "moved": _l("moved")}


def document_of(session: Session, motion: Motion, publisher: str) -> PublishedDocument:
    """Return all that the public may read of a motion as one document."""
    title = _("Motion %(number)s: %(title)s", number=motion.number, title=motion.public_title)
    return PublishedDocument(title=title, publisher=publisher, blocks=tuple(_blocks(session, motion)))


def _blocks(session: Session, motion: Motion) -> Iterator[Block]:
    reading, text = Reading(session, motion), motion.public_text
    amendments = order_of_voting(amendments_of(session, motion))
    yield FactList(tuple(_facts(motion)))
    if motion.resolution is not None:
        yield from _resolution(motion.resolution, reading)
    if text is not None:
        yield from _text(text)
        if motion.submitted is not None and motion.submitted is not text:
            yield from _changes(motion.submitted, text, amendments)
    elif motion.is_from_record:
        yield Heading(2, _("Text of the motion"))
        yield Paragraph(str(reading.of(motion).value("record_note")))
    if amendments:
        yield _amendments(amendments)
    for division in motion.divisions:
        yield from _division(division, reading, amendments)
    if text is not None:
        yield _lines(text)


def _facts(motion: Motion) -> Iterator[tuple[str, str]]:
    yield _("Where it stands"), motion.status.label
    yield _("Proposer"), motion.public_proposer
    yield _("Seconder"), motion.public_seconder or _("The public record does not name the seconder")
    yield _("Meeting"), say_date(motion.meeting_on) if motion.meeting_on else _("Not set yet")


def _text(text: FrozenText) -> Iterator[Block]:
    yield Heading(2, _("Text of the motion, version %(number)s", number=text.number))
    for section in Section:
        clauses = wording_of(text).of(section)
        if clauses:
            yield Heading(3, section.heading)
        for place, clause in enumerate(clauses, 1):
            yield Paragraph(f"{place}. {clause.text}")
    yield FactList(((_("SHA-256 of this version"), text.hash),))


def _changes(before: FrozenText, after: FrozenText, amendments: Sequence[Amendment]) -> Iterator[Block]:
    yield Heading(2, _("What changed since version %(number)s", number=before.number))
    authors = ", ".join(one.proposer_name for one in amendments if one.result_id is not None) or after.proposer_name
    clauses = tracked(after.method, wording_of(before), wording_of(after))
    yield from changes_of(clauses, level=3, author=authors, day=after.frozen_at.date())


def changes_of(clauses: Iterable[ShownClause], *, level: int, author: str, day: date) -> Iterator[Block]:
    """Yield each clause that changes under its name, with the changes that a word processor knows as changes."""
    for clause in clauses:
        if clause.fate != "same":
            yield Heading(level, f"{clause.name}, {FATES[clause.fate]}" if clause.fate in FATES else clause.name)
            marked = Tracked(tuple(clause.parts), author=author, day=day.isoformat())
            yield marked
            if any(kind == "removed" for kind, _words in marked.parts) and marked.result:
                # Read aloud or copied, what went and what came run together.
                yield Paragraph(_("With the change: %(words)s", words=marked.result))


def _amendments(amendments: Sequence[Amendment]) -> Table:
    return Table(
        title=_("Amendments"),
        head=(_("Amendment"), _("Proposer"), _("Seconder"), _("Where it stands")),
        rows=tuple((one.number, one.proposer_name, one.seconder_name, one.status.label) for one in amendments),
    )


def _on(division: Division) -> str:
    if division.closure is not None:
        return _("Vote on a closure: %(closure)s", closure=division.closure.label)
    return _("Vote on the motion")


def _division(division: Division, reading: Reading, amendments: Sequence[Amendment]) -> Iterator[Block]:
    on = next((one.number for one in amendments if one.division_id == division.id), "")
    counted = counts_in(division, reading.of(division), [reading.of(vote) for vote in division.votes])
    yield Heading(2, _("Vote on amendment %(number)s", number=on) if on else _on(division))
    counts = [(choice.label, str(count)) for choice, count in counted.items() if count is not None]
    outcome = _("%(outcome)s, unanimously", outcome=division.outcome.label)
    said = outcome if division.is_unanimous else division.outcome.label
    yield FactList(((_("Outcome"), said), (_("Date"), say_date(division.held_on)), *counts))
    if division.votes:
        votes = [reading.of(vote) for vote in division.votes]
        yield Table(
            title=_("How each councillor voted"),
            head=(_("Councillor"), _("Ward"), _("Group"), _("Vote")),
            rows=tuple(
                (
                    str(vote.value("councillor_name")),
                    str(vote.value("ward")),
                    str(vote.value("group_name")),
                    Choice(vote.value("choice")).label,
                )
                for vote in votes
            ),
        )


def _resolution(resolution: Resolution, reading: Reading) -> Iterator[Block]:
    yield Heading(2, _("Resolution %(number)s", number=resolution.number))
    yield Paragraph(words_of(reading.of(resolution)))
    if resolution.actions:
        yield Table(
            title=_("What has to be done"),
            head=(_("Action"), _("By whom"), _("Addressed to"), _("Due"), _("Where it stands")),
            rows=tuple(_action(action, reading) for action in resolution.actions),
        )


def _action(action: Action, reading: Reading) -> tuple[str, ...]:
    read = reading.of(action)
    due_on = read.value("due_on")
    said = f"{action.number}. {read.value('text')}"
    return (
        _("%(action)s (a request to an outside body)", action=said) if action.kind == ActionKind.REQUEST else said,
        str(read.value("owner")),
        str(read.value("addressee")),
        say_date(due_on) if due_on else _("No date given"),
        action.status.label,
    )


def _lines(text: FrozenText) -> Table:
    lines = lines_of(text.method, wording_of(text))
    return Table(
        title=_("Lines of version %(number)s, by which people refer to it", number=text.number),
        head=(_("Line"), _("Words")),
        rows=tuple((str(line.number), line.text) for line in lines),
    )
