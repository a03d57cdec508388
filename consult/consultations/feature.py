"""What this feature adds to Consult."""

from consult.consultations import personal_data, policies, records, staff_views, views
from consult.consultations.queries import is_document_of_visible
from consult.consultations.turns import TURN, plan_turn, turn
from consult.contract.plugin import Feature

FEATURE = Feature(
    name="consultations",
    blueprints=(
        views.bp,
        staff_views.bp,
    ),
    permissions=policies.PERMISSIONS,
    jobs={TURN: turn},
    plans=(plan_turn,),
    personal_data=personal_data.PERSONAL_DATA,
    records=records.RECORDS,
    file_holders=(is_document_of_visible,),
)
