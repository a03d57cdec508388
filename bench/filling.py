"""Filling a deployment with many responses: some are made up one by one, the others are copies of these.

To make 144,366 up takes minutes, and measures nothing. A copy has its own row, its counts and its words for search; it
has no answers about equality.
"""

import time
from collections import Counter

from sqlalchemy import String, cast, func, insert, literal, select, text
from sqlalchemy.orm import Session

from bench.site import AREAS, Site
from consult.imports.made_up_responses import seed_responses
from consult.submissions import tallies
from consult.submissions.models import Submission

MADE_UP = 10_000
_OWN = {"id", "reference", "idempotency_key"}
_KEPT = [column for column in Submission.__table__.columns if column.name not in _OWN]
_FIND_COPIES = (
    "INSERT INTO submission_search ({number}, document) SELECT copy.id, found.document FROM submission_search AS found "
    "JOIN submission AS original ON original.id = found.{number} "
    "JOIN submission AS copy ON copy.idempotency_key = original.idempotency_key || :ending "
    "WHERE original.id BETWEEN :first AND :last"
)


def fill(site: Site, count: int) -> None:
    """Add so many responses to a site, and tell how long it took."""
    began = time.monotonic()
    times = max(1, count // MADE_UP)
    seed_responses(site.database, site.activity_id, count % times, areas=AREAS)
    with site.database.reading() as session:
        first, before = _newest(session) + 1, tallies.counts_of(session, site.activity_id)
    seed_responses(site.database, site.activity_id, count // times, seed=2, areas=AREAS)
    with site.database.unit_of_work() as session:
        last, after = _newest(session), tallies.counts_of(session, site.activity_id)
        for number in range(1, times):
            _copy(session, first, last, number, is_sqlite=site.database.is_sqlite)
        steps = Counter(
            {
                (variable, value): (many - before.get(variable, {}).get(value, 0)) * (times - 1)
                for variable, found in after.items()
                for value, many in found.items()
            }
        )
        tallies.add_up(session, site.activity_id, 0, steps)
    print(f"{count:,} responses put in within {time.monotonic() - began:.0f} s", flush=True)


def _newest(session: Session) -> int:
    return session.scalar(select(func.max(Submission.id))) or 0


def _copy(session: Session, first: int, last: int, number: int, *, is_sqlite: bool) -> None:
    ending = f":{number}"
    copied = select(
        literal(f"B{number}-") + cast(Submission.id, String), Submission.idempotency_key + literal(ending), *_KEPT
    ).where(Submission.id.between(first, last))
    session.execute(insert(Submission).from_select(["reference", "idempotency_key", *_KEPT], copied.order_by("id")))
    found = _FIND_COPIES.format(number="rowid" if is_sqlite else "submission_id")
    session.execute(text(found), {"ending": ending, "first": first, "last": last})
