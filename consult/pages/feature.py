"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.pages import policies, views
from consult.pages.places import HOME_PAGE

FEATURE = Feature(
    name="pages",
    blueprints=(views.bp,),
    permissions=policies.PERMISSIONS,
    places=(HOME_PAGE,),
)
