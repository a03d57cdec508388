"""Many responses are changed by a job for each slice, so that it can be stopped between any two."""

from sqlalchemy.orm import Session

from consult.contract.plugin import JobKind
from consult.desk.bulk.models import BulkAct
from consult.desk.bulk.services import BULK_ACT, GOING_ON, enqueue_slice, take_slice
from consult.jobs.models import Job
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l


def change_slice(session: Session, _job: Job, *, bulk_act_id: int) -> str:
    """Change the next responses of an act, and ask for those after them: the job `desk.bulk_act`."""
    act = session.get(BulkAct, bulk_act_id)
    if act is None:
        return _("This was deleted with the activity.")
    take_slice(session, act)
    if act.state in GOING_ON:
        enqueue_slice(session, act)
        return _("A part is done. The page of the act says how far it is.")
    return str(act.state.label)


JOB = JobKind(name=BULK_ACT, title=_l("Changing many responses at once"), run=change_slice)
