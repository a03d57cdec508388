"""What this feature adds to Consult."""

from consult.contract.plugin import Feature, JobKind
from consult.follows import events, personal_data, policies, references, services, views
from consult.kernel.events import on
from consult.kernel.messages import lazy_gettext as _l
from consult.records.events import PassageRedacted

FEATURE = Feature(
    name="follows",
    blueprints=(views.bp,),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    jobs=(
        JobKind(
            name=services.SEND, title=_l("Telling those who follow something what happened"), run=services.send_batch
        ),
    ),
    personal_data=personal_data.PERSONAL_DATA,
    references=references.REFERENCES,
    subscribers=(on(PassageRedacted, services.forget_words),),
)
