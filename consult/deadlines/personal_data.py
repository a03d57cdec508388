"""Deadlines name a person only as the one who is to do something for the council."""

from consult.accounts.office import acts_in_office
from consult.deadlines.models import Deadline

PERSONAL_DATA = (acts_in_office(Deadline.person_id),)
