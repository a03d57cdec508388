"""A page on which somebody drafts, as the service sees it: a copy of the document that sends what is changed."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from consult.kernel.authz import Actor
from plugins.motion.drafting.document import Document
from plugins.motion.drafting.log import take_updates
from plugins.motion.drafting.queries import entries, read_document
from plugins.motion.models import Motion


class Page:
    """One open page; what it has not sent yet waits in it."""

    def __init__(self, session: Session, motion: Motion) -> None:
        self.motion_id = motion.id
        document, self.seq = read_document(session, motion)
        self.document = Document([document.whole()])
        self.waiting: list[bytes] = []

    def changes(self, work: Callable[[Document], None]) -> None:
        """Change the page's copy, without sending anything."""
        made = self.document.change(lambda: work(self.document))
        if made:
            self.waiting.append(made)

    def sends(self, session: Session, actor: Actor) -> int:
        """Send what waits; it waits on when the service refuses it."""
        motion = session.get_one(Motion, self.motion_id)
        seq = take_updates(session, actor, motion, self.waiting)
        self.waiting = []
        return seq

    def types(self, session: Session, actor: Actor, key: str, words: str) -> int:
        """Write words into a clause and send them."""
        self.changes(lambda document: document.write(key, words))
        return self.sends(session, actor)

    def fetches(self, session: Session) -> None:
        """Take in what others wrote since."""
        for entry in entries(session, session.get_one(Motion, self.motion_id), after=self.seq):
            self.document.follow(entry.content)
            self.seq = entry.seq
