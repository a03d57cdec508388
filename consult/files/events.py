"""What happens to files that people send."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class FileCleaned(Event):
    """A file that somebody sent was checked and written anew, so that others may fetch it."""

    name = "files.cleaned"
    sentence = _l("File {file_id} was checked and cleaned (SHA-256 {sha256}); out of sight it holds: {hidden}")

    file_id: int
    sha256: str
    hidden: str


@dataclass(frozen=True, kw_only=True)
class FileRefused(Event):
    """A file that somebody sent was not accepted, and is not kept."""

    name = "files.refused"
    sentence = _l("File {file_id} was not accepted, and is not kept")

    file_id: int


EVENTS: tuple[type[Event], ...] = (FileCleaned, FileRefused)
