"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.kernel.events import on
from consult.records.events import PassageRedacted, RedactionUndone
from consult.submissions import (
    holder_views,
    personal_data,
    policies,
    preview_views,
    printed_views,
    records,
    references,
    staff_views,
    views,
)
from consult.submissions.activity import WRITTEN_RESPONSE
from consult.submissions.import_jobs import IMPORT, run_import
from consult.submissions.index_jobs import INDEX, index_slice
from consult.submissions.instruments import forget_questionnaires
from consult.submissions.label_jobs import LABEL, ask_for_labels, label_next
from consult.submissions.waiting import entries_to_check

FEATURE = Feature(
    name="submissions",
    blueprints=(
        views.bp,
        holder_views.bp,
        printed_views.bp,
        preview_views.bp,
        staff_views.bp,
    ),
    permissions=policies.PERMISSIONS,
    activities=(WRITTEN_RESPONSE,),
    jobs={IMPORT: run_import, INDEX: index_slice, LABEL: label_next},
    rounds=(ask_for_labels,),
    subscribers=tuple(on(event, forget_questionnaires) for event in (PassageRedacted, RedactionUndone)),
    slots=(printed_views.WAY_SLOT,),
    personal_data=personal_data.PERSONAL_DATA,
    records=records.RECORDS,
    references=references.REFERENCES,
    waiting=entries_to_check,
)
