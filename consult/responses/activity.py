"""The written response as a kind of activity: the core's own."""

from consult.contract.plugin import ActivityType
from consult.kernel.messages import lazy_gettext as _l
from consult.responses.questions import KIND, find_questionnaire, follow_outline, opening_problems, outline_of
from consult.responses.taking import take_questions
from consult.submissions.kinds import CORE_KINDS
from consult.submissions.tallies import numbers_counted

WRITTEN_RESPONSE = ActivityType(
    kind=KIND,
    title=_l("Written response"),
    summary=_l("People say where they stand and why, in their own words."),
    public_endpoint="journey.start",
    staff_endpoint="desk.index",
    call_to_action=_l("Give your response"),
    kinds=CORE_KINDS,
    questionnaire=find_questionnaire,
    outline=outline_of,
    follow=follow_outline,
    take_questions=take_questions,
    opening_problems=opening_problems,
    taken_part=numbers_counted,
)
