"""Following a row by email: asked for, confirmed from the mail, told in batches, stopped by a link in each."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.citations.queries import reference_kinds, reference_to, visible_rows
from consult.contract.deployment import address_of, in_each_language
from consult.contract.references import Link, Reference
from consult.follows.events import FollowConfirmed, FollowStopped
from consult.follows.models import Follow, News, NewsPlace, Ward
from consult.follows.queries import address_hashes, followers_of, public_link, ward_row, wards
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel import tokens
from consult.kernel.authz import ANONYMOUS
from consult.kernel.db import begin_write, database_now, database_of, lock_row
from consult.kernel.messages import gettext as _
from consult.kernel.messages import spoken
from consult.kernel.row_numbers import row_number
from consult.kernel.text import clean_line
from consult.mail.sealed_addresses import seal_address, stop_secret, stop_token, write_to
from consult.mail.services import send_mail
from consult.records.events import PassageRedacted

SEND = "follows.send"
BATCH = 200


def ask_to_follow(session: Session, reference: Reference, link: Link, email: str) -> Follow:
    """Keep an address that wants to follow a row, and mail it the link that confirms it.

    Asking twice keeps it once; one that is confirmed already gets no further mail.
    """
    hashes = address_hashes(session, email)
    begin_write(session)
    of_row = (Follow.kind == reference.kind, Follow.subject_id == reference.id)
    found = session.scalar(select(Follow).where(*of_row, Follow.address_hash.in_(hashes)))
    if found is None:
        row_id = secrets.token_hex(16)
        found = Follow(
            id=row_id,
            kind=reference.kind,
            subject_id=reference.id,
            address_hash=hashes[0],
            contact_sealed=seal_address(session, Follow.__tablename__, row_id, email),
            stop_hash=tokens.digest(stop_secret(session, row_id)),
            asked_at=database_now(session),
        )
        session.add(found)
    elif found.stopped_at is not None:
        found.stopped_at, found.confirmed_at, found.asked_at = None, None, database_now(session)
    if found.confirmed_at is None:
        found.language = spoken().tag
    session.flush()
    if found.confirmed_at is None:
        _mail_confirmation(session, found, link, email)
    return found


def confirm_follow(session: Session, follow: Follow) -> None:
    """Write to this address from now on: whoever opened the link reads its mail; confirming twice changes nothing."""
    lock_row(session, follow)
    if follow.is_running:
        return
    follow.confirmed_at, follow.stopped_at = database_now(session), None
    session.flush()
    record(session, FollowConfirmed(kind=follow.kind, subject_id=follow.subject_id), by=ANONYMOUS)


def stop_follow(session: Session, follow: Follow) -> None:
    """Send no more mail about this row to this address; stopping twice changes nothing."""
    lock_row(session, follow)
    if follow.stopped_at is not None:
        return
    follow.stopped_at = database_now(session)
    session.flush()
    record(session, FollowStopped(kind=follow.kind, subject_id=follow.subject_id), by=ANONYMOUS)


def tell_followers(
    session: Session,
    reference: Reference,
    write: Callable[[], tuple[str, str]],
    *,
    also: Sequence[Reference] = (),
    key: str | None = None,
) -> None:
    """Tell those who follow a row, its ward, or what it is `also` part of: by one mail to each, and in their feeds.

    `write` returns subject and text, and is called in each language that the deployment speaks. `key` makes it once
    only. The mails leave in batches after the transaction has committed, and only if everybody may read the row by
    then.
    """
    letters = keep_news(session, reference, write, also=also, key=key)
    if letters is not None and letters.has_readers:
        send_letters(session, letters)


@dataclass(frozen=True)
class Letters:
    """What is to be told of a row: under which name, to whom who follows any of these rows, and in which words."""

    news: str
    told: Sequence[Reference]
    mails: Mapping[str, Sequence[str]]
    has_readers: bool

    @property
    def facts(self) -> dict[str, Any]:
        """What the job that writes them has to know."""
        first, *others = self.told
        beside = [[place.kind, place.id] for place in others]
        return {"kind": first.kind, "number": first.id, "mails": self.mails, "beside": beside, "news": self.news}


def send_letters(session: Session, letters: Letters) -> None:
    """Write to those who follow, in batches, after the transaction has committed."""
    send_facts(session, letters.facts)


def send_facts(session: Session, facts: Mapping[str, Any]) -> None:
    """Write letters of which a job knows the facts."""
    enqueue(session, SEND, key=f"{SEND}:{facts['news']}", after="", **facts)


def keep_news(
    session: Session,
    reference: Reference,
    write: Callable[[], tuple[str, str]],
    *,
    also: Sequence[Reference] = (),
    key: str | None = None,
) -> Letters | None:
    """Put news of a row into the feeds, and return the letters that tell of it; nothing when `key` was told before.

    Whoever gets letters of the same `news` for another reason, and before `send_letters`, is not written to twice.
    """
    if key is not None and session.scalar(select(News.id).where(News.key == key)) is not None:
        return None
    begin_write(session)
    told = [reference, *also]
    told = list(dict.fromkeys([*told, *(reference_to(ward) for ward in _wards_of(session, told))]))
    mails = in_each_language(session, write)
    news = _keep_news(session, reference, told, {tag: subject for tag, (subject, _body) in mails.items()}, key)
    has_readers = session.scalar(followers_of(told, "").limit(1)) is not None
    return Letters(news=f"news:{news.id}", told=told, mails=mails, has_readers=has_readers)


def keep_ward(session: Session, name: str) -> Ward:
    """Return the row by which a ward is followed, made now if nothing named it yet."""
    known = {ward.casefold(): ward for ward in wards(session)}
    name = known.get(clean_line(name).casefold(), clean_line(name))
    insert = sqlite.insert(Ward) if database_of(session).is_sqlite else postgresql.insert(Ward)
    begin_write(session).execute(insert.values(name=name).on_conflict_do_nothing(index_elements=["name"]))
    ward = ward_row(session, name)
    if ward is None:
        raise LookupError(name)
    return ward


def forget_words(session: Session, event: PassageRedacted) -> None:
    """Drop the words under which news of a row was told, since something was taken out of it."""
    if number := row_number(event.row):
        about = (News.kind == event.table, News.subject_id == number)
        for news in session.scalars(select(News).where(*about)):
            news.subjects = {}
    session.flush()


def forget_news(session: Session, reference: Reference) -> None:
    """Take what was told of a row out of the feeds, since it is withheld or deleted."""
    for news in session.scalars(select(News).where(News.kind == reference.kind, News.subject_id == reference.id)):
        session.delete(news)
    session.flush()


def send_batch(
    session: Session,
    _job: Job,
    *,
    kind: str,
    number: int,
    mails: Mapping[str, Sequence[str]],
    after: str,
    beside: Sequence[tuple[str, int]] = (),
    news: str = "",
) -> str:
    """Write a batch of mails and ask for the next one: the job `follows.send`."""
    reference = Reference(kind, number)
    if public_link(session, reference) is None:
        return _("Nobody was written to: it is not public.")
    told = [reference, *(Reference(*place) for place in beside)]
    batch = session.scalars(followers_of(told, after).limit(BATCH)).all()
    written = sum(
        write_to(session, follow, mails, place="follow/stop", why=partial(_why, session, follow), news=news)
        for follow in batch
    )
    if len(batch) == BATCH:
        after = batch[-1].address_hash
        enqueue(session, SEND, kind=kind, number=number, mails=mails, after=after, beside=beside, news=news)
    return _("%(written)s people were written to.", written=f"{written:,}")


def _why(session: Session, follow: Follow) -> str:
    link = public_link(session, follow.reference)
    title = link.title if link else _("something that is not public any more")
    return _("You get this because you asked to follow: %(title)s.", title=title)


def _wards_of(session: Session, references: Iterable[Reference]) -> list[Ward]:
    kinds = reference_kinds(session)
    named = []
    for reference, row in visible_rows(session, ANONYMOUS, references).items():
        ward = kinds[reference.kind].ward
        named.append(ward(row) if ward is not None else "")
    return [keep_ward(session, name) for name in sorted({clean_line(name) for name in named}) if name]


def _keep_news(
    session: Session, reference: Reference, told: Iterable[Reference], subjects: Mapping[str, str], key: str | None
) -> News:
    news = News(
        kind=reference.kind,
        subject_id=reference.id,
        key=key,
        at=database_now(session),
        subjects=dict(subjects),
        told_under=[NewsPlace(kind=place.kind, subject_id=place.id) for place in told],
    )
    session.add(news)
    session.flush()
    return news


def _mail_confirmation(session: Session, follow: Follow, link: Link, email: str) -> None:
    address = address_of(session, f"/follow/confirm/{stop_token(session, follow)}")
    body = _(
        "Somebody asked us to write to this address when something happens to: %(title)s\n"
        "\n"
        "If that was you, confirm it here: %(address)s\n"
        "\n"
        "If it was not, you need not do anything: we will not write again, and delete your address within 7 days.",
        title=link.title,
        address=address,
    )
    send_mail(session, to=email, subject=_("Confirm that you want to follow this by email"), body=body)
