"""What this feature adds to Consult."""

from consult.accounts.office import acts_in_office
from consult.contract.plugin import Feature
from consult.responses import records, staff_views
from consult.responses.activity import WRITTEN_RESPONSE
from consult.responses.models import QuestionsVersion

FEATURE = Feature(
    name="responses",
    blueprints=(staff_views.bp,),
    activities=(WRITTEN_RESPONSE,),
    personal_data=(acts_in_office(QuestionsVersion.made_by_id),),
    records=records.RECORDS,
)
