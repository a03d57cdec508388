"""What happened, recorded in the audit log and told to whoever listens; docs/events.md lists what every event tells."""

from consult.audit.services import record
from consult.consultations.events import (
    ActivityAdded,
    ActivityRemoved,
    AnalysisBegun,
    ConsultationArchived,
    ConsultationChanged,
    ConsultationClosed,
    ConsultationCreated,
    ConsultationDecided,
    ConsultationDeleted,
    ConsultationEdited,
    ConsultationOpened,
    ConsultationScheduled,
    ConsultationTakenBack,
    DocumentAdded,
    DocumentRemoved,
)
from consult.decisions.events import DecisionPublished, IssueAdded, IssueAnswered, IssueDropped, ItemsCited
from consult.exports.events import ResultsPublished
from consult.files.events import FileCleaned, FileRefused
from consult.kernel.events import Event, on, on_named
from consult.privacy.events import PersonalDataErased
from consult.records.events import PassageRedacted, RecordCorrected, RedactionUndone
from consult.submissions.events import (
    ResponseChanged,
    ResponseExcluded,
    ResponseReinstated,
    ResponseSubmitted,
    ResponseWithdrawn,
)

__all__ = [
    "ActivityAdded",
    "ActivityRemoved",
    "AnalysisBegun",
    "ConsultationArchived",
    "ConsultationChanged",
    "ConsultationClosed",
    "ConsultationCreated",
    "ConsultationDecided",
    "ConsultationDeleted",
    "ConsultationEdited",
    "ConsultationOpened",
    "ConsultationScheduled",
    "ConsultationTakenBack",
    "DecisionPublished",
    "DocumentAdded",
    "DocumentRemoved",
    "Event",
    "FileCleaned",
    "FileRefused",
    "IssueAdded",
    "IssueAnswered",
    "IssueDropped",
    "ItemsCited",
    "PassageRedacted",
    "PersonalDataErased",
    "RecordCorrected",
    "RedactionUndone",
    "ResponseChanged",
    "ResponseExcluded",
    "ResponseReinstated",
    "ResponseSubmitted",
    "ResponseWithdrawn",
    "ResultsPublished",
    "on",
    "on_named",
    "record",
]
