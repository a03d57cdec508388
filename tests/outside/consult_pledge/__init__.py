"""Pledges: people say what they will do themselves, and refer to what moved them to it."""

from consult.sdk import Plugin
from consult.sdk.activities import ActivityType, numbers_counted
from tests.outside.consult_pledge import (
    board,
    events,
    exports,
    files,
    jobs,
    kept_list,
    personal,
    places,
    policies,
    queries,
    records,
    references,
    registers,
    staff_views,
    views,
)

plugin = Plugin(
    name="pledge",
    title="Pledges",
    package="tests.outside.consult_pledge",
    api=1,
    activities=(
        ActivityType(
            kind="pledge",
            title="Pledge",
            summary="Say what you will do yourself.",
            public_endpoint="pledge.show",
            staff_endpoint="pledge_staff.index",
            call_to_action="Make a pledge",
            taken_part=numbers_counted,
            visible_to=queries.submissions_visible_to,
            text_labels={"text": "What they pledge"},
        ),
    ),
    blueprints=(views.bp, staff_views.bp),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    places=(places.UNDER_PLEDGE,),
    jobs=(jobs.KIND,),
    processes=(board.BOARD,),
    references=references.REFERENCES,
    records=(records.PLEDGE,),
    exports=(exports.PLEDGES,),
    file_imports=(kept_list.KEPT,),
    registers=(registers.PLEDGES,),
    personal_data=(personal.PLEDGES,),
    file_holders=(files.may_read_file,),
)
