"""Decisions name people only as those who acted for the council."""

from consult.accounts.office import acts_in_office
from consult.decisions.models import Advice, Decision, DecisionReview, Issue, IssuePoint

PERSONAL_DATA = (
    acts_in_office(
        Issue.created_by_id,
        Issue.disposed_by_id,
        IssuePoint.placed_by_id,
        Advice.adviser_id,
        Advice.asked_by_id,
        Decision.created_by_id,
        Decision.published_by_id,
        DecisionReview.reviewed_by_id,
    ),
)
