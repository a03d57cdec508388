"""Taking a passage out of a response, in one line."""

import re

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Actor
from consult.records.models import Redaction
from consult.records.places import place_named
from consult.records.redactions import redact as take_out
from consult.records.words import passages
from consult.submissions.models import Submission
from consult.submissions.records import SUBMISSION


def redact(
    session: Session,
    actor: Actor,
    _activity: Activity,
    submission: Submission,
    *,
    question: str,
    passage: str,
    code: str = "personal",
    note: str = "",
) -> Redaction:
    """Take every occurrence of a passage out of one answer."""
    place = place_named(SUBMISSION, submission, f"answers.{question}")
    hits = passages(place.text, passage)
    return take_out(session, actor, SUBMISSION, submission, {place.key: hits}, code=code, note=note)[0]


def seen_on(page: str) -> str:
    """Return by what the form on a page knows which passages it showed."""
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', page)
    return found[1] if found else ""
