"""Motions: councillors draft together, the council votes by name, and everybody sees what became of it."""

from consult.sdk import Plugin
from consult.sdk.activities import ActivityType
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.pages import NavigationItem
from plugins.motion import (
    act_views,
    alteration_views,
    amendment_staff_views,
    amendment_views,
    calendar_views,
    citing_views,
    closure_views,
    comment_views,
    drafting_views,
    letter_views,
    meeting_views,
    movement_views,
    parts_views,
    reply_views,
    resolution_views,
    staff_views,
    submitting_views,
    together_views,
    tracking_views,
    views,
    vote_views,
    voting_views,
)
from plugins.motion.amendment_events import AMENDMENT_EVENTS
from plugins.motion.amendment_letters import AMENDMENT_LETTERS
from plugins.motion.citations import REFERENCES
from plugins.motion.citing_events import CITING_EVENTS
from plugins.motion.commands import motions_group
from plugins.motion.comment_events import COMMENT_EVENTS
from plugins.motion.deadlines import CORRECTED, REPORTED
from plugins.motion.demo import build_demo
from plugins.motion.drafting.sidecar import DRAFTING
from plugins.motion.events import EVENTS
from plugins.motion.exports import EXPORTS
from plugins.motion.further_registers import ACTIONS, MOTIONS
from plugins.motion.letter_events import LETTER_EVENTS
from plugins.motion.letters import SUBSCRIBERS
from plugins.motion.meeting_events import MEETING_EVENTS
from plugins.motion.meeting_records import MEETING_RECORDS
from plugins.motion.news import SUBSCRIBERS as NEWS
from plugins.motion.places import MOTION_PAGE, SLOTS
from plugins.motion.policies import PERMISSIONS
from plugins.motion.privacy import PERSONAL_DATA
from plugins.motion.published import RECORDS, reasons_of
from plugins.motion.published_votes import MOVEMENT
from plugins.motion.queries import numbers_of
from plugins.motion.registers import RESOLUTIONS
from plugins.motion.reply_queries import may_read_file
from plugins.motion.tasks import waiting_for

plugin = Plugin(
    name="motion",
    title=_l("Motions"),
    package="plugins.motion",
    api=1,
    activities=(
        ActivityType(
            kind="motion",
            title=_l("Motion"),
            summary=_l("Councillors ask the council to decide. Everybody can follow it from submission to result."),
            public_endpoint="motion.activity",
            staff_endpoint="motion_staff.activity",
            call_to_action=_l("Read the motion"),
        ),
    ),
    blueprints=(
        views.bp,
        drafting_views.bp,
        submitting_views.bp,
        together_views.bp,
        comment_views.bp,
        citing_views.bp,
        staff_views.bp,
        vote_views.bp,
        tracking_views.bp,
        parts_views.bp,
        meeting_views.bp,
        movement_views.bp,
        calendar_views.bp,
        act_views.bp,
        closure_views.bp,
        amendment_views.bp,
        alteration_views.bp,
        letter_views.bp,
        reply_views.bp,
        voting_views.bp,
        resolution_views.bp,
        amendment_staff_views.bp,
    ),
    permissions=PERMISSIONS,
    processes=(DRAFTING,),
    commands=(motions_group,),
    events=(*EVENTS, *AMENDMENT_EVENTS, *LETTER_EVENTS, *MEETING_EVENTS, *COMMENT_EVENTS, *CITING_EVENTS),
    subjects={"motion_id": numbers_of, "handover_id": reasons_of},
    subscribers=(*SUBSCRIBERS, *AMENDMENT_LETTERS, *NEWS, CORRECTED, REPORTED),
    places=(MOTION_PAGE,),
    slots=SLOTS,
    exports=EXPORTS,
    registers=(MOTIONS, RESOLUTIONS, ACTIONS),
    personal_data=PERSONAL_DATA,
    navigation=(
        NavigationItem(text=_l("Motions"), endpoint="motion.index", permission="motion.list"),
        NavigationItem(text=_l("My motions"), endpoint="motion_drafts.index", permission="motion.workspace"),
        NavigationItem(text=_l("Motions desk"), endpoint="motion_staff.index", permission="motion.desk"),
    ),
    records=(*RECORDS, *MEETING_RECORDS, MOVEMENT),
    file_holders=(may_read_file,),
    references=REFERENCES,
    waiting=waiting_for,
    demo=build_demo,
)
