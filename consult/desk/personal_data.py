"""Who was to read a response, and who said so, is what people did in office."""

from consult.accounts.office import acts_in_office
from consult.desk.models import Assignment

PERSONAL_DATA = (acts_in_office(Assignment.person_id, Assignment.assigned_by_id),)
