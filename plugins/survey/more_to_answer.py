"""Whether people who answered have more to answer in a new version: on their own path, not on anybody’s."""

from contextlib import closing

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.activities import Status, Submission
from plugins.survey.definition import UNASKED, Definition
from plugins.survey.entries import unrolled
from plugins.survey.questions import questionnaire_from

_BATCH = 500


def newly_required(before: Definition, after: Definition) -> frozenset[str]:
    """Return the keys of the questions that must be answered and did not have to be."""
    had_to = {item.key for item in before.items if item.required}
    return frozenset(item.key for item in after.items if item.required and item.key not in had_to)


def new_in_place_of_others(before: Definition, after: Definition) -> frozenset[str]:
    """Return the keys of the questions that are new where others go: answers to those count for nothing new."""
    gone = before.items_by_key.keys() - after.items_by_key.keys()
    new = (item.key for item in after.items if item.key not in before.items_by_key and item.kind not in UNASKED)
    return frozenset(new) if gone else frozenset()


def have_more_to_answer(session: Session, activity_id: int, before: Definition, after: Definition) -> bool:
    """Whether somebody who sent a response is led to a question that is new to them, and that they should answer.

    That is one that must be answered and did not have to be, or one that comes where others go.
    """
    before, after = unrolled(before), unrolled(after)
    needed = newly_required(before, after) | new_in_place_of_others(before, after)
    if not needed or any(not after.conditions_of(key) for key in needed):
        return bool(needed)
    asked = questionnaire_from(after, activity_id=activity_id, version=0, title="")
    counted = (Submission.activity_id == activity_id, Submission.status == Status.SUBMITTED)
    sent = session.scalars(select(Submission.answers).where(*counted).execution_options(yield_per=_BATCH))
    # The first of them is enough, and PostgreSQL keeps the rest ready until it is told.
    with closing(sent):
        return any(not needed.isdisjoint(asked.asked_keys(answers)) for answers in sent)
