"""What this feature adds to Consult."""

from consult.contract.plugin import Feature, JobKind
from consult.kernel.messages import lazy_gettext as _l
from consult.mail import policies, views
from consult.mail.services import deliver
from consult.mail.tasks import refusals

FEATURE = Feature(
    name="mail",
    blueprints=(views.bp,),
    permissions=policies.PERMISSIONS,
    jobs=(JobKind(name="mail.deliver", title=_l("Sending mail"), run=deliver),),
    waiting=refusals,
)
