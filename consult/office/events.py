"""Facts about people in office; names stay out of them."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class TermAdded(Event):
    """Somebody came into office."""

    name = "office.term_added"
    sentence = _l("{actor} added a term in office: {term_id}")

    term_id: int


@dataclass(frozen=True, kw_only=True)
class TermEnded(Event):
    """A term in office was given its last day."""

    name = "office.term_ended"
    sentence = _l("{actor} ended a term in office on {last_day}: {term_id}")

    term_id: int
    last_day: str


@dataclass(frozen=True, kw_only=True)
class TermsImported(Event):
    """Terms in office were taken from a file."""

    name = "office.terms_imported"
    sentence = _l("{actor} imported people in office: {added} terms added, {ended} ended")

    added: int
    ended: int


@dataclass(frozen=True, kw_only=True)
class AccountLinked(Event):
    """An account was said to belong to somebody in office, or not to belong to them any more."""

    name = "office.account_linked"
    sentence = _l("{actor} said which account belongs to the person in office {holder_id}: {person_id}")

    holder_id: int
    person_id: int | None


EVENTS: tuple[type[Event], ...] = (
    TermAdded,
    TermEnded,
    TermsImported,
    AccountLinked,
)
