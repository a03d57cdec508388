"""Exports name people only as those who asked for a file or published results."""

from consult.accounts.office import acts_in_office
from consult.exports.models import Edition, ExactCounts, ExactRequest, PreparedExport, ResultsRequest

PERSONAL_DATA = (
    acts_in_office(
        *(PreparedExport.asked_by_id, Edition.made_by_id, Edition.withdrawn_by_id, ResultsRequest.asked_by_id),
        *(ExactRequest.asked_by_id, ExactRequest.signed_by_id, ExactCounts.asked_by_id, ExactCounts.signed_by_id),
    ),
)
