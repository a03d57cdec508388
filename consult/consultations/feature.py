"""What this feature adds to Consult."""

from consult.consultations import (
    events,
    personal_data,
    policies,
    records,
    references,
    sign_off_views,
    staff_views,
    views,
)
from consult.consultations.closing_alerts import ALERT, alert_before_closing
from consult.consultations.places import PLACES
from consult.consultations.queries import is_document_of_visible, titles_of
from consult.consultations.sign_offs import SUBSCRIBERS
from consult.consultations.tasks import due_in_consultations
from consult.consultations.templates import names_of_templates
from consult.consultations.turns import TURN, plan_turn, turn
from consult.contract.plugin import Feature, JobKind
from consult.kernel.messages import lazy_gettext as _l

FEATURE = Feature(
    name="consultations",
    blueprints=(
        views.bp,
        staff_views.bp,
        sign_off_views.bp,
    ),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    subjects={"consultation_id": titles_of, "template_id": names_of_templates},
    subscribers=SUBSCRIBERS,
    places=PLACES,
    jobs=(
        JobKind(name=TURN, title=_l("Opening and closing consultations by the clock"), run=turn),
        JobKind(name=ALERT, title=_l("Telling officers what closes soon"), run=alert_before_closing, is_daily=True),
    ),
    waiting=due_in_consultations,
    plans=(plan_turn,),
    personal_data=personal_data.PERSONAL_DATA,
    records=records.RECORDS,
    references=references.REFERENCES,
    file_holders=(is_document_of_visible,),
)
