"""What officers did with many responses at once, and what became of each."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.contract.records import UNPUBLISHED
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.states import LabelledState
from consult.kernel.types import Base, text_enum


class BulkKind(LabelledState):
    """What is done with many responses at once."""

    ASSIGN = "assign", _l("Assign to an officer")
    TAG = "tag", _l("Add a tag")
    UNTAG = "untag", _l("Remove a tag")
    EXCLUDE = "exclude", _l("Exclude from the counts")
    PUBLISH = "publish", _l("Publish what was written")
    HOLD = "hold", _l("Hold back from publication")


class BulkState(LabelledState):
    """How far such an act is."""

    PLANNED = "planned", _l("Not done yet"), "yellow"
    RUNNING = "running", _l("Being done"), "blue"
    STOPPED = "stopped", _l("Stopped"), "orange"
    DONE = "done", _l("Done"), "green"
    UNDOING = "undoing", _l("Being undone"), "blue"
    UNDONE = "undone", _l("Undone"), "grey"


class Step(LabelledState):
    """What became of one response in such an act."""

    WAITING = "waiting", _l("To be changed")
    MADE = "made", _l("Changed")
    LEFT = "left", _l("Left as it was, because it changed meanwhile")
    UNDONE = "undone", _l("As it was before")
    KEPT = "kept", _l("Not undone, because it was changed since")


_KINDS = ", ".join(f"'{kind}'" for kind in BulkKind)
_STATES = ", ".join(f"'{state}'" for state in BulkState)
_STEPS = ", ".join(f"'{step}'" for step in Step)


class BulkAct(Base):
    """One act for many responses of an activity.

    `value` is the officer, the tag or the reason code that it gives; `reason` is why, for other officers (and, where
    responses are held back, for those who sent them), and `found` how many were looked at when it was planned.
    """

    __tablename__ = "bulk_act"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="known_kind"),
        CheckConstraint(f"state IN ({_STATES})", name="known_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    kind: Mapped[BulkKind] = mapped_column(text_enum(BulkKind, 10))
    value: Mapped[str] = mapped_column(String(30))
    reason: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "a note among officers"})
    state: Mapped[BulkState] = mapped_column(text_enum(BulkState, 10), default=BulkState.PLANNED)
    found: Mapped[int]
    planned_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class BulkChange(Base):
    """One response in such an act: what became of it, and what stood there `before`."""

    __tablename__ = "bulk_change"
    __table_args__ = (
        CheckConstraint(f"step IN ({_STEPS})", name="known_step"),
        Index(None, "bulk_act_id", "step", "submission_id"),
    )

    bulk_act_id: Mapped[int] = mapped_column(ForeignKey("bulk_act.id", ondelete="CASCADE"), primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    step: Mapped[Step] = mapped_column(text_enum(Step, 10), default=Step.WAITING)
    before: Mapped[str] = mapped_column(String(30), default="")
