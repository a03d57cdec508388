"""What can be wrong, each with the HTTP status that says so and one sentence for the person concerned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True)
class Compared:
    """One field of a form: what is saved, what was sent, and what both began from where that was kept."""

    label: str
    saved: Any
    sent: Any
    before: str | None = None

    @property
    def differs(self) -> bool:
        """Whether what was sent says something else than what is saved."""
        return bool(self.saved != self.sent)


class DomainError(Exception):
    """Something a person asked for cannot be done; `str(error)` says what is wrong and what to do."""

    status = 400
    default = _l("This could not be done.")
    ways: Sequence[tuple[str, str]] = ()
    """Where the person may go on: words and address of each link."""
    title = ""
    """The heading of the page that says so; that of the status when there is none."""
    is_markdown = False
    """Whether the sentence is a text that an officer wrote, in Markdown."""

    def __init__(self, sentence: str | None = None, *, title: str = "") -> None:
        super().__init__(sentence or self.default)
        self.title = title or self.title


class NotFound(DomainError):
    """There is no such thing, or the person may not know of it."""

    status = 404
    default = _l("We could not find that page. Check the address, or go to the home page.")


class Forbidden(DomainError):
    """The person is known, but may not do this."""

    status = 403
    default = _l("You do not have permission to do this. Ask an administrator if you think you should.")


class SignInNeeded(DomainError):
    """Nobody is signed in, and this needs somebody."""

    status = 401
    default = _l("Sign in to see this page.")


class ProofNeeded(DomainError):
    """The person is known, but has to show again that it is they before this is done."""

    status = 409
    default = _l("Confirm that it is you, then do this again. Nothing was saved or sent.")


class SecondFactorNeeded(DomainError):
    """The person is known, but must have a second factor before they see or do this."""

    status = 403
    default = _l("Set up two-step sign-in, then do this again. Nothing was saved or sent.")


class Conflict(DomainError):
    """The thing is in a state in which this cannot be done."""

    status = 409
    default = _l("This has changed since you opened it. Reload the page and try again.")


class Closed(Conflict):
    """The time for taking part is over, or has not begun."""

    default = _l("This is closed, so answers can no longer be sent or changed.")
    title = _l("This is not open now")


class SavedOtherwise(Conflict):
    """What was sent says something else than what is saved; `compared` has both, field by field, for the page."""

    default = _l("This was saved before, and what you sent says something else. What was saved stands as it was.")

    def __init__(self, sentence: str | None = None, compared: Sequence[Compared] = ()) -> None:
        super().__init__(sentence)
        self.compared = compared


class ChangedMeanwhile(SavedOtherwise):
    """Somebody else saved the same thing first; `version` is the one that is saved now."""

    default = _l("Somebody else changed this while you had it open. Compare both texts, then save again.")

    def __init__(
        self, sentence: str | None = None, compared: Sequence[Compared] = (), version: int | None = None
    ) -> None:
        super().__init__(sentence, compared)
        self.version = version


class Invalid(DomainError):
    """What was typed does not fit; `fields` maps a field's name to its sentence."""

    status = 422
    default = _l("Some of the answers need changing.")

    def __init__(self, sentence: str | None = None, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.fields = dict(fields or {})


class Gone(DomainError):
    """It was there, and has been removed on purpose."""

    status = 410
    default = _l("This has been removed.")


class TooMany(DomainError):
    """Too many attempts in too short a time."""

    status = 429
    default = _l("There have been too many attempts. Wait 15 minutes and try again.")
    retry_after = 15 * 60
    """How many seconds the sentence says to wait (RFC 9110, 10.2.3)."""


class Misconfigured(Exception):
    """A setting is missing or wrong; the sentence names the setting and what to do."""
