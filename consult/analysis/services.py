"""Marking passages as points or as not substantive, and taking a mark back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.queries import names_of_people
from consult.analysis.events import MarkTakenBack, PassagesSetAside, PointsMarked
from consult.analysis.queries import DividedText, texts_of
from consult.audit.services import record
from consult.consultations.models import Activity, Consultation, State
from consult.kernel.authz import Actor
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import ChangedMeanwhile, Compared, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.records.search import digest
from consult.submissions.models import Passage, Status, Submission
from consult.submissions.passages import end_passage, marked_in
from consult.submissions.revision import counting_passages

NOT_SUBSTANTIVE: dict[str, str] = {
    "thanks": _l("Thanks or greeting"),
    "repeats": _l("Repeats what the same person says elsewhere"),
    "background": _l("Background that asks for nothing"),
    "form": _l("About the form, not the matter"),
    "elsewhere": _l("About something else altogether"),
    "no_words": _l("No words that can be read"),
}
POINT = "point"
_KEY = re.compile(r"(?P<place>[\w.-]{1,200}):(?P<begins>[0-9]{1,9}):(?P<ends>[0-9]{1,9}):(?P<seen>[0-9a-f]{0,64})")


@dataclass(frozen=True, order=True)
class Selection:
    """A range that an officer selected, and the digest of what it said then."""

    place: str
    begins: int
    ends: int
    seen: str = ""

    @property
    def key(self) -> str:
        """The selection as a form sends it."""
        return f"{self.place}:{self.begins}:{self.ends}:{self.seen}"

    @classmethod
    def of(cls, text: DividedText, begins: int, ends: int) -> "Selection":
        """Select a range of a text as it now stands."""
        return cls(text.place, begins, ends, digest(text.text[begins:ends]))

    @classmethod
    def read(cls, key: str) -> "Selection":
        """Return what a form sent; raises `Invalid` for what no page offered."""
        found = _KEY.fullmatch(key)
        if found is None:
            raise Invalid(fields={"chosen": _("Select from the passages shown")})
        return cls(found["place"], int(found["begins"]), int(found["ends"]), found["seen"])


def mark(
    session: Session, actor: Actor, submission: Submission, selections: Sequence[Selection], code: str
) -> list[Passage]:
    """Mark what was selected as points (`POINT`) or by a code; ranges beside each other become one passage.

    The same again changes nothing. Raises `ChangedMeanwhile` when the text is another one or somebody else marked it.
    """
    consultation = _lock(session, submission)
    known = session.scalars(marked_in([submission.id])).all()
    texts = {text.place: text for text in texts_of(submission, known)}
    _require_whole(selections, code)
    chosen = _joined(selections)
    if same := _already(known, chosen, code):
        return same
    _require_open(session, texts, known, selections, code)
    last = session.scalar(select(func.max(Passage.number)).where(Passage.consultation_id == consultation.id)) or 0
    marked = [
        Passage(
            consultation_id=consultation.id,
            submission_id=submission.id,
            place=selection.place,
            begins=selection.begins,
            ends=selection.ends,
            number=last + step if code == POINT else None,
            code=None if code == POINT else code,
            marked_at=database_now(session),
            marked_by_id=actor.person_id,
        )
        for step, selection in enumerate(chosen, 1)
    ]
    with counting_passages(session, session.get_one(Activity, submission.activity_id), submission):
        session.add_all(marked)
    facts = {"consultation_id": consultation.id, "submission_id": submission.id, "count": len(marked)}
    event = PointsMarked(number=last + len(marked), **facts) if code == POINT else PassagesSetAside(code=code, **facts)
    record(session, event, by=actor)
    return marked


def _require_whole(selections: Sequence[Selection], code: str) -> None:
    if not selections:
        raise Invalid(fields={"chosen": _("Select at least one passage")})
    if code != POINT and code not in NOT_SUBSTANTIVE:
        raise Invalid(fields={"code": _("Select why it is not substantive")})


def take_back(session: Session, actor: Actor, submission: Submission, passage: Passage) -> None:
    """Take a mark back, so that its passage is open again; the number of a point is not given a second time."""
    consultation = _lock(session, submission)
    lock_row(session, passage)
    if passage.ended_at is not None:
        return
    event = MarkTakenBack(consultation_id=consultation.id, submission_id=submission.id, passage_id=passage.id)
    with counting_passages(session, session.get_one(Activity, submission.activity_id), submission):
        end_passage(session, passage, "taken_back")
    record(session, event, by=actor)


def mark_in_words(session: Session, passage: Passage) -> str:
    """Return what a passage is marked as, and by whom."""
    names = names_of_people(session, [passage.marked_by_id] if passage.marked_by_id else [])
    by = names.get(passage.marked_by_id or 0, _("somebody"))
    if passage.number is not None:
        return _("Point %(number)s, by %(by)s", number=passage.number, by=by)
    return _("Not substantive (%(code)s), by %(by)s", code=NOT_SUBSTANTIVE[passage.code or ""], by=by)


def may_mark_in(consultation: Consultation) -> bool:
    """Whether passages of a consultation may be marked now: from its opening until the decision is published."""
    return consultation.state in {State.OPEN, State.CLOSED, State.ANALYSING}


def _lock(session: Session, submission: Submission) -> Consultation:
    activity = session.get_one(Activity, submission.activity_id)
    consultation = session.get_one(Consultation, activity.consultation_id)
    # First, as the publication does: what it found covered cannot become open before it commits.
    lock_row(session, consultation)
    lock_row(session, submission)
    if not may_mark_in(consultation):
        raise Conflict(_("Passages are marked from the opening of a consultation until its decision is published."))
    if submission.status != Status.SUBMITTED:
        raise Conflict(_("This response does not count, so nothing in it is marked."))
    return consultation


def _joined(selections: Sequence[Selection]) -> list[Selection]:
    joined: list[Selection] = []
    for selection in sorted(set(selections)):
        if joined and joined[-1].place == selection.place and joined[-1].ends == selection.begins:
            before = joined.pop()
            selection = Selection(before.place, before.begins, selection.ends)
        joined.append(selection)
    return joined


def _already(known: Sequence[Passage], chosen: Sequence[Selection], code: str) -> list[Passage]:
    ranges = {(selection.place, selection.begins, selection.ends) for selection in chosen}
    same = [
        passage
        for passage in known
        if (passage.place, passage.begins, passage.ends) in ranges and (passage.code or POINT) == code
    ]
    return same if len(same) == len(ranges) else []


def _require_open(
    session: Session,
    texts: dict[str, DividedText],
    known: Sequence[Passage],
    selections: Sequence[Selection],
    code: str,
) -> None:
    for selection in selections:
        text = texts.get(selection.place)
        if text is None or not _says_the_same(text, selection):
            raise ChangedMeanwhile(_("The text was changed since you looked. Read it again, then mark it."))
    sent = _("Point") if code == POINT else NOT_SUBSTANTIVE[code]
    compared = [
        Compared(texts[passage.place].text[passage.begins : passage.ends], mark_in_words(session, passage), sent)
        for passage in known
        if any(_overlap(passage, selection) for selection in selections)
    ]
    if compared:
        raise ChangedMeanwhile(
            _("Somebody else marked this while you had it open. Nothing of yours was marked."), compared
        )


def _says_the_same(text: DividedText, selection: Selection) -> bool:
    is_inside = 0 <= selection.begins < selection.ends <= len(text.text)
    return is_inside and selection == Selection.of(text, selection.begins, selection.ends)


def _overlap(passage: Passage, selection: Selection) -> bool:
    is_same_text = passage.place == selection.place
    return is_same_text and passage.begins < selection.ends and selection.begins < passage.ends
