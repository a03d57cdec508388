"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.office import events, personal_data, policies, records, staff_views, views
from consult.office.exports import TERMS
from consult.office.imports import TERMS_FILE
from consult.office.queries import names_of_holders, names_of_terms

FEATURE = Feature(
    name="office",
    blueprints=(
        views.bp,
        staff_views.bp,
    ),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    subjects={"term_id": names_of_terms, "holder_id": names_of_holders},
    exports=(TERMS,),
    file_imports=(TERMS_FILE,),
    personal_data=personal_data.PERSONAL_DATA,
    records=records.RECORDS,
)
