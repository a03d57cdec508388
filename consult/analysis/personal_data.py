"""Passages name people only as those who marked them for the council; their words stay with the response."""

from consult.accounts.office import acts_in_office
from consult.submissions.models import Passage

PERSONAL_DATA = (acts_in_office(Passage.marked_by_id),)
