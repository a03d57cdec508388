"""What this feature adds to Consult."""

from consult.contract.plugin import Feature, JobKind
from consult.deadlines import jobs, personal_data
from consult.deadlines import tasks as waiting
from consult.kernel.messages import lazy_gettext as _l

FEATURE = Feature(
    name="deadlines",
    jobs=(JobKind(name=jobs.REMIND, title=_l("Reminding people of what is due"), run=jobs.remind, is_daily=True),),
    waiting=waiting.due,
    personal_data=personal_data.PERSONAL_DATA,
)
