"""What this feature adds to Consult."""

from consult.comments import translations
from consult.contract.plugin import Feature
from consult.decisions import (
    advice_views,
    erasures,
    events,
    lost_quotations,
    outline_views,
    personal_data,
    policies,
    quoting_views,
    records,
    references,
    registers,
    requirements,
    review_views,
    scrutiny,
    staff_views,
    viewpoints,
    views,
    volume_views,
)
from consult.decisions.exports import ISSUES
from consult.decisions.places import DECISION_PAGE

FEATURE = Feature(
    name="decisions",
    blueprints=(
        views.bp,
        staff_views.bp,
        outline_views.bp,
        volume_views.bp,
        review_views.bp,
        advice_views.bp,
        quoting_views.bp,
    ),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    places=(DECISION_PAGE,),
    slots=(views.OUTCOME_SLOT, views.COVERAGE_SLOT, views.AFTERWARDS_SLOT, staff_views.DESK_SLOT),
    personal_data=personal_data.PERSONAL_DATA,
    exports=(ISSUES,),
    records=records.RECORDS,
    registers=(registers.DECISIONS,),
    references=references.REFERENCES,
    requirements=(requirements.ISSUES_ANSWERED, requirements.QUOTATIONS_VERBATIM),
    revised=(
        erasures.follow_revision,
        lost_quotations.follow_revision,
        # After what is quoted from them is known.
        translations.follow_revision,
    ),
    viewpoints=(viewpoints.PUBLISHED_ISSUES,),
    thin_records=scrutiny.THIN_RECORDS,
)
