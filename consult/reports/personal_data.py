"""Reports name people only as those who acted for the council; what they quote leaves with the response."""

from consult.accounts.office import acts_in_office
from consult.reports.models import Report

PERSONAL_DATA = (acts_in_office(Report.asked_by_id, Report.published_by_id),)
