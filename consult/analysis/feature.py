"""What this feature adds to Consult."""

from consult.analysis import events, exports, personal_data, policies, staff_views
from consult.analysis.quotations import check_verbatim
from consult.analysis.themes import (
    coding_views,
    endpoint_jobs,
    learning_jobs,
    learning_views,
    model_runs,
    records,
    references,
    sample_views,
    samples,
)
from consult.analysis.themes import events as theme_events
from consult.analysis.themes import exports as theme_exports
from consult.analysis.themes import personal_data as theme_personal_data
from consult.analysis.themes import policies as theme_policies
from consult.analysis.themes import staff_views as theme_views
from consult.analysis.themes.assignments import follow_revision
from consult.analysis.themes.desk_filters import DESK_FILTERS
from consult.analysis.themes.queries import codes_of
from consult.contract.plugin import Feature

FEATURE = Feature(
    name="analysis",
    blueprints=(staff_views.bp, theme_views.bp, coding_views.bp, sample_views.bp, learning_views.bp),
    permissions={**policies.PERMISSIONS, **theme_policies.PERMISSIONS},
    events=(*events.EVENTS, *theme_events.EVENTS),
    subjects={"theme_id": codes_of},
    slots=(staff_views.DESK_SLOT, theme_views.DESK_SLOT, sample_views.RESULTS_SLOT, learning_views.RESULTS_SLOT),
    jobs=(*learning_jobs.JOBS, *endpoint_jobs.JOBS),
    exports=(exports.POINTS, *theme_exports.EXPORTS),
    personal_data=(*personal_data.PERSONAL_DATA, *theme_personal_data.PERSONAL_DATA),
    records=records.RECORDS,
    references=references.REFERENCES,
    desk_filters=DESK_FILTERS,
    verbatim=check_verbatim,
    revised=(follow_revision, samples.follow_revision, model_runs.follow_revision),
)
