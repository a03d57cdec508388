"""The rows of the tables on motion and meeting pages."""

from collections.abc import Iterator, Mapping, Sequence

from consult.sdk.messages import gettext as _
from consult.sdk.records import Shown
from plugins.motion.attendance import MovementKind, Presence
from plugins.motion.counting import counts_in
from plugins.motion.interests import InterestKind, Participation
from plugins.motion.published import Reading
from plugins.motion.records import Choice, Division

Row = tuple[object, ...]


def rows_of_counts(reading: Reading, division: Division) -> Iterator[Row]:
    """Yield how many voted in each way, as far as that is known, and the seats that nobody held."""
    if division.for_count is None:
        return
    counts = counts_in(division, reading.of(division), [reading.of(vote) for vote in division.votes])
    yield from ((choice.label, count) for choice, count in counts.items() if count is not None)
    if division.vacancies:
        yield _("Vacant seats"), len(division.vacancies)


def rows_of_votes(reading: Reading, division: Division) -> Iterator[Row]:
    """Yield how each member voted."""
    for vote in division.votes:
        read = reading.of(vote)
        yield (
            read.value("councillor_name"),
            read.value("ward"),
            read.value("group_name"),
            Choice(read.value("choice")).label,
        )


def rows_of_attendance(attendance: Sequence[Shown], moved: Mapping[int, Sequence[Shown]]) -> Iterator[Row]:
    """Yield who came to a meeting, and when they arrived late or left."""
    for read in attendance:
        yield (
            read.value("member_name"),
            read.value("ward"),
            read.value("group_name") or _("No group"),
            "; ".join([Presence(read.value("presence")).label, *said_of_moves(moved.get(read.row.id, ()))]),
        )


def said_of_moves(moved: Sequence[Shown]) -> list[str]:
    """Return when a member arrived late or left, in words."""
    told = sorted((read.value("at"), MovementKind(read.value("kind"))) for read in moved)
    return [
        _("arrived at %(time)s", time=at) if kind is MovementKind.ARRIVED else _("left at %(time)s", time=at)
        for at, kind in told
        if kind is not MovementKind.MISTAKEN
    ]


def rows_of_interests(interests: Sequence[Shown], attendance: Sequence[Shown]) -> Iterator[Row]:
    """Yield the interests declared at a meeting, and what was noted before each had a row of its own."""
    members = {read.row.id: read for read in attendance}
    for read in interests:
        member, motion = members[read.row.attendance_id], read.row.motion
        item = f"{motion.number}: {motion.public_title}" if motion is not None else read.value("item")
        yield member.value("member_name"), item, *_interest(read)
    for member in attendance:
        if member.value("interest"):
            unknown = _("Not recorded")
            yield member.value("member_name"), unknown, unknown, member.value("interest"), unknown


def rows_of_declared(interests: Sequence[Shown], attendance: Sequence[Shown]) -> Iterator[Row]:
    """Yield the interests that members declared in one motion."""
    members = {read.row.id: read for read in attendance}
    for read in interests:
        member = members[read.row.attendance_id]
        yield member.value("member_name"), member.value("ward"), *_interest(read)


def _interest(read: Shown) -> Row:
    participation = Participation(read.value("participation"))
    return InterestKind(read.value("kind")).label, read.value("text"), participation.label
