"""Who was excluded by which answer: so that nobody has to ask whether one side was left out more than the other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.disclosure.rules import ORDINARY
from consult.exports.summary import Summary
from consult.submissions.models import Status, Submission
from consult.submissions.tallies import counts_of


@dataclass(frozen=True)
class ExclusionRate:
    """How many of those who gave an answer were excluded; no share of fewer than 25."""

    question: str
    answer: str
    excluded: int
    received: int

    @property
    def per_cent(self) -> float | None:
        """The share of those who gave the answer, as every percentage is told."""
        return ORDINARY.percentage(self.excluded, self.received)


def exclusion_rates(session: Session, summary: Summary) -> Sequence[ExclusionRate]:
    """Return for every answer that could be chosen how many with it were excluded; none where nobody was."""
    if not summary.statuses[Status.EXCLUDED]:
        return []
    excluded = _excluded(session, summary.activity.id)
    counted = _counted(session, summary.activity.id)
    options = ((found.question, option) for found in summary.questions for option in found.question.options)
    rates = (
        ExclusionRate(asked.label, option.label, excluded[place], excluded[place] + counted[place])
        for asked, option in options
        for place in [(asked.key, option.code)]
    )
    return [rate for rate in rates if rate.received]


def _excluded(session: Session, activity_id: int) -> Counter[tuple[str, str]]:
    """Return how many that were excluded gave each answer, by question and code."""
    of_activity = (Submission.activity_id == activity_id, Submission.status == Status.EXCLUDED)
    found: Counter[tuple[str, str]] = Counter()
    for answers in session.scalars(select(Submission.answers).where(*of_activity).execution_options(yield_per=500)):
        found.update((key, code) for key, said in answers.items() for code in _codes(said))
    return found


def _counted(session: Session, activity_id: int) -> Counter[tuple[str, str]]:
    """Return how many that count gave each answer, in every version of its question."""
    found: Counter[tuple[str, str]] = Counter()
    for variable, values in counts_of(session, activity_id).items():
        if variable.startswith("q:"):
            key = variable[2:].rpartition("@")[0]
            found.update({(key, code): number for code, number in values.items()})
    return found


def _codes(said: object) -> Sequence[str]:
    if isinstance(said, list):
        return [code for code in said if isinstance(code, str)]
    return [said] if isinstance(said, str) else []
