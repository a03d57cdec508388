"""The record of each stored file."""

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.contract.records import UNPUBLISHED
from consult.files.cleaners.findings import Finding
from consult.files.kinds import kind_of
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.states import LabelledState
from consult.kernel.types import Base, JsonObject, text_enum


class FileState(LabelledState):
    """Whether others may fetch a file: only one that was cleaned; a private one is for a job of the core alone."""

    PRIVATE = "private"
    WAITING = "waiting", _l("Being checked"), "blue"
    CLEANED = "cleaned", _l("Checked"), "green"
    REFUSED = "refused", _l("Not accepted"), "red"


_STATES = ", ".join(f"'{state}'" for state in FileState)


class StoredFile(Base):
    """A file in the store: its random key, its name as text, its type, size and SHA-256, and where it stands.

    It has no time: that of one which answers a question would tell when somebody answered. `findings` are what a
    cleaned one still holds out of sight, `refusal` why another is not kept, for whoever sent it.
    """

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="known_state"),
        CheckConstraint("(state = 'refused') = (refusal != '')", name="refused_says_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(150))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[FileState] = mapped_column(text_enum(FileState, 10))
    findings: Mapped[JsonObject] = mapped_column(default=dict)
    refusal: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "told to whoever sent the file"})

    @property
    def stands_at(self) -> FileState:
        """Where the file stands."""
        return FileState(self.state)

    @property
    def hidden(self) -> list[str]:
        """Sentences about what the file still holds out of sight."""
        return [Finding(code, detail).sentence for code, detail in self.findings.items()]

    @property
    def described(self) -> str:
        """The file's kind and size, as people read them: PDF, 1.2 MB."""
        return f"{kind_of(self.name).title}, {_size(self.size)}"


def _size(size: int) -> str:
    if size < 999_500:
        return _("%(max)s kB", max=max(1, round(size / 1000)))
    return _("%(size)s MB", size=f"{size / 1000000:.1f}")
