"""The record of each stored file."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from consult.files.kinds import kind_of
from consult.kernel.messages import gettext as _
from consult.kernel.types import Base


class StoredFile(Base):
    """A file in the store: its random key, its name as text, its type, size and SHA-256."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(150))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    stored_at: Mapped[datetime]

    @property
    def described(self) -> str:
        """The file's kind and size, as people read them: PDF, 1.2 MB."""
        return f"{kind_of(self.name).title}, {_size(self.size)}"


def _size(size: int) -> str:
    if size < 999_500:
        return _("%(max)s kB", max=max(1, round(size / 1000)))
    return _("%(size)s MB", size=f"{size / 1000000:.1f}")
