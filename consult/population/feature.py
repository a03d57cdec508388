"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.population import events, imports, outline_views, policies, staff_views

FEATURE = Feature(
    name="population",
    blueprints=(staff_views.bp, outline_views.bp),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    file_imports=(imports.POPULATION_FILE,),
)
