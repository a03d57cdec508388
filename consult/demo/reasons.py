"""Public reasons for the warnings that a consultation of the demonstration opens against."""

from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.consultations.moves import warnings_at
from consult.kernel.db import database_now

REASON = "This is a demonstration, and its dates follow the day on which it was set up."


def reasons_to_open(
    session: Session, consultation: Consultation, reason: str = REASON, **others: str
) -> dict[str, str]:
    """Return the reason for each warning that stands in the way of opening now; `others` by the code of the check."""
    checks = warnings_at(session, consultation, database_now(session))
    return {check.code: others.get(check.code, reason) for check in checks if not check.is_met}
