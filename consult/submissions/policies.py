"""Who may answer, read, enter, preview, redact and exclude."""

from consult.consultations.policies import desk
from consult.kernel.authz import Permissions, anyone, staff

PERMISSIONS: Permissions = {
    "submissions.answer": anyone,
    "submissions.desk": desk,
    "submissions.read": desk,
    "submissions.set_questions": staff,
    "submissions.preview": desk,
    "submissions.share_preview": staff,
    "submissions.set_access": staff,
    "submissions.look_at_preview": anyone,
    "submissions.read_tests": staff,
    "submissions.enter": staff,
    "submissions.check": staff,
    "submissions.correct": staff,
    "submissions.exclude": staff,
    "submissions.assign": staff,
    "submissions.annotate": staff,
    "submissions.act_on_many": staff,
}
