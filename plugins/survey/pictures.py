"""Pictures of answers: kept once by their digest, named by definitions, and taken down everywhere at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import IO

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Activity
from consult.sdk.database import lock_table
from consult.sdk.errors import NotFound
from consult.sdk.events import record
from consult.sdk.files import forget_file, keep_picture
from consult.sdk.messages import gettext as _
from plugins.survey.definition import Definition, Item, Option, Picture, definition_from, words
from plugins.survey.edits import edit_page, put_words
from plugins.survey.events import PictureTakenDown
from plugins.survey.models import SurveyPicture
from plugins.survey.queries import published_versions
from plugins.survey.services import change_draft


def add_picture(
    session: Session, actor: Actor, activity: Activity, *, key: str, code: str, alt: str, name: str, content: IO[bytes]
) -> None:
    """Put a picture beside an answer in the draft; raises `Invalid` or `TooLarge` where it cannot be taken."""
    digest = keep(session, name, content)

    def edit(draft: Definition) -> Definition:
        def pictured(option: Option) -> Option:
            said = put_words(option.picture.alt if option.picture else {}, alt)
            return replace(option, picture=Picture(digest, said)) if option.code == code else option

        return _with_options(draft, key, pictured)

    change_draft(session, actor, activity, edit)


def keep(session: Session, name: str, content: IO[bytes]) -> str:
    """Keep a picture, the same one once, and return its digest.

    Raises `Invalid` or `TooLarge` with a sentence when the picture cannot be taken.
    """
    file = keep_picture(session, _("Picture"), name, content)
    digest = file.sha256
    lock_table(session, SurveyPicture)
    if session.scalar(select(SurveyPicture).where(SurveyPicture.sha256 == digest)) is None:
        session.add(SurveyPicture(sha256=digest, file=file))
    else:
        forget_file(session, file)
    return digest


def remove_picture(session: Session, actor: Actor, activity: Activity, key: str, digest: str) -> None:
    """Leave a picture out of the draft’s answers to a question; published versions keep theirs."""

    def bare(option: Option) -> Option:
        is_meant = option.picture is not None and option.picture.sha256 == digest
        return replace(option, picture=None) if is_meant else option

    change_draft(session, actor, activity, lambda draft: _with_options(draft, key, bare))


def take_down(session: Session, actor: Actor, activity: Activity, digest: str) -> None:
    """Delete a picture, whichever versions and surveys name it; the words of the answers remain."""
    found = find_picture(session, digest)
    file = found.file
    session.delete(found)
    session.flush()
    forget_file(session, file)
    event = PictureTakenDown(consultation_id=activity.consultation_id, activity_id=activity.id, sha256=digest)
    record(session, event, actor)


def find_picture(session: Session, digest: str) -> SurveyPicture:
    """Return the picture with this digest; raises `NotFound` where it was taken down or never came."""
    found = session.scalar(select(SurveyPicture).where(SurveyPicture.sha256 == digest))
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class ShownPicture:
    """A picture beside an answer, in the draft or only in what was published."""

    digest: str
    answer: str
    alt: str
    is_in_draft: bool


def pictures_of(session: Session, activity: Activity, item: Item) -> list[ShownPicture]:
    """Return the pictures of a question: the draft’s, then those that published versions alone have."""
    found: dict[str, ShownPicture] = {}
    asked = [(item, True)]
    for version in session.scalars(published_versions(activity.id)):
        before = definition_from(version.definition).items_by_key.get(item.key)
        asked += [(before, False)] if before else []
    for one, is_in_draft in asked:
        for option in one.options:
            if option.picture:
                digest, alt = option.picture.sha256, words(option.picture.alt)
                found.setdefault(digest, ShownPicture(digest, words(option.label), alt, is_in_draft))
    return [*found.values()]


def may_read_file(session: Session, file_id: int, _actor: Actor) -> bool:
    """Whether a file is the picture of an answer: whoever knows its digest may see it."""
    return session.scalar(select(SurveyPicture.id).where(SurveyPicture.file_id == file_id)) is not None


def _with_options(draft: Definition, key: str, change: Callable[[Option], Option]) -> Definition:
    item, page = draft.find_item(key), draft.page_of_item(key)
    changed = replace(item, options=tuple(map(change, item.options)))
    items = tuple(changed if one is item else one for one in page.items)
    return edit_page(draft, page.id, lambda there: replace(there, items=items))
