"""All that a plugin may import from the core; what is not here is the core's own business."""

from consult.accounts.models import Membership, Organisation, Person
from consult.accounts.office import acts_in_office
from consult.accounts.queries import organisations, people, person_by_email
from consult.audit.services import record
from consult.audit.subjects import names_for
from consult.consultations.holidays import bank_holidays
from consult.consultations.lifecycle import is_open_at, state_at
from consult.consultations.models import Activity, Consultation, State
from consult.consultations.places import CONSULTATION_DESK, CONSULTATION_MAIN, CONSULTATION_OUTCOME
from consult.consultations.queries import find_activity, find_consultation
from consult.contract.places import Place, Slot
from consult.contract.plugin import (
    CONTRACT,
    ActivityType,
    Audience,
    Citable,
    Column,
    Export,
    NavigationItem,
    PersonalData,
    Plugin,
    Reference,
    Resource,
)
from consult.contract.questions import (
    NOT_ANSWERED,
    NOT_ASKED,
    PREFERRED_NOT_TO_SAY,
    Answer,
    AnswerColumn,
    Answers,
    Kind,
    Option,
    Question,
    Questionnaire,
    QuestionPage,
)
from consult.kernel import clock, tokens
from consult.kernel.authz import (
    ANONYMOUS,
    SYSTEM,
    Actor,
    Permissions,
    Role,
    Rule,
    administrator,
    anyone,
    auditor,
    councillor,
    has_role,
    nobody,
    officer,
    rule,
    signed_in,
    staff,
)
from consult.kernel.db import begin_write, database_now, database_of, lock_row
from consult.kernel.errors import (
    ChangedMeanwhile,
    Closed,
    Conflict,
    DomainError,
    Forbidden,
    Gone,
    Invalid,
    NotFound,
    SignInNeeded,
)
from consult.kernel.events import Event, Subscriber, on
from consult.kernel.text import clean_line, clean_text, excerpt, render_markdown, slug_from
from consult.kernel.types import Base, JsonObject, UtcDateTime
from consult.kernel.worddiff import word_diff
from consult.mail.services import send_mail
from consult.submissions.intake import Envelope, open_envelope, require_open, set_status
from consult.submissions.kinds import LONG_TEXT, count_code, one_cell, one_column, read_code, read_text, show_code
from consult.submissions.models import Channel, Status, Submission
from consult.submissions.tallies import numbers_counted
from consult.web.addresses import asked_number, row_number
from consult.web.guard import actor, loaded_by, permit, require
from consult.web.limits import takes_files
from consult.web.transactions import session

__all__ = [
    "ANONYMOUS",
    "CONSULTATION_DESK",
    "CONSULTATION_MAIN",
    "CONSULTATION_OUTCOME",
    "CONTRACT",
    "LONG_TEXT",
    "NOT_ANSWERED",
    "NOT_ASKED",
    "PREFERRED_NOT_TO_SAY",
    "SYSTEM",
    "Activity",
    "ActivityType",
    "Actor",
    "Answer",
    "AnswerColumn",
    "Answers",
    "Audience",
    "Base",
    "ChangedMeanwhile",
    "Channel",
    "Citable",
    "Closed",
    "Column",
    "Conflict",
    "Consultation",
    "DomainError",
    "Envelope",
    "Event",
    "Export",
    "Forbidden",
    "Gone",
    "Invalid",
    "JsonObject",
    "Kind",
    "Membership",
    "NavigationItem",
    "NotFound",
    "Option",
    "Organisation",
    "Permissions",
    "Person",
    "PersonalData",
    "Place",
    "Plugin",
    "Question",
    "QuestionPage",
    "Questionnaire",
    "Reference",
    "Resource",
    "Role",
    "Rule",
    "SignInNeeded",
    "Slot",
    "State",
    "Status",
    "Submission",
    "Subscriber",
    "UtcDateTime",
    "actor",
    "acts_in_office",
    "administrator",
    "anyone",
    "asked_number",
    "auditor",
    "bank_holidays",
    "begin_write",
    "clean_line",
    "clean_text",
    "clock",
    "councillor",
    "count_code",
    "database_now",
    "database_of",
    "excerpt",
    "find_activity",
    "find_consultation",
    "has_role",
    "is_open_at",
    "loaded_by",
    "lock_row",
    "names_for",
    "nobody",
    "numbers_counted",
    "officer",
    "on",
    "one_cell",
    "one_column",
    "open_envelope",
    "organisations",
    "people",
    "permit",
    "person_by_email",
    "read_code",
    "read_text",
    "record",
    "render_markdown",
    "require",
    "require_open",
    "row_number",
    "rule",
    "send_mail",
    "session",
    "set_status",
    "show_code",
    "signed_in",
    "slug_from",
    "staff",
    "state_at",
    "takes_files",
    "tokens",
    "word_diff",
]
