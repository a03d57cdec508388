"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.reports.sections import SECTIONS

FEATURE = Feature(name="reports", report_sections=SECTIONS)
