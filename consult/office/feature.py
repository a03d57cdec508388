"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.office import personal_data, policies, records, staff_views, views
from consult.office.exports import TERMS

FEATURE = Feature(
    name="office",
    blueprints=(
        views.bp,
        staff_views.bp,
    ),
    permissions=policies.PERMISSIONS,
    exports=(TERMS,),
    personal_data=personal_data.PERSONAL_DATA,
    records=records.RECORDS,
)
