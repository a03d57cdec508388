"""Citations name people only as those who acted for the council."""

from consult.accounts.office import acts_in_office
from consult.citations.models import Citation

PERSONAL_DATA = (acts_in_office(Citation.cited_by_id),)
