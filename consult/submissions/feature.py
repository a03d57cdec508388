"""What this feature adds to Consult."""

from consult.contract.plugin import Feature, JobKind
from consult.kernel.events import on
from consult.kernel.messages import lazy_gettext as _l
from consult.records.events import PassageRedacted, RedactionUndone
from consult.submissions import events, letters, passages, personal_data, policies, records, references
from consult.submissions.index_jobs import INDEX, index_slice
from consult.submissions.questionnaires import forget_questionnaires

FEATURE = Feature(
    name="submissions",
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    jobs=(JobKind(name=INDEX, title=_l("Making responses findable"), run=index_slice),),
    subscribers=tuple(on(event, forget_questionnaires) for event in (PassageRedacted, RedactionUndone)),
    personal_data=personal_data.PERSONAL_DATA,
    records=records.RECORDS,
    references=references.REFERENCES,
    revised=(passages.follow_revision, letters.follow_revision),
)
