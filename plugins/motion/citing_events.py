"""What drafts cite, as facts for the audit log."""

from dataclasses import dataclass

from consult.sdk.events import Event
from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class DraftCited(Event):
    """A drafter let the draft cite something."""

    name = "motion.draft_cited"
    sentence = _l("{actor} added {added} citations to {motion_id}")
    motion_id: int
    added: int


@dataclass(frozen=True, kw_only=True)
class DraftCitationRemoved(Event):
    """A drafter took a citation out of the draft."""

    name = "motion.draft_citation_removed"
    sentence = _l("{actor} took a citation out of {motion_id}")
    motion_id: int


CITING_EVENTS = (DraftCited, DraftCitationRemoved)
