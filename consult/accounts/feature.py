"""What this feature adds to Consult."""

from consult.accounts import (
    access_token_views,
    events,
    group_views,
    language_views,
    personal_data,
    policies,
    proof_views,
    registration_views,
    second_factor_views,
    staff_views,
    views,
)
from consult.accounts.jobs import SEND_PASSWORD_LINK, run_password_link
from consult.accounts.places import ACCOUNT_PAGE
from consult.accounts.queries import names_of_organisations, names_of_people
from consult.accounts.registration import ask_for_officer
from consult.accounts.verification import JOBS, waiting
from consult.contract.plugin import Feature, JobKind
from consult.kernel.events import on
from consult.kernel.messages import lazy_gettext as _l

FEATURE = Feature(
    name="accounts",
    blueprints=(
        views.bp,
        staff_views.bp,
        group_views.bp,
        language_views.bp,
        proof_views.bp,
        registration_views.bp,
        second_factor_views.bp,
        access_token_views.bp,
    ),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    subscribers=(on(events.MembershipAccepted, ask_for_officer),),
    waiting=waiting,
    subjects={"person_id": names_of_people, "organisation_id": names_of_organisations},
    places=(ACCOUNT_PAGE,),
    jobs=(
        JobKind(name=SEND_PASSWORD_LINK, title=_l("Sending a link to choose a password"), run=run_password_link),
        *JOBS,
    ),
    personal_data=personal_data.PERSONAL_DATA,
)
