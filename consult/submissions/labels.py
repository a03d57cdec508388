"""Labels on responses: what was noticed about how they arrived, and what it does not mean.

No label looks at what was chosen, and none takes a response out of the counts.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.messages import ngettext
from consult.kernel.row_numbers import row_number
from consult.submissions.models import LabelsMade, Status, Submission, SubmissionLabel

MAX_GROUPS = 5


class Label(StrEnum):
    """What may be noticed about how a response arrived."""

    NETWORK = "network"
    TEXT = "text"
    QUICK = "quick"

    @property
    def in_words(self) -> str:
        """The label in a few words."""
        return _IN_WORDS[self]

    def counted(self, number: int) -> str:
        """Say how many counted responses have the label."""
        if self is Label.NETWORK:
            return ngettext(
                "%(num)s response came with many others from one network within one hour.",
                "%(num)s responses came with many others from one network within one hour.",
                number,
            )
        if self is Label.TEXT:
            return ngettext(
                "%(num)s response has nearly the same text as another.",
                "%(num)s responses have nearly the same text as another.",
                number,
            )
        return ngettext(
            "%(num)s response was sent within 10 seconds of being begun.",
            "%(num)s responses were sent within 10 seconds of being begun.",
            number,
        )

    def of_group(self, size: int) -> str:
        """Say what the counted responses of one group have in common."""
        if self is Label.NETWORK:
            return ngettext(
                "%(num)s response came from one network within one hour",
                "%(num)s responses came from one network within one hour",
                size,
            )
        return ngettext("A text shared by %(num)s response", "A text shared by %(num)s responses", size)

    @property
    def caution(self) -> str:
        """What the label does not mean."""
        return {
            "network": _(
                "A school, a library, a workplace or a mobile phone company is often one network, so this does "
                "not mean that one person sent them."
            ),
            "text": _("A campaign may give people the words to send, so this does not mean that one person sent them."),
            "quick": _(
                "Somebody who had the text ready can be as quick, so this does not mean that a program sent it."
            ),
        }[self.value]


_IN_WORDS = {
    Label.NETWORK: _l("From one network"),
    Label.TEXT: _l("Shared text"),
    Label.QUICK: _l("Sent in seconds"),
}


@dataclass(frozen=True)
class Group:
    """Counted responses that have a label together."""

    label: Label
    id: int
    size: int

    @property
    def sentence(self) -> str:
        """What they have in common."""
        return self.label.of_group(self.size)


@dataclass(frozen=True)
class Noticed:
    """One label of a response: what is known, and what it does not mean."""

    label: Label
    sentence: str
    group: Group | None = None


@dataclass(frozen=True)
class Labels:
    """How many counted responses of an activity have each label, their largest groups, and when that was looked at."""

    counts: Mapping[Label, int]
    groups: tuple[Group, ...]
    made_at: datetime | None


def labels_of(session: Session, activity_id: int) -> Labels:
    """Return what was noticed about how the counted responses of an activity arrived."""
    counted = _counted(activity_id)
    counts = session.execute(
        counted.with_only_columns(SubmissionLabel.name, func.count()).group_by(SubmissionLabel.name)
    )
    groups = counted.where(SubmissionLabel.group_id.is_not(None)).with_only_columns(
        SubmissionLabel.name, SubmissionLabel.group_id, func.count().label("size")
    )
    largest = groups.group_by(SubmissionLabel.name, SubmissionLabel.group_id).order_by(
        func.count().desc(), SubmissionLabel.group_id
    )
    found = session.execute(largest.limit(MAX_GROUPS))
    return Labels(
        counts={Label(name): number for name, number in counts},
        groups=tuple(Group(Label(row.name), row.group_id, row.size) for row in found),
        made_at=session.scalar(select(LabelsMade.at).where(LabelsMade.activity_id == activity_id)),
    )


def labels_among(session: Session, numbers: Collection[int]) -> dict[int, list[Label]]:
    """Return the labels of each of these responses that has any."""
    found: dict[int, list[Label]] = {}
    query = select(SubmissionLabel).where(SubmissionLabel.submission_id.in_(numbers))
    for row in session.scalars(query.order_by(SubmissionLabel.submission_id, SubmissionLabel.name)):
        found.setdefault(row.submission_id, []).append(Label(row.name))
    return found


def noticed_about(session: Session, submission: Submission) -> list[Noticed]:
    """Return what was noticed about how a response arrived, in sentences."""
    query = select(SubmissionLabel).where(SubmissionLabel.submission_id == submission.id)
    return [_noticed(session, row) for row in session.scalars(query.order_by(SubmissionLabel.name))]


def with_label(query: Select[Submission], typed: str) -> Select[Submission]:
    """Keep only responses with a label (`text`), or of one group (`text-12`); words that are no label find nothing."""
    name, _ignored, group = typed.partition("-")
    labelled = select(SubmissionLabel.submission_id).where(
        SubmissionLabel.submission_id == Submission.id, SubmissionLabel.name == name
    )
    if group:
        labelled = labelled.where(SubmissionLabel.group_id == row_number(group))
    return query.where(labelled.exists())


def _counted(activity_id: int) -> Select[SubmissionLabel]:
    return (
        select(SubmissionLabel)
        .join(Submission, Submission.id == SubmissionLabel.submission_id)
        .where(SubmissionLabel.activity_id == activity_id, Submission.status == Status.SUBMITTED)
    )


def _noticed(session: Session, row: SubmissionLabel) -> Noticed:
    label = Label(row.name)
    if row.group_id is None:
        return Noticed(label, _("It was sent within 10 seconds of being begun. %(caution)s", caution=label.caution))
    members = _counted(row.activity_id).where(
        SubmissionLabel.name == row.name, SubmissionLabel.group_id == row.group_id
    )
    size = session.scalar(members.with_only_columns(func.count())) or 0
    group = Group(label, row.group_id, size)
    return Noticed(label, f"{group.sentence}. {label.caution}", group)
