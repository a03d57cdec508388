"""What this feature adds to Consult."""

from consult.consultations.events import ConsultationDeleted
from consult.contract.plugin import Feature, JobKind
from consult.kernel.events import Event, on
from consult.kernel.messages import lazy_gettext as _l
from consult.privacy import addresses, events, policies, staff_views, views
from consult.privacy.events import PersonalDataErased
from consult.privacy.jobs import PURGE, purge
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
    jobs=(
        JobKind(name=PURGE, title=_l("Deleting what has run out"), run=purge, is_daily=True),
        JobKind(name=SCRUB, title=_l("Removing what is left of deleted words"), run=scrub),
    ),
    subscribers=tuple(on(event, ask_to_scrub) for event in REMOVALS),
    personal_data=addresses.PERSONAL_DATA,
)
