"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.registers import policies, views

FEATURE = Feature(name="registers", blueprints=(views.bp,), permissions=policies.PERMISSIONS)
