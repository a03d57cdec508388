"""Cases name people only as those who acted in office."""

from consult.sdk.people import acts_in_office
from plugins.authorisation.condition_models import Condition, ConditionList, Finding
from plugins.authorisation.models import Case, Consideration, Foundation, LinkedDocument, Paragraph, Source

PERSONAL_DATA = (
    acts_in_office(
        Case.applicant_id,
        Paragraph.saved_by_id,
        Source.added_by_id,
        LinkedDocument.added_by_id,
        Foundation.cited_by_id,
        Consideration.considered_by_id,
        ConditionList.entered_by_id,
        Condition.added_by_id,
        Finding.found_by_id,
    ),
)
