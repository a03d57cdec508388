"""What this feature adds to Consult."""

from consult.accounts.office import acts_in_office
from consult.contract.plugin import Feature
from consult.journey import preview_views, printed_views, receipt_views, views
from consult.journey.models import PreviewLink

FEATURE = Feature(
    name="journey",
    blueprints=(views.bp, receipt_views.bp, printed_views.bp, preview_views.bp, preview_views.staff_bp),
    slots=(printed_views.WAY_SLOT,),
    personal_data=(acts_in_office(PreviewLink.made_by_id),),
)
