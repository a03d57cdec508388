"""Three counts that are told together, so that none of them passes for another."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.submissions.labels import Label
from consult.submissions.models import LabelsMade, Participation, Status, Submission, SubmissionLabel, Wording


@dataclass(frozen=True)
class Voices:
    """How many responses count, how many texts among them differ, and how many people confirmed an address.

    Texts of fewer than ten words are not compared; `texts` is unknown until the worker has looked.
    """

    responses: int
    texts: int | None
    addresses: int


def voices_of(session: Session, activity_id: int, among: Select[int] | None = None) -> Voices:
    """Return the three counts of an activity; texts that are nearly the same are one.

    With `among`, only these responses and their texts are counted. An address belongs to no response, so all count.
    """
    counted = [Submission.activity_id == activity_id, Submission.status == Status.SUBMITTED]
    if among is not None:
        counted.append(Submission.id.in_(among))
    compared = (
        select(func.count())
        .select_from(Wording)
        .join(Submission, Submission.id == Wording.submission_id)
        .where(*counted, func.length(Wording.sketch) > 0)
    )
    shared = (
        select(func.count() - func.count(SubmissionLabel.group_id.distinct()))
        .join(Submission, Submission.id == SubmissionLabel.submission_id)
        .where(*counted, SubmissionLabel.name == Label.TEXT)
    )
    confirmed = (Participation.activity_id == activity_id, Participation.confirmed_at.is_not(None))
    is_known = session.get(LabelsMade, activity_id) is not None
    texts = (session.scalar(compared) or 0) - (session.scalar(shared) or 0)
    return Voices(
        responses=session.scalar(select(func.count()).select_from(Submission).where(*counted)) or 0,
        texts=texts if is_known else None,
        addresses=session.scalar(select(func.count()).select_from(Participation).where(*confirmed)) or 0,
    )
