"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.mail import policies, views
from consult.mail.services import deliver
from consult.mail.waiting import refusals

FEATURE = Feature(
    name="mail",
    blueprints=(views.bp,),
    permissions=policies.PERMISSIONS,
    jobs={"mail.deliver": deliver},
    waiting=refusals,
)
