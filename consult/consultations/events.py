"""Facts about consultations."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class ConsultationCreated(Event):
    """An officer began to prepare a consultation."""

    name = "consultations.created"
    sentence = _l("{actor} began to prepare the consultation")


@dataclass(frozen=True, kw_only=True)
class ConsultationEdited(Event):
    """An officer edited a consultation before it opened."""

    name = "consultations.edited"
    sentence = _l("{actor} edited the consultation before opening ({fields})")

    fields: str


@dataclass(frozen=True, kw_only=True)
class ConsultationScheduled(Event):
    """A consultation was announced; it opens by itself."""

    name = "consultations.scheduled"
    sentence = _l("{actor} scheduled the opening")


@dataclass(frozen=True, kw_only=True)
class ConsultationTakenBack(Event):
    """An announced consultation was taken back before it opened."""

    name = "consultations.taken_back"
    sentence = _l("{actor} took the consultation back to draft: {reason}")

    reason: str


@dataclass(frozen=True, kw_only=True)
class ConsultationOpened(Event):
    """A consultation opened: by its date, or at once by an officer."""

    name = "consultations.opened"
    sentence = _l("{actor} opened the consultation {reason}")

    reason: str


@dataclass(frozen=True, kw_only=True)
class ConsultationClosed(Event):
    """A consultation closed: by its date, or early by an officer."""

    name = "consultations.closed"
    sentence = _l("{actor} closed the consultation {reason}")

    reason: str


@dataclass(frozen=True, kw_only=True)
class AnalysisBegun(Event):
    """The council began to read and weigh what was said."""

    name = "consultations.analysis_begun"
    sentence = _l("{actor} began the analysis: {reason}")

    reason: str


@dataclass(frozen=True, kw_only=True)
class ConsultationDecided(Event):
    """The decision on the consultation was published."""

    name = "consultations.decided"
    sentence = _l("{actor} published the decision")


@dataclass(frozen=True, kw_only=True)
class ConsultationArchived(Event):
    """A decided consultation was put in the archive."""

    name = "consultations.archived"
    sentence = _l("{actor} archived the consultation: {reason}")

    reason: str


@dataclass(frozen=True, kw_only=True)
class ConsultationChanged(Event):
    """Something changed after opening; the change is numbered and public."""

    name = "consultations.changed"
    sentence = _l("{actor} made change {number} ({kind}) after opening")

    change_id: int
    number: int
    kind: str
    is_material: bool


@dataclass(frozen=True, kw_only=True)
class WarningSetAside(Event):
    """An officer set a warning aside at opening, with a public reason."""

    name = "consultations.warning_set_aside"
    sentence = _l("{actor} set a warning aside ({check}), with a public reason")

    check: str
    override_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentAdded(Event):
    """A document was put beside the consultation; `hidden` is what it holds out of sight, as the officer was told."""

    name = "consultations.document_added"
    sentence = _l("{actor} added a document (sha256 {sha256}, out of sight: {hidden})")

    document_id: int
    sha256: str
    hidden: str


@dataclass(frozen=True, kw_only=True)
class DocumentRemoved(Event):
    """A document was taken away."""

    name = "consultations.document_removed"
    sentence = _l("{actor} removed a document (sha256 {sha256})")

    document_id: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ConsultationDeleted(Event):
    """A draft was deleted before anything of it was public."""

    name = "consultations.deleted"
    sentence = _l("{actor} deleted a draft")


@dataclass(frozen=True, kw_only=True)
class ActivityAdded(Event):
    """A way of taking part was added."""

    name = "consultations.activity_added"
    sentence = _l("{actor} added a way of taking part ({kind})")

    activity_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class ActivityRemoved(Event):
    """A way of taking part was removed before opening."""

    name = "consultations.activity_removed"
    sentence = _l("{actor} removed a way of taking part ({kind})")

    activity_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class SignOffAsked(Event):
    """An officer made a link by which somebody may sign a consultation off."""

    name = "consultations.sign_off_asked"
    sentence = _l("{actor} made link {sign_off_id} to sign the consultation off")

    sign_off_id: int


@dataclass(frozen=True, kw_only=True)
class SignOffAnswered(Event):
    """Somebody signed a consultation off before it opened, or asked for changes."""

    name = "consultations.sign_off_answered"
    sentence = _l("Link {sign_off_id} to sign the consultation off was answered (agreed: {is_agreed})")

    sign_off_id: int
    is_agreed: bool


@dataclass(frozen=True, kw_only=True)
class TemplateSaved(Event):
    """An officer saved what a consultation says and asks as a template."""

    name = "consultations.template_saved"
    sentence = _l("{actor} saved the consultation as template {template_id}")

    template_id: int


@dataclass(frozen=True, kw_only=True)
class TemplateRemoved(Event):
    """An officer removed a template; drafts that began with it stay."""

    name = "consultations.template_removed"
    sentence = _l("{actor} removed template {template_id}")

    template_id: int


EVENTS: tuple[type[Event], ...] = (
    TemplateSaved,
    TemplateRemoved,
    ConsultationCreated,
    ConsultationEdited,
    ConsultationScheduled,
    ConsultationTakenBack,
    ConsultationOpened,
    ConsultationClosed,
    AnalysisBegun,
    ConsultationDecided,
    ConsultationArchived,
    ConsultationChanged,
    WarningSetAside,
    DocumentAdded,
    DocumentRemoved,
    ConsultationDeleted,
    ActivityAdded,
    ActivityRemoved,
    SignOffAsked,
    SignOffAnswered,
)
