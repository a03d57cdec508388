"""What this feature adds to Consult."""

from dataclasses import replace

from consult.accounts.office import acts_in_office
from consult.contract.plugin import ActivitySetting, Feature, PersonalData
from consult.journey import (
    address_views,
    admission_views,
    consent_views,
    entry_views,
    file_views,
    kiosk_views,
    preview_views,
    printed_views,
    receipt_views,
    trial_desk_views,
    trial_entry_views,
    trial_views,
    views,
)
from consult.journey.admissions import access_of, end_admissions, set_access
from consult.journey.arrivals import purge_arrivals
from consult.journey.models import Access, PreviewLink, TrialResponse
from consult.journey.previews import purge_preview_links
from consult.journey.stops import purge_drafts
from consult.journey.trials import purge_trials
from consult.submissions.answer_files import may_read_file, purge_answer_files

FEATURE = Feature(
    name="journey",
    blueprints=(
        views.bp,
        receipt_views.bp,
        file_views.bp,
        entry_views.bp,
        kiosk_views.bp,
        consent_views.bp,
        printed_views.bp,
        preview_views.bp,
        preview_views.staff_bp,
        trial_views.bp,
        trial_entry_views.bp,
        trial_desk_views.bp,
        admission_views.bp,
        address_views.bp,
        admission_views.staff_bp,
    ),
    activity_settings={
        "access": ActivitySetting(
            outline=access_of,
            follow=lambda session, actor, activity, said: set_access(session, actor, activity, Access(said)),
        )
    },
    slots=(printed_views.WAY_SLOT, trial_desk_views.DESK_SLOT, kiosk_views.DESK_SLOT),
    file_holders=(may_read_file,),
    personal_data=(
        acts_in_office(PreviewLink.made_by_id, purge=purge_preview_links),
        replace(acts_in_office(TrialResponse.tester_id, purge=purge_trials), kept=""),
        PersonalData(tables=("submission_draft",), purge=purge_drafts),
        PersonalData(tables=("answer_file",), purge=purge_answer_files),
        PersonalData(tables=("submission_arrival",), purge=purge_arrivals),
        PersonalData(tables=("admission_rule", "admission"), purge=end_admissions),
    ),
)
