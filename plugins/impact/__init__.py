"""Impact evidence: community groups say what a proposal does to people, and get an answer with a reason."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from consult.sdk import Plugin
from consult.sdk.access import Actor
from consult.sdk.activities import ActivityType
from consult.sdk.events import FileRefused, PersonalDataErased, on, on_named
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.pages import NavigationItem, Waiting
from consult.sdk.people import ask_to_scrub
from plugins.impact import (
    attachment_views,
    attachments,
    citations,
    deadlines,
    demo,
    entry_views,
    events,
    exports,
    group_views,
    letters,
    personal,
    places,
    policies,
    presentation,
    queries,
    records,
    registers,
    reminders,
    report,
    requirements,
    scrutiny,
    staff_views,
    tasks,
    viewpoints,
    views,
)
from plugins.impact.assessments import (
    author_views,
    public_views,
    step_views,
    triggers,
)
from plugins.impact.assessments import events as assessment_events
from plugins.impact.assessments import personal as assessment_personal
from plugins.impact.assessments import policies as assessment_policies
from plugins.impact.assessments import records as assessment_records
from plugins.impact.assessments import references as assessment_references
from plugins.impact.assessments import registers as assessment_registers
from plugins.impact.assessments import requirements as assessment_requirements
from plugins.impact.assessments import tasks as assessment_tasks
from plugins.impact.assessments import viewpoints as assessment_viewpoints
from plugins.impact.engagement import contact_views, imports, invitations, log_views, withholding_views
from plugins.impact.engagement import events as engagement_events
from plugins.impact.engagement import letters as engagement_letters
from plugins.impact.engagement import personal as engagement_personal
from plugins.impact.engagement import policies as engagement_policies
from plugins.impact.engagement import records as engagement_records
from plugins.impact.engagement import references as engagement_references
from plugins.impact.engagement import viewpoints as engagement_viewpoints
from plugins.impact.engagement.demo import make_assessments
from plugins.impact.published_files import views as file_views


def wait_for(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return what waits for somebody in evidence and in assessments."""
    return [*tasks.waiting(session, actor), *assessment_tasks.waiting(session, actor)]


def make_all(session: Session, actors: Mapping[str, Actor]) -> None:
    """Make the invented evidence of the demonstration, and the assessments that cite it."""
    demo.make_demo(session, actors)
    make_assessments(session, actors)


plugin = Plugin(
    name="impact",
    title=_l("Impact evidence"),
    package="plugins.impact",
    api=1,
    activities=(
        ActivityType(
            kind="impact",
            title=_l("Evidence of impact"),
            summary=_l("Community groups say what this does, or would do, to the people they speak for."),
            public_endpoint="impact.show",
            staff_endpoint="impact_staff.index",
            call_to_action=_l("File evidence for your group"),
            taken_part=queries.numbers_filed,
            submission_endpoint="impact_staff.submission",
            entry_endpoint="impact_entry.enter",
            text_labels=presentation.TEXT_LABELS,
            may_handle=records.may_handle,
            overview=citations.overview,
            published=citations.published,
            once_published=citations.once_published,
            visible_to=queries.submissions_visible_to,
        ),
    ),
    blueprints=(
        views.bp,
        group_views.bp,
        staff_views.bp,
        entry_views.bp,
        attachment_views.bp,
        author_views.bp,
        step_views.bp,
        public_views.bp,
        contact_views.bp,
        log_views.bp,
        withholding_views.bp,
        file_views.bp,
    ),
    permissions={
        **policies.PERMISSIONS,
        **assessment_policies.PERMISSIONS,
        **engagement_policies.PERMISSIONS,
    },
    events=(*events.EVENTS, *assessment_events.EVENTS, *engagement_events.EVENTS),
    subscribers=(
        on(events.EvidenceDiscarded, ask_to_scrub),
        on(PersonalDataErased, attachments.forget_erased),
        on(FileRefused, attachments.tell_of_refusal),
        deadlines.DATES_CHANGED,
        *triggers.SUBSCRIBERS,
        on_named("motion.resolution_made", 1, letters.tell_of_resolution),
    ),
    places=(places.IMPACT_PAGE, places.ASSESSMENT_PAGE),
    slots=(*places.SLOTS, group_views.ACCOUNT_SLOT, places.ASSESSMENT_PAGE.slot(log_views.published_engagement)),
    exports=exports.EXPORTS,
    report_sections=(report.SECTION,),
    registers=(registers.EVIDENCE, assessment_registers.SIGNED_ASSESSMENTS),
    jobs=(*reminders.JOBS, *triggers.JOBS, *engagement_letters.JOBS, invitations.INVITATIONS),
    file_imports=imports.FILE_IMPORTS,
    personal_data=(*personal.PERSONAL_DATA, *assessment_personal.PERSONAL_DATA, *engagement_personal.PERSONAL_DATA),
    navigation=(
        NavigationItem(text=_l("Our evidence"), endpoint="impact.index", permission="impact.own"),
        NavigationItem(
            text=_l("Assessments"), endpoint="impact_assessments.index", permission="impact.inspect_assessments"
        ),
    ),
    records=(*records.RECORDS, *assessment_records.RECORDS, *engagement_records.RECORDS),
    references=(*assessment_references.REFERENCES, *engagement_references.REFERENCES),
    file_holders=(attachments.may_read_file,),
    viewpoints=(viewpoints.ACCEPTED_EVIDENCE, assessment_viewpoints.RATED_IMPACTS, engagement_viewpoints.VOICES_HEARD),
    thin_records=scrutiny.THIN_RECORDS,
    requirements=(requirements.EVIDENCE_ANSWERED, *assessment_requirements.REQUIREMENTS),
    waiting=wait_for,
    demo=make_all,
)
