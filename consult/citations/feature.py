"""What this feature adds to Consult."""

from consult.citations import personal_data
from consult.contract.plugin import Feature

FEATURE = Feature(
    name="citations",
    personal_data=personal_data.PERSONAL_DATA,
)
