"""Surveys: officers build questions of several kinds, people answer them page by page, officers read the results."""

from consult.sdk import Plugin
from consult.sdk.activities import ActivityType, numbers_counted
from consult.sdk.events import PassageRedacted, RedactionUndone, on
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.pages import CONSULTATION_DESK, CONSULTATION_MAIN
from plugins.survey import (
    commands,
    content_views,
    copy_views,
    import_views,
    picture_views,
    program_views,
    proposal_views,
    question_views,
    translation_file_views,
    translation_views,
    version_views,
    views,
)
from plugins.survey.demo.making import make_demo
from plugins.survey.events import EVENTS
from plugins.survey.exports import EXPORTS
from plugins.survey.kinds import KINDS
from plugins.survey.personal import PERSONAL_DATA
from plugins.survey.pictures import may_read_file
from plugins.survey.policies import PERMISSIONS
from plugins.survey.questions import find_draft_questionnaire, find_questionnaire
from plugins.survey.records import RECORDS
from plugins.survey.services import follow_outline, opening_problems, outline_of, renew_variables, start_survey
from plugins.survey.taking import take_questions
from plugins.survey.tasks import changes_to_confirm

plugin = Plugin(
    name="survey",
    title=_l("Surveys"),
    package="plugins.survey",
    api=1,
    activities=(
        ActivityType(
            kind="survey",
            title=_l("Survey"),
            summary=_l(
                "People answer questions of several kinds. What they are asked can depend on what they answered."
            ),
            public_endpoint="journey.start",
            staff_endpoint="survey.build",
            call_to_action=_l("Take the survey"),
            kinds=KINDS,
            questionnaire=find_questionnaire,
            previewed=find_draft_questionnaire,
            on_create=start_survey,
            outline=outline_of,
            follow=follow_outline,
            take_questions=take_questions,
            opening_problems=opening_problems,
            taken_part=numbers_counted,
        ),
    ),
    blueprints=(
        *(views.bp, question_views.bp, content_views.bp, picture_views.bp, copy_views.bp),
        *(translation_views.bp, translation_file_views.bp),
        *(version_views.bp, import_views.bp, proposal_views.bp),
        program_views.bp,
    ),
    permissions=PERMISSIONS,
    commands=(commands.survey_group,),
    events=EVENTS,
    file_holders=(may_read_file,),
    slots=(CONSULTATION_MAIN.slot(version_views.changes_link), CONSULTATION_DESK.slot(proposal_views.desk_note)),
    exports=EXPORTS,
    personal_data=PERSONAL_DATA,
    records=RECORDS,
    subscribers=tuple(on(event, renew_variables) for event in (PassageRedacted, RedactionUndone)),
    waiting=changes_to_confirm,
    demo=make_demo,
)
