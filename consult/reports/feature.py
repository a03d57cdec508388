"""What this feature adds to Consult."""

from consult.comments.events import ConsentNarrowed, ResponseHeld
from consult.contract.plugin import Feature, JobKind
from consult.decisions.events import QuotationsWithheld
from consult.desk.events import BulkActMade, BulkActUndone
from consult.exports.events import ResultsWithdrawn
from consult.kernel.events import on
from consult.kernel.messages import lazy_gettext as _l
from consult.records.events import PassageRedacted
from consult.reports import events, personal_data, policies, staff_views, versions, views, withdrawing
from consult.reports.sections import SECTIONS
from consult.submissions.events import ResponseExcluded

FEATURE = Feature(
    name="reports",
    blueprints=(views.bp, staff_views.bp),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    jobs=(
        JobKind(name=versions.JOB, title=_l("Publishing a report"), run=versions.make_version),
        JobKind(
            name=withdrawing.JOB,
            title=_l("Making a report without what had to go"),
            run=withdrawing.remake_report,
        ),
    ),
    subscribers=(
        on(PassageRedacted, withdrawing.withdraw_every_version),
        on(QuotationsWithheld, withdrawing.withdraw_every_version),
        on(ResultsWithdrawn, withdrawing.withdraw_every_version),
        on(ResponseHeld, withdrawing.withdraw_what_is_held_back),
        on(ResponseExcluded, withdrawing.withdraw_what_is_held_back),
        on(ConsentNarrowed, withdrawing.withdraw_what_is_held_back),
        on(BulkActMade, withdrawing.withdraw_what_is_held_back),
        on(BulkActUndone, withdrawing.withdraw_what_is_held_back),
    ),
    slots=(views.OUTCOME_SLOT, staff_views.DESK_SLOT),
    personal_data=personal_data.PERSONAL_DATA,
    waiting=versions.reports_to_publish,
    revised=(withdrawing.follow_revision,),
    report_sections=SECTIONS,
)
