"""What this feature adds to Consult."""

from consult.consultations.events import ConsultationDeleted
from consult.contract.plugin import Feature
from consult.kernel.events import Event, on
from consult.privacy import addresses, events, policies, staff_views, views
from consult.privacy.events import PersonalDataErased
from consult.privacy.jobs import PURGE, plan_purge, purge
from consult.privacy.remnants import SCRUB, ask_to_scrub, scrub
from consult.records.events import PassageRedacted
from consult.submissions.events import ResponseWithdrawn

REMOVALS: tuple[type[Event], ...] = (PersonalDataErased, ResponseWithdrawn, PassageRedacted, ConsultationDeleted)
"""After these, words that were kept must not be left anywhere."""

FEATURE = Feature(
    name="privacy",
    blueprints=(
        views.bp,
        staff_views.bp,
    ),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    jobs={PURGE: purge, SCRUB: scrub},
    plans=(plan_purge,),
    subscribers=tuple(on(event, ask_to_scrub) for event in REMOVALS),
    personal_data=addresses.PERSONAL_DATA,
)
