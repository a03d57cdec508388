"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.steps import personal_data

FEATURE = Feature(
    name="steps",
    personal_data=personal_data.PERSONAL_DATA,
)
