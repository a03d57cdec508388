"""What officers may quote when they answer evidence: published responses, and what it says in public itself."""

from sqlalchemy.orm import Session

from consult.sdk.texts import require_verbatim
from plugins.impact.models import Evidence

SAID_IN_PUBLIC = ("statement", "source", "gathered", "mitigation")
"""The free texts of evidence that the public reads once it is published, also where the group is not named."""


def require_quotable(session: Session, evidence: Evidence, text: str, field: str) -> None:
    """Raise `Invalid` at a field for a quotation that neither this evidence nor a published response says so."""
    own = [evidence.text(key) for key in SAID_IN_PUBLIC]
    require_verbatim(session, evidence.activity.consultation_id, text, field, also=own)
