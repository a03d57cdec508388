"""What can be followed, and by whom it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from consult.citations.queries import links
from consult.contract.deployment import deployment_of, own_language
from consult.contract.references import Link, Reference
from consult.follows.models import Follow, News, NewsPlace, Ward
from consult.kernel import tokens
from consult.kernel.authz import ANONYMOUS
from consult.kernel.db import database_of
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import spoken
from consult.kernel.text import clean_line

Followed = tuple[Reference, Link]


@dataclass(frozen=True)
class ShownNews:
    """One thing that was told: its number, its words, the page of the row that it is about, and when."""

    number: int
    title: str
    link: Link
    at: datetime


def find_followable(session: Session, kind: str, number: int) -> Followed:
    """Return a row that everybody may read and follow, and what it is called; raises `NotFound` for any other."""
    declared = deployment_of(session).registry.references.get(kind)
    reference = Reference(kind, number)
    link = public_link(session, reference) if declared is not None and declared.may_be_followed else None
    if link is None:
        raise NotFound
    return reference, link


def public_link(session: Session, reference: Reference) -> Link | None:
    """Return what everybody may call a row and where they read it; `None` for a row that is not public."""
    return links(session, ANONYMOUS, [reference]).get(reference)


def find_follow(session: Session, token: str) -> Follow:
    """Return the follow that a link in our mail belongs to; raises `NotFound` for any other token."""
    found = session.scalar(select(Follow).where(Follow.stop_hash == tokens.digest(token)))
    if found is None:
        raise NotFound(
            _("This link is not one of ours, or the address was deleted already. You get no emails because of it.")
        )
    return found


def followers_of(references: Iterable[Reference], after: str) -> Select[Follow]:
    """Select one confirmed follow of each address that follows any of these rows, in an order for batches."""
    ends = [and_(Follow.kind == reference.kind, Follow.subject_id == reference.id) for reference in references]
    running = (Follow.confirmed_at.is_not(None), Follow.stopped_at.is_(None), Follow.address_hash > after)
    first = select(func.min(Follow.id)).where(or_(false(), *ends), *running).group_by(Follow.address_hash)
    return select(Follow).where(Follow.id.in_(first)).order_by(Follow.address_hash)


def news_of(reference: Reference) -> Select[News]:
    """Select what was told to those who follow a row, the newest first."""
    place = (NewsPlace.kind == reference.kind, NewsPlace.subject_id == reference.id)
    return select(News).join(NewsPlace, NewsPlace.news_id == News.id).where(*place).order_by(News.id.desc())


def shown_news(session: Session, reference: Reference, maximum: int) -> list[ShownNews]:
    """Return what was told to those who follow a row and everybody may still read, the newest first."""
    found = session.scalars(news_of(reference).limit(maximum)).all()
    pages = links(session, ANONYMOUS, {news.reference for news in found})
    return [
        ShownNews(
            number=news.id,
            title=_in_words(session, news) or pages[news.reference].title,
            link=pages[news.reference],
            at=news.at,
        )
        for news in found
        if news.reference in pages
    ]


def _in_words(session: Session, news: News) -> str:
    own = own_language(session).tag
    tags = (spoken().tag, own)
    return str(next((news.subjects[tag] for tag in tags if tag in news.subjects), ""))


def find_ward(session: Session, name: str) -> str:
    """Return a ward as the council writes it; raises `NotFound` for what is no ward of it."""
    wanted = clean_line(name).casefold()
    found = next((ward for ward in wards(session) if ward.casefold() == wanted), None)
    if found is None:
        raise NotFound
    return found


def wards(session: Session) -> list[str]:
    """Return the wards of the council, and others that something named."""
    named = session.scalars(select(Ward.name).order_by(Ward.name)).all()
    return sorted({*deployment_of(session).settings.council.areas, *named})


def ward_row(session: Session, name: str) -> Ward | None:
    """Return the row by which a ward is followed, if anything named it yet."""
    return session.scalar(select(Ward).where(Ward.name == name))


def address_hashes(session: Session, email: str) -> list[str]:
    """Return the digests under which an address may be kept, the newest first."""
    return database_of(session).keys.digests("follow", email.strip().lower())
