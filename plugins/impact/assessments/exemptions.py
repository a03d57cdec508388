"""Words that are kept from the public under an exemption: what is kept of it, and what stands in their place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now, lock_row
from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.records import UNPUBLISHED
from consult.sdk.texts import clean_text
from plugins.impact.assessments.terms import EXEMPTIONS

EXEMPTION_LIST = ", ".join(f"'{code}'" for code in EXEMPTIONS)


class WithheldWords:
    """Columns of a table that says which words are withheld, under which exemption, why, and until when."""

    field: Mapped[str] = mapped_column(String(30))
    passage: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "the very words that are withheld"})
    exemption: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    until_on: Mapped[date | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    def is_active(self, today: date) -> bool:
        """Whether the words are withheld on a day."""
        return self.lifted_at is None and (self.until_on is None or today < self.until_on)

    @property
    def mark(self) -> str:
        """What stands in the place of the words: under which exemption, why, and until when."""
        said = _("withheld, %(exemption)s: %(reason)s", exemption=EXEMPTIONS[self.exemption], reason=self.reason)
        if self.until_on is not None:
            said = _("%(said)s, until %(day)s", said=said, day=f"{self.until_on:%d %m %Y}")
        return f"[{said}]"


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """What somebody wants to withhold: which words of a field (all of it where there are none), and why."""

    field: str
    passage: str
    exemption: str
    reason: str
    until_on: date | None = None


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: words, or the mark that stands for words that are withheld."""

    text: str
    is_withheld: bool = False


@dataclass(frozen=True)
class ShownField:
    """A field as somebody reads it."""

    key: str
    label: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The value with its marks, as one text."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_partly_withheld(self) -> bool:
        """Whether a mark stands in it."""
        return any(piece.is_withheld for piece in self.pieces)


def checks_of_exemption() -> tuple[CheckConstraint, ...]:
    """Return what the database holds of every table of withheld words."""
    return (
        CheckConstraint(f"exemption IN ({EXEMPTION_LIST})", name="known_exemption"),
        CheckConstraint("reason != ''", name="withheld_for_a_reason"),
    )


def today_in_london(session: Session) -> date:
    """Return the day by which it is decided whether words are withheld."""
    return clock.london(database_now(session)).date()


def shown_field(key: str, label: str, text: str, withheld: Iterable[WithheldWords]) -> ShownField:
    """Return a text as the public reads it: with a mark wherever one of its passages is withheld."""
    pieces = [Piece(text)] if text else []
    for words in withheld:
        if words.field == key and pieces:
            mark = Piece(words.mark, is_withheld=True)
            pieces = _without(pieces, words.passage, mark) if words.passage else [mark]
    return ShownField(key, label, tuple(pieces))


def begin_withholding(session: Session, actor: Actor, words: WithheldWords, wanted: Exemption, said: str) -> None:
    """Fill in a row of withheld words; raises `Invalid` when they do not stand in the text."""
    passage = clean_text(wanted.passage).strip()
    if not said:
        raise Invalid(_("There is nothing to withhold."), {"field": _("Select a field that says something")})
    if passage and passage not in said:
        raise Invalid(
            _("These words do not stand there."), {"passage": _("Enter the words exactly as they stand in the field")}
        )
    words.field, words.passage, words.exemption = wanted.field, passage, wanted.exemption
    words.reason, words.until_on = clean_text(wanted.reason).strip(), wanted.until_on
    words.made_at, words.made_by_id = database_now(session), actor.person_id
    session.add(words)
    session.flush()


def end_withholding(session: Session, actor: Actor, words: WithheldWords) -> bool:
    """Publish words that were withheld; returns whether this did it, since a second click changes nothing."""
    lock_row(session, words)
    if words.lifted_at is not None:
        return False
    words.lifted_at, words.lifted_by_id = database_now(session), actor.person_id
    session.flush()
    return True


def _without(pieces: Sequence[Piece], passage: str, mark: Piece) -> list[Piece]:
    left: list[Piece] = []
    for piece in pieces:
        words = [piece.text] if piece.is_withheld else piece.text.split(passage)
        for place, rest in enumerate(words):
            if place:
                left.append(mark)
            if rest:
                left.append(Piece(rest, piece.is_withheld))
    return left
