"""Letters, mails and minutes that arrived as files: what responses were entered from, and how they are forgotten."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from consult.contract.records import UNPUBLISHED
from consult.contract.revisions import Revised
from consult.files.models import StoredFile
from consult.files.services import forget_file
from consult.kernel.db import lock_row
from consult.kernel.errors import ChangedMeanwhile
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.states import LabelledState
from consult.kernel.types import Base, text_enum
from consult.submissions.models import Channel


class LetterState(LabelledState):
    """How far officers are with a letter."""

    WAITING = "waiting", _l("Being read"), "blue"
    READ = "read", _l("To be entered"), "yellow"
    ENTERED = "entered", _l("Entered"), "green"
    ASIDE = "aside", _l("Put aside"), "grey"


_STATES = ", ".join(f"'{state}'" for state in LetterState)


class Letter(Base):
    """A file that holds one response or several, as it came, with its text where it has one.

    What was attached to a mail is a letter of its own with the mail as `parent`. `file` is empty for a mail, whose
    text and attachments are all that is kept of it; `trouble` says why no text was found.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="known_state"),
        CheckConstraint("(state = 'aside') = (aside_reason != '')", name="aside_with_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(150))
    sender: Mapped[str] = mapped_column(String(254), default="")
    channel: Mapped[Channel] = mapped_column(text_enum(Channel, 10))
    received_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "read by officers to enter it"})
    trouble: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "told to officers"})
    state: Mapped[LetterState] = mapped_column(text_enum(LetterState, 10), default=LetterState.WAITING)
    aside_reason: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "a note among officers"})
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    file: Mapped[StoredFile | None] = relationship()


class LetterEntry(Base):
    """A response that was entered from a letter."""

    __tablename__ = "letter_entry"

    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True, index=True
    )


def note_entry(session: Session, letter: Letter, submission_id: int, *, seen: int) -> None:
    """Note that a response was entered from a letter; the same again changes nothing.

    Raises `ChangedMeanwhile` when others were entered from it than the `seen` ones that its form knew of.
    """
    lock_row(session, letter)
    if count_entries(session, letter, beside=submission_id) > seen:
        raise ChangedMeanwhile(
            _("A response was entered from this letter while you had it open. Look at it, then decide.")
        )
    session.merge(LetterEntry(letter_id=letter.id, submission_id=submission_id))
    letter.state, letter.aside_reason = LetterState.ENTERED, ""
    session.flush()


def count_entries(session: Session, letter: Letter, *, beside: int = 0) -> int:
    """Return how many responses were entered from a letter, beside the one of this number."""
    of_letter = (LetterEntry.letter_id == letter.id, LetterEntry.submission_id != beside)
    return session.scalar(select(func.count()).select_from(LetterEntry).where(*of_letter)) or 0


def letters_behind(session: Session, submission_id: int) -> Sequence[Letter]:
    """Return what a response was entered from, such as the scan of a form, for as long as it is kept."""
    of_submission = LetterEntry.submission_id == submission_id
    entered = select(Letter).join(LetterEntry, LetterEntry.letter_id == Letter.id).where(of_submission)
    return session.scalars(entered.order_by(Letter.id)).all()


def follow_revision(session: Session, revision: Revised) -> None:
    """Delete the letters that a response was entered from where its words were taken out, with all they came with."""
    if not (revision.is_forgotten or revision.is_redacted):
        return
    of_submission = LetterEntry.submission_id == revision.submission_id
    entered = session.scalars(select(LetterEntry.letter_id).where(of_submission)).all()
    if entered:
        forget_letters(session, entered)


def forget_letters(session: Session, letter_ids: Collection[int]) -> int:
    """Delete letters, what they were attached to and what was attached to them, with their files; return how many."""
    family = set(letter_ids)
    while True:
        found = session.execute(
            select(Letter.id, Letter.parent_id).where(Letter.id.in_(family) | Letter.parent_id.in_(family))
        ).all()
        larger = family | {row.id for row in found} | {row.parent_id for row in found if row.parent_id}
        if larger == family:
            break
        family = larger
    files = select(StoredFile).join(Letter, Letter.file_id == StoredFile.id).where(Letter.id.in_(family))
    for file in session.scalars(files).all():
        forget_file(session, file)
    session.execute(delete(LetterEntry).where(LetterEntry.letter_id.in_(family)))
    session.execute(delete(Letter).where(Letter.id.in_(family)))
    return len(family)
