"""The register of deployments: every use of live facial recognition, as published, with each correction."""

from consult.sdk import Plugin
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.pages import NavigationItem
from plugins.register import (
    accuracy_imports,
    citations,
    commands,
    demo,
    events,
    imports,
    personal,
    places,
    policies,
    queries,
    records,
    registers,
    result_staff_views,
    result_views,
    scrutiny,
    staff_views,
    tasks,
    views,
    withholding,
)

plugin = Plugin(
    name="register",
    title=_l("Register of deployments"),
    package="plugins.register",
    api=1,
    blueprints=(views.bp, staff_views.bp, result_views.bp, result_staff_views.bp),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    subjects={"deployment_id": queries.numbers_of, "pause_id": queries.areas_of, "result_id": queries.results_of},
    places=(places.REGISTER_PAGE,),
    file_imports=(imports.DEPLOYMENTS_FILE, accuracy_imports.ACCURACY_FILE),
    registers=registers.REGISTERS,
    jobs=withholding.JOBS,
    personal_data=personal.PERSONAL_DATA,
    navigation=(NavigationItem(text=_l("Deployments"), endpoint="register.index", permission="register.read"),),
    records=records.RECORDS,
    references=citations.REFERENCES,
    thin_records=scrutiny.THIN_RECORDS,
    waiting=tasks.changes_to_confirm,
    commands=(commands.deployments_group,),
    demo=demo.make_demo,
)
