"""Who may look at passages, and mark them."""

from consult.consultations.policies import desk
from consult.kernel.authz import Actor, Permissions, rule
from consult.submissions.models import Passage, Submission
from consult.submissions.records import SUBMISSION


@rule("may handle the response")
def may_handle_its_response(actor: Actor, found: tuple[Passage, Submission]) -> bool:
    """Whether the actor may handle the response to which a passage belongs."""
    return SUBMISSION.rule.allows(actor, found[1])


PERMISSIONS: Permissions = {
    "analysis.desk": desk,
    "analysis.mark": SUBMISSION.rule,
    "analysis.take_back": may_handle_its_response,
}
