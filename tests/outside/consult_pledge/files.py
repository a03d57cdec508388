"""Photos of what came of pledges."""

from typing import Any

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.files import StoredFile, receive_file
from tests.outside.consult_pledge.models import Pledge
from tests.outside.consult_pledge.queries import public

ENDINGS = ("jpg", "png")


def receive_photo(session: Session, actor: Actor, upload: Any) -> StoredFile | None:
    """Take the photo of a form, if there is one; raises `Invalid` or `TooLarge` when it cannot be taken."""
    return receive_file(session, actor, upload.filename, upload.stream, endings=ENDINGS) if upload else None


def may_read_file(session: Session, file_id: int, _actor: Actor) -> bool:
    """Whether a file belongs to a pledge that everybody may read."""
    return session.scalar(public().where(Pledge.photo_id == file_id)) is not None
