"""What this feature adds to Consult."""

from consult.consultations.events import ConsultationChanged, ConsultationOpened
from consult.contract.plugin import Feature, JobKind
from consult.decisions.events import DecisionPublished
from consult.kernel.events import on
from consult.kernel.messages import lazy_gettext as _l
from consult.notifications import events, policies, views
from consult.notifications.decided import tell_of_decision
from consult.notifications.services import SEND, send_batch, tell_of_change, tell_of_opening

FEATURE = Feature(
    name="notifications",
    blueprints=(views.bp,),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    jobs=(JobKind(name=SEND, title=_l("Telling people what has changed"), run=send_batch),),
    subscribers=(
        on(ConsultationOpened, tell_of_opening),
        on(ConsultationChanged, tell_of_change),
        on(DecisionPublished, tell_of_decision),
    ),
)
