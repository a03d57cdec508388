"""Facts about submissions; those that a respondent causes keep no actor and only the hour."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class ResponseSubmitted(Event):
    """An answer arrived."""

    name = "submissions.response_submitted"
    sentence = _l("A response arrived ({channel})")
    is_anonymous = True

    activity_id: int
    channel: str


@dataclass(frozen=True, kw_only=True)
class ResponseChanged(Event):
    """An author changed an answer before closing."""

    name = "submissions.response_changed"
    sentence = _l("A response was changed by its author")
    is_anonymous = True

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class ResponseWithdrawn(Event):
    """An author withdrew an answer before closing."""

    name = "submissions.response_withdrawn"
    sentence = _l("A response was withdrawn by its author")
    is_anonymous = True

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class ResponseEntered(Event):
    """An officer entered an answer that came on paper, by telephone, by email or in a meeting."""

    name = "submissions.response_entered"
    sentence = _l("{actor} entered response {submission_id}, received by {channel}")

    activity_id: int
    submission_id: int
    channel: str


@dataclass(frozen=True, kw_only=True)
class LetterTakenIn(Event):
    """An officer took in a letter, a mail or minutes as a file, to enter responses from it."""

    name = "submissions.letter_taken_in"
    sentence = _l("{actor} took in letter {letter_id}")

    activity_id: int
    letter_id: int


@dataclass(frozen=True, kw_only=True)
class LetterPutAside(Event):
    """An officer said that nothing is entered from a letter, and why."""

    name = "submissions.letter_put_aside"
    sentence = _l("{actor} put letter {letter_id} aside")

    activity_id: int
    letter_id: int


@dataclass(frozen=True, kw_only=True)
class EntryChecked(Event):
    """A second officer compared an entered answer with its original."""

    name = "submissions.entry_checked"
    sentence = _l("{actor} checked the entered response {submission_id}: {outcome}")

    submission_id: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class EntryCorrected(Event):
    """An officer put right how a response was entered; why stands with what it said before."""

    name = "submissions.entry_corrected"
    sentence = _l("{actor} corrected the entered response {submission_id}")

    submission_id: int


@dataclass(frozen=True, kw_only=True)
class ResponseExcluded(Event):
    """An officer excluded an answer from the counts, with a reason code."""

    name = "submissions.response_excluded"
    sentence = _l("{actor} excluded response {submission_id} ({code})")

    submission_id: int
    code: str


@dataclass(frozen=True, kw_only=True)
class ResponsesLabelled(Event):
    """Responses got a label for how they arrived; no label takes one out of the counts."""

    name = "submissions.responses_labelled"
    sentence = _l("{actor} labelled {responses} responses ({label})")

    activity_id: int
    label: str
    responses: int


@dataclass(frozen=True, kw_only=True)
class ResponseReinstated(Event):
    """An officer took an exclusion back."""

    name = "submissions.response_reinstated"
    sentence = _l("{actor} put the excluded response {submission_id} back")

    submission_id: int


@dataclass(frozen=True, kw_only=True)
class QuestionsChanged(Event):
    """An officer set a new version of the questions."""

    name = "submissions.questions_changed"
    sentence = _l("{actor} set version {version} of the questions")

    activity_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class PreviewLinkMade(Event):
    """An officer made a link by which somebody without an account may look at a preview."""

    name = "submissions.preview_link_made"
    sentence = _l("{actor} made link {link_id} to a preview")

    activity_id: int
    link_id: int


@dataclass(frozen=True, kw_only=True)
class PreviewLinkRevoked(Event):
    """An officer took a link to a preview back."""

    name = "submissions.preview_link_revoked"
    sentence = _l("{actor} took link {link_id} to a preview back")

    activity_id: int
    link_id: int


@dataclass(frozen=True, kw_only=True)
class TrialsCleared(Event):
    """An officer deleted all answers that were sent as a test; they never counted."""

    name = "submissions.test_answers_cleared"
    sentence = _l("{actor} cleared {count} test answers")

    activity_id: int
    count: int


@dataclass(frozen=True, kw_only=True)
class TrialsTaken(Event):
    """An officer took the answers that were sent as a test as a file; written before its first byte left."""

    name = "submissions.test_answers_taken"
    sentence = _l("{actor} took {count} test answers as a file")

    activity_id: int
    count: int


@dataclass(frozen=True, kw_only=True)
class AccessSet(Event):
    """An officer said who may answer: everybody (`open`), each `account` once, or each of the `invited` once."""

    name = "submissions.access_set"
    sentence = _l("{actor} set who may answer: {access}")

    activity_id: int
    access: str


@dataclass(frozen=True, kw_only=True)
class InvitationsMade(Event):
    """An officer made invitations to answer."""

    name = "submissions.invitations_made"
    sentence = _l("{actor} made {count} invitations")

    activity_id: int
    count: int


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Event):
    """An officer took an invitation back that was not used; which one is kept nowhere."""

    name = "submissions.invitation_withdrawn"
    sentence = _l("{actor} withdrew an invitation")

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class ResponsesImported(Event):
    """Answers were taken from a file."""

    name = "submissions.responses_imported"
    sentence = _l("{actor} imported {rows} responses from a file")

    activity_id: int
    rows: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ResponseReplaced(Event):
    """What a file says took the place of what a response said that was imported before."""

    name = "submissions.response_replaced"
    sentence = _l("{actor} replaced what response {submission_id} says with a row of a file")

    submission_id: int


@dataclass(frozen=True, kw_only=True)
class ImportFaultsTaken(Event):
    """An officer took the list of rows of a file that cannot be imported; written before its first byte left."""

    name = "submissions.import_faults_taken"
    sentence = _l("{actor} took the list of {rows} rows that cannot be imported")

    activity_id: int
    rows: int


EVENTS: tuple[type[Event], ...] = (
    LetterTakenIn,
    LetterPutAside,
    ResponseSubmitted,
    ResponseChanged,
    ResponseWithdrawn,
    ResponseEntered,
    EntryChecked,
    EntryCorrected,
    ResponseExcluded,
    ResponsesLabelled,
    ResponseReinstated,
    QuestionsChanged,
    PreviewLinkMade,
    PreviewLinkRevoked,
    TrialsCleared,
    TrialsTaken,
    AccessSet,
    InvitationsMade,
    InvitationWithdrawn,
    ResponsesImported,
    ResponseReplaced,
    ImportFaultsTaken,
)
