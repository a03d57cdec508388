"""Whether a quota is full for whoever answers: told before they answer more, and decided when they send."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.questions import Answers, Questionnaire
from consult.contract.quotas import Quota, met_by
from consult.kernel.db import lock_row
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _
from consult.submissions.tallies import quotas_counted


class QuotaFull(Conflict):
    """As many as are wanted have answered so; nothing is sent, and nothing that was written is lost."""

    def __init__(self, quota: Quota) -> None:
        super().__init__(quota.text or _("We have heard from enough people who answered as you did. Thank you."))
        self.is_markdown = bool(quota.text)
        self.title = quota.title or _("We have enough answers")


def find_full(session: Session, asked: Questionnaire, answers: Mapping[str, object]) -> Quota | None:
    """Return a quota that is full and towards which a response with these answers would count."""
    met = met_by(asked.quotas, asked.said_on_path(answers))
    counted = quotas_counted(session, asked.activity_id) if met else {}
    return next((quota for quota in met if counted.get(quota.id, 0) >= quota.most), None)


def take_place(session: Session, activity: Activity, asked: Questionnaire, answers: Answers, before: Answers) -> None:
    """Raise `QuotaFull` unless there is room, one sender after the other, in the transaction that takes the answers in.

    `before` are the answers of a response that is changed: it keeps the places that it has.
    """
    kept = {quota.id for quota in met_by(asked.quotas, before)}
    new = [quota for quota in met_by(asked.quotas, answers) if quota.id not in kept]
    if not new:
        return
    lock_row(session, activity)
    counted = quotas_counted(session, activity.id)
    full = next((quota for quota in new if counted.get(quota.id, 0) >= quota.most), None)
    if full is not None:
        raise QuotaFull(full)
