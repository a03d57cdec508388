"""What the core itself brings: the same kinds of things as a plugin, in one list for each kind."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint
from sqlalchemy.orm import Session

from consult.accounts import group_views as accounts_groups
from consult.accounts import personal_data as accounts_personal_data
from consult.accounts import policies as accounts_policies
from consult.accounts import proof_views as accounts_proof
from consult.accounts import second_factor_views as accounts_second_factor
from consult.accounts import staff_views as accounts_staff
from consult.accounts import views as accounts_views
from consult.accounts.jobs import SEND_PASSWORD_LINK, run_password_link
from consult.audit import policies as audit_policies
from consult.audit import staff_views as audit_staff
from consult.audit.chain import keep_chain
from consult.citations import personal_data as citations_personal_data
from consult.consultations import personal_data as consultations_personal_data
from consult.consultations import policies as consultations_policies
from consult.consultations import records as consultations_records
from consult.consultations import staff_views as consultations_staff
from consult.consultations import views as consultations_views
from consult.consultations.events import ConsultationChanged, ConsultationDeleted
from consult.consultations.turns import TURN, plan_turn, turn
from consult.contract.places import Slot
from consult.contract.plugin import ActivityType, Export, PersonalData, Waiting
from consult.contract.records import Record
from consult.contract.references import ReferenceKind
from consult.contract.requirements import Requirement
from consult.decisions import personal_data as decisions_personal_data
from consult.decisions import policies as decisions_policies
from consult.decisions import records as decisions_records
from consult.decisions import references as decisions_references
from consult.decisions import requirements as decisions_requirements
from consult.decisions import staff_views as decisions_staff
from consult.decisions import views as decisions_views
from consult.decisions.events import DecisionPublished
from consult.exports import personal_data as exports_personal_data
from consult.exports import policies as exports_policies
from consult.exports import preparing as exports_preparing
from consult.exports import published_texts
from consult.exports import staff_views as exports_staff
from consult.exports import views as exports_views
from consult.exports.code_book import CODE_BOOK
from consult.exports.equality import ABOUT_YOU
from consult.exports.publication import results_to_publish
from consult.exports.responses import RESPONSES
from consult.exports.writing import SUMMARY
from consult.files import policies as files_policies
from consult.files import views as files_views
from consult.files.jobs import SWEEP, plan_sweep, sweep
from consult.jobs import policies as jobs_policies
from consult.jobs import staff_views as jobs_staff
from consult.kernel.authz import Actor, Rule
from consult.kernel.db import Database
from consult.kernel.events import Event, Subscriber, on
from consult.mail import policies as mail_policies
from consult.mail import views as mail_views
from consult.mail.services import deliver
from consult.mail.waiting import refusals
from consult.notifications import policies as notifications_policies
from consult.notifications import views as notifications_views
from consult.notifications.decided import tell_of_decision
from consult.notifications.services import SEND, send_batch, tell_of_change
from consult.office import personal_data as office_personal_data
from consult.office import policies as office_policies
from consult.office import records as office_records
from consult.office import staff_views as office_staff
from consult.office import views as office_views
from consult.office.exports import TERMS
from consult.pages import policies as pages_policies
from consult.pages import views as pages_views
from consult.privacy import addresses as privacy_addresses
from consult.privacy import policies as privacy_policies
from consult.privacy import staff_views as privacy_staff
from consult.privacy import views as privacy_views
from consult.privacy.events import PersonalDataErased
from consult.privacy.jobs import PURGE, plan_purge, purge
from consult.privacy.remnants import SCRUB, ask_to_scrub, scrub
from consult.records import own as records_own
from consult.records import personal_data as records_personal_data
from consult.records import policies as records_policies
from consult.records import staff_views as records_staff
from consult.records.events import PassageRedacted, RedactionUndone
from consult.submissions import holder_views as submissions_holder_views
from consult.submissions import personal_data as submissions_personal_data
from consult.submissions import policies as submissions_policies
from consult.submissions import printed_views as submissions_printed_views
from consult.submissions import records as submissions_records
from consult.submissions import references as submissions_references
from consult.submissions import staff_views as submissions_staff
from consult.submissions import views as submissions_views
from consult.submissions.activity import WRITTEN_RESPONSE
from consult.submissions.events import ResponseWithdrawn
from consult.submissions.import_jobs import IMPORT, run_import
from consult.submissions.index_jobs import INDEX, index_slice
from consult.submissions.instruments import forget_questionnaires
from consult.submissions.label_jobs import LABEL, ask_for_labels, label_next
from consult.submissions.waiting import entries_to_check

NAMES = frozenset(
    {
        "accounts",
        "activity",
        "answers",
        "assets",
        "audit",
        "citation",
        "citations",
        "components",
        "consult",
        "consultation",
        "consultations",
        "core",
        "decisions",
        "errors",
        "exports",
        "files",
        "jobs",
        "mail",
        "notifications",
        "office",
        "pages",
        "person",
        "printed",
        "privacy",
        "record",
        "records",
        "redactions",
        "response",
        "responses",
        "staff",
        "submission",
        "submissions",
        "theme",
        "web",
    }
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    pages_views.bp,
    consultations_views.bp,
    submissions_views.bp,
    submissions_holder_views.bp,
    submissions_printed_views.bp,
    decisions_views.bp,
    exports_views.bp,
    files_views.bp,
    notifications_views.bp,
    office_views.bp,
    privacy_views.bp,
    accounts_views.bp,
    accounts_staff.bp,
    accounts_groups.bp,
    accounts_proof.bp,
    accounts_second_factor.bp,
    audit_staff.bp,
    consultations_staff.bp,
    decisions_staff.bp,
    exports_staff.bp,
    jobs_staff.bp,
    mail_views.bp,
    office_staff.bp,
    privacy_staff.bp,
    records_staff.bp,
    submissions_staff.bp,
)

PERMISSIONS: dict[str, Rule] = {
    **accounts_policies.PERMISSIONS,
    **audit_policies.PERMISSIONS,
    **consultations_policies.PERMISSIONS,
    **decisions_policies.PERMISSIONS,
    **exports_policies.PERMISSIONS,
    **files_policies.PERMISSIONS,
    **jobs_policies.PERMISSIONS,
    **mail_policies.PERMISSIONS,
    **notifications_policies.PERMISSIONS,
    **office_policies.PERMISSIONS,
    **pages_policies.PERMISSIONS,
    **privacy_policies.PERMISSIONS,
    **records_policies.PERMISSIONS,
    **submissions_policies.PERMISSIONS,
}

ACTIVITIES: tuple[ActivityType, ...] = (WRITTEN_RESPONSE,)
EXPORTS: tuple[Export, ...] = (SUMMARY, RESPONSES, CODE_BOOK, ABOUT_YOU, TERMS)
JOBS: dict[str, Any] = {
    "mail.deliver": deliver,
    IMPORT: run_import,
    INDEX: index_slice,
    LABEL: label_next,
    SEND_PASSWORD_LINK: run_password_link,
    exports_preparing.JOB: exports_preparing.prepare_file,
    exports_preparing.SWEEP: exports_preparing.sweep_prepared,
    exports_preparing.DISCARD: exports_preparing.discard_stale,
    PURGE: purge,
    SCRUB: scrub,
    SEND: send_batch,
    SWEEP: sweep,
    TURN: turn,
}
REMOVALS: tuple[type[Event], ...] = (
    PersonalDataErased,
    ResponseWithdrawn,
    PassageRedacted,
    ConsultationDeleted,
)
"""After these, words that were kept must not be left anywhere."""
SUBSCRIBERS: tuple[Subscriber[Any], ...] = (
    on(ConsultationChanged, tell_of_change),
    on(DecisionPublished, tell_of_decision),
    *(on(event, forget_questionnaires) for event in (PassageRedacted, RedactionUndone)),
    *(on(event, ask) for event in REMOVALS for ask in (ask_to_scrub, exports_preparing.ask_to_discard)),
)
RECORDS: tuple[Record, ...] = (
    *consultations_records.RECORDS,
    *decisions_records.RECORDS,
    *published_texts.RECORDS,
    *office_records.RECORDS,
    *submissions_records.RECORDS,
    *records_own.RECORDS,
)
REFERENCES: tuple[ReferenceKind, ...] = (*submissions_references.REFERENCES, *decisions_references.REFERENCES)
REQUIREMENTS: tuple[Requirement, ...] = (decisions_requirements.ISSUES_ANSWERED,)
PERSONAL_DATA: tuple[PersonalData, ...] = (
    *accounts_personal_data.PERSONAL_DATA,
    *privacy_addresses.PERSONAL_DATA,
    *citations_personal_data.PERSONAL_DATA,
    *consultations_personal_data.PERSONAL_DATA,
    *exports_personal_data.PERSONAL_DATA,
    *decisions_personal_data.PERSONAL_DATA,
    *office_personal_data.PERSONAL_DATA,
    *records_personal_data.PERSONAL_DATA,
    *submissions_personal_data.PERSONAL_DATA,
)
SLOTS: tuple[Slot[Any], ...] = (
    decisions_views.OUTCOME_SLOT,
    submissions_printed_views.WAY_SLOT,
    exports_views.RESULTS_SLOT,
    exports_staff.DESK_SLOT,
    exports_staff.READER_SLOT,
    decisions_staff.DESK_SLOT,
)
PLANS: tuple[Callable[[Session], object], ...] = (plan_purge, plan_sweep, exports_preparing.plan_sweep, plan_turn)
ROUNDS: tuple[Callable[[Database], object], ...] = (keep_chain, ask_for_labels)
WAITING: tuple[Callable[[Session, Actor], Sequence[Waiting]], ...] = (entries_to_check, results_to_publish, refusals)
