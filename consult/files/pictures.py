"""Pictures that pages show to everybody: cleaned at once, and small enough for an old phone."""

from typing import IO

from sqlalchemy.orm import Session

from consult.files.intake import TooLarge
from consult.files.kinds import kind_of
from consult.files.models import StoredFile
from consult.files.services import keep_public_file, public_name, record_file
from consult.kernel.messages import gettext as _

ENDINGS = ("png", "jpg")
LARGEST = 500_000
"""The most bytes of a picture that a page loads with its words."""


def keep_picture(session: Session, title: str, name: str, content: IO[bytes]) -> StoredFile:
    """Keep a picture without what cannot be seen in it; its digest is that of the file as it was written anew.

    Raises `Invalid` with a sentence for what is no picture, and `TooLarge` for more than 500 kB. Call it before you
    lock anything: it writes a file.
    """
    kind_of(name, ENDINGS)
    kept = keep_public_file(session, title, name, content)
    if kept.size > LARGEST:
        raise TooLarge(
            _("The picture has more than %(most)s kB. Make it smaller, such as 800 pixels wide.", most=LARGEST // 1000)
        )
    return record_file(session, public_name(title, name), kept)
