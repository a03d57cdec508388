"""All that a plugin may import from the core; what is not here is the core's own business."""

from consult.accounts.models import Membership, Organisation, Person
from consult.accounts.office import acts_in_office
from consult.accounts.organisations import KINDS as ORGANISATION_KINDS
from consult.accounts.queries import organisations, people, person_by_email
from consult.audit.services import record
from consult.audit.subjects import names_for
from consult.consultations.changes import record_change
from consult.consultations.holidays import bank_holidays
from consult.consultations.lifecycle import is_open_at, state_at
from consult.consultations.models import Activity, Consultation, State
from consult.consultations.places import CONSULTATION_DESK, CONSULTATION_MAIN, CONSULTATION_OUTCOME, WAY_OF_TAKING_PART
from consult.consultations.queries import find_activity, find_consultation
from consult.contract.deployment import deployment_of
from consult.contract.places import Place, Slot
from consult.contract.plugin import (
    CONTRACT,
    ActivityType,
    Audience,
    Column,
    Export,
    NavigationItem,
    Overview,
    PersonalData,
    Plugin,
    Resource,
    Waiting,
)
from consult.contract.questions import (
    LONGEST_TEXT,
    MISSING,
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
from consult.jobs.services import enqueue
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
from consult.kernel.comparison import require_same, require_version
from consult.kernel.db import begin_write, database_now, database_of, lock_row
from consult.kernel.errors import (
    ChangedMeanwhile,
    Closed,
    Compared,
    Conflict,
    DomainError,
    Forbidden,
    Gone,
    Invalid,
    NotFound,
    SavedOtherwise,
    SignInNeeded,
)
from consult.kernel.events import Event, Subscriber, on
from consult.kernel.numbers import plain_number, read_number
from consult.kernel.text import clean_line, clean_text, code_from, excerpt, folded, render_markdown
from consult.kernel.types import Base, JsonObject, UtcDateTime
from consult.kernel.worddiff import word_diff
from consult.kernel.words import read_query
from consult.mail.services import send_mail
from consult.privacy.remnants import ask_to_scrub
from consult.submissions.intake import Envelope, open_envelope, require_open
from consult.submissions.kinds import (
    LONG_TEXT,
    check_code,
    check_text,
    code_cell,
    code_column,
    code_from_text,
    count_code,
    example_code,
    example_text,
    not_said,
    one_cell,
    one_column,
    read_code,
    read_text,
    require_option,
    show_code,
    text_from_text,
)
from consult.submissions.models import Cause, Channel, Status, Submission
from consult.submissions.questions import RESERVED_KEYS
from consult.submissions.reader import read_form
from consult.submissions.revision import revise, set_status
from consult.submissions.tallies import numbers_counted
from consult.web.addresses import asked_number, row_number
from consult.web.guard import actor, loaded_by, permit, require
from consult.web.limits import takes_files
from consult.web.transactions import session
from consult.web.typed_dates import say_date

__all__ = [
    "ANONYMOUS",
    "CONSULTATION_DESK",
    "CONSULTATION_MAIN",
    "CONSULTATION_OUTCOME",
    "CONTRACT",
    "LONGEST_TEXT",
    "LONG_TEXT",
    "MISSING",
    "NOT_ANSWERED",
    "NOT_ASKED",
    "ORGANISATION_KINDS",
    "PREFERRED_NOT_TO_SAY",
    "RESERVED_KEYS",
    "SYSTEM",
    "WAY_OF_TAKING_PART",
    "Activity",
    "ActivityType",
    "Actor",
    "Answer",
    "AnswerColumn",
    "Answers",
    "Audience",
    "Base",
    "Cause",
    "ChangedMeanwhile",
    "Channel",
    "Closed",
    "Column",
    "Compared",
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
    "Overview",
    "Permissions",
    "Person",
    "PersonalData",
    "Place",
    "Plugin",
    "Question",
    "QuestionPage",
    "Questionnaire",
    "Resource",
    "Role",
    "Rule",
    "SavedOtherwise",
    "SignInNeeded",
    "Slot",
    "State",
    "Status",
    "Submission",
    "Subscriber",
    "UtcDateTime",
    "Waiting",
    "actor",
    "acts_in_office",
    "administrator",
    "anyone",
    "ask_to_scrub",
    "asked_number",
    "auditor",
    "bank_holidays",
    "begin_write",
    "check_code",
    "check_text",
    "clean_line",
    "clean_text",
    "clock",
    "code_cell",
    "code_column",
    "code_from",
    "code_from_text",
    "councillor",
    "count_code",
    "database_now",
    "database_of",
    "deployment_of",
    "enqueue",
    "example_code",
    "example_text",
    "excerpt",
    "find_activity",
    "find_consultation",
    "folded",
    "has_role",
    "is_open_at",
    "loaded_by",
    "lock_row",
    "names_for",
    "nobody",
    "not_said",
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
    "plain_number",
    "read_code",
    "read_form",
    "read_number",
    "read_query",
    "read_text",
    "record",
    "record_change",
    "render_markdown",
    "require",
    "require_open",
    "require_option",
    "require_same",
    "require_version",
    "revise",
    "row_number",
    "rule",
    "say_date",
    "send_mail",
    "session",
    "set_status",
    "show_code",
    "signed_in",
    "staff",
    "state_at",
    "takes_files",
    "text_from_text",
    "tokens",
    "word_diff",
]
