"""A redaction is known again by its passages, in the text they were in and in other versions of it."""

import base64

import orjson
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.kernel.db import database_of
from consult.records.redactions import redact
from consult.records.traces import Trace, note_redaction
from consult.submissions.records import SUBMISSION
from tests.factories import make_actor, make_submission

TEXT = "Ask Ann O’Neil. 王小明說"


def test_passages_are_found_in_their_own_text_and_in_others(session: Session, activity: Activity) -> None:
    sent = make_submission(session, activity, answers={"reasons": TEXT})
    hits = {"answers.reasons": [(4, 14), (16, 19)]}
    made = redact(session, make_actor(session, Role.OFFICER), SUBMISSION, sent, hits, code="personal")
    note_redaction(session, SUBMISSION, sent, made, [TEXT])
    line, keys = session.info["erasures"][-1], database_of(session).keys
    sealed = base64.b64decode(line["sealed"])
    trace = Trace.read(orjson.loads(keys.open(sealed, table="erasure", row=line["number"], column="sealed"))[1])
    place = trace.places["answers.reasons"]
    assert place.hits(keys, TEXT) == [(4, 14), (16, 19)]
    assert place.hits(keys, "ANN  o'neil, not Joann O’Neil") == [(0, 11)]
    assert place.hits(keys, "今日王小明說") == [(2, 5)]
    assert place.hits(keys, "Nobody is named.") == []
