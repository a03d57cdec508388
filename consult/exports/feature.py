"""What this feature adds to Consult."""

from consult.consultations.events import ConsultationDeleted
from consult.contract.plugin import Feature, JobKind
from consult.exports import (
    events,
    exact_publication,
    exact_staff_views,
    exact_views,
    personal_data,
    policies,
    prepared_files,
    program_views,
    publication,
    published_texts,
    references,
    staff_views,
    table_views,
    trial_file_views,
    views,
    withdrawing_views,
)
from consult.exports.code_book import CODE_BOOK
from consult.exports.editions import forget_member, people_in_editions
from consult.exports.equality import ABOUT_YOU
from consult.exports.export_files import SUMMARY
from consult.exports.responses import RESPONSES
from consult.kernel.events import on, on_named
from consult.kernel.messages import lazy_gettext as _l
from consult.records.events import PassageRedacted
from consult.submissions.events import ResponseWithdrawn

REMOVALS = (ResponseWithdrawn, PassageRedacted, ConsultationDeleted)

FEATURE = Feature(
    name="exports",
    blueprints=(
        views.bp,
        staff_views.bp,
        table_views.bp,
        withdrawing_views.bp,
        exact_views.bp,
        exact_staff_views.bp,
        trial_file_views.bp,
        program_views.bp,
    ),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    exports=(SUMMARY, RESPONSES, CODE_BOOK, ABOUT_YOU),
    jobs=(
        JobKind(name=publication.JOB, title=_l("Publishing results"), run=publication.make_edition),
        JobKind(
            name=exact_publication.JOB,
            title=_l("Publishing exact counts"),
            run=exact_publication.make_exact_counts,
        ),
        JobKind(name=prepared_files.JOB, title=_l("Making a file to download"), run=prepared_files.prepare_file),
        JobKind(
            name=prepared_files.SWEEP,
            title=_l("Deleting old files made for download"),
            run=prepared_files.sweep_prepared,
            is_daily=True,
        ),
        JobKind(
            name=prepared_files.DISCARD,
            title=_l("Deleting files that are out of date"),
            run=prepared_files.discard_stale,
        ),
    ),
    subscribers=(
        *(on(event, prepared_files.ask_to_discard) for event in REMOVALS),
        on_named("privacy.data_erased", 1, prepared_files.ask_to_discard),
    ),
    slots=(views.RESULTS_SLOT, staff_views.DESK_SLOT, staff_views.READER_SLOT),
    personal_data=personal_data.PERSONAL_DATA,
    records=published_texts.RECORDS,
    references=references.REFERENCES,
    waiting=publication.all_to_publish,
    revised=(forget_member,),
    published_people=people_in_editions,
)
