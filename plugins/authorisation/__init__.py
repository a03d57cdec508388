"""Authorisation: the record of how the police come to a decision on facial recognition, and of the views they weigh."""

from consult.sdk import Plugin
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.pages import NavigationItem
from plugins.authorisation import (
    changes,
    condition_staff_views,
    condition_views,
    demo,
    events,
    exports,
    jobs,
    personal,
    places,
    policies,
    records,
    references,
    regime_views,
    registers,
    scrutiny,
    staff_views,
    step_views,
    tasks,
    views,
)
from plugins.authorisation.condition_records import CONDITION_RECORDS
from plugins.authorisation.regime_imports import RULES_FILE

plugin = Plugin(
    name="authorisation",
    title=_l("Authorisation"),
    package="plugins.authorisation",
    api=1,
    blueprints=(views.bp, staff_views.bp, step_views.bp, condition_views.bp, condition_staff_views.bp, regime_views.bp),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    subscribers=changes.SUBSCRIBERS,
    places=(places.CASE_PAGE, places.CONDITIONS),
    slots=places.SLOTS,
    jobs=jobs.JOBS,
    personal_data=personal.PERSONAL_DATA,
    navigation=(
        NavigationItem(text=_l("Authorisations"), endpoint="authorisation.index", permission="authorisation.list"),
        NavigationItem(
            text=_l("Authorisation cases"), endpoint="authorisation_staff.index", permission="authorisation.desk"
        ),
    ),
    file_imports=(RULES_FILE,),
    exports=exports.EXPORTS,
    registers=registers.REGISTERS,
    records=(*records.RECORDS, *CONDITION_RECORDS),
    references=references.REFERENCES,
    thin_records=scrutiny.THIN_RECORDS,
    waiting=tasks.waiting,
    demo=demo.make_demo,
)
