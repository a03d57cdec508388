"""Steps name people only as those who acted for the council, or for those who asked it something."""

from consult.accounts.office import acts_in_office
from consult.steps.models import StepTaken

PERSONAL_DATA = (acts_in_office(StepTaken.by_id),)
