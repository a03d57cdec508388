"""What the public page of a consultation shows at this moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from consult.consultations.deadlines import days_late, days_left
from consult.consultations.gunning import TITLES
from consult.consultations.lifecycle import AFTER_CLOSING, state_at
from consult.consultations.models import Activity, Change, Consultation, State
from consult.consultations.participation import taken_part
from consult.consultations.queries import changes_of, overrides_of
from consult.consultations.services import activity_types
from consult.contract.deployment import deployment_of
from consult.contract.plugin import ActivityType
from consult.disclosure.rules import ORDINARY, RESPONSES, published_in_words
from consult.kernel.db import database_now
from consult.kernel.messages import lazy_gettext as _l

CHANGE_TITLES = {
    "text": _l("Text changed"),
    "extension": _l("Closing date extended"),
    "early_close": _l("Closed early"),
    "documents": _l("Documents changed"),
    "questions": _l("Questions changed"),
}


@dataclass(frozen=True)
class PublicPage:
    """One consultation as it stands now; `responses` is empty while the numbers may not be told.

    Each way of taking part is told on its own, as it is compared with published tables on its own: from a sum, even a
    rounded one, a published number could be taken away, and what is left of few people would be told.
    """

    consultation: Consultation
    state: State
    activities: Sequence[tuple[Activity, ActivityType]]
    main_way: Activity | None
    changes: Sequence[Change]
    overrides: Sequence[tuple[str, str]]
    days_late: int
    days_left: int | None
    responses: Sequence[tuple[Activity, str]]


def public_page(session: Session, consultation: Consultation) -> PublicPage:
    """Gather what the page shows, with the same few questions to the database whatever its size."""
    now = database_now(session)
    state = state_at(consultation, now)
    kinds = activity_types(session)
    counts = taken_part(session, consultation.activities) if state in AFTER_CLOSING else {}
    ways = [(activity, kinds[activity.kind]) for activity in consultation.activities if activity.kind in kinds]
    return PublicPage(
        consultation=consultation,
        state=state,
        activities=ways,
        main_way=main_way(ways),
        changes=session.scalars(changes_of(consultation.id)).all(),
        overrides=[
            (TITLES[override.check], override.reason) for override in session.scalars(overrides_of(consultation.id))
        ],
        days_late=days_late(consultation, now),
        days_left=days_left(consultation, now),
        responses=_told(session, consultation, counts),
    )


def _told(session: Session, consultation: Consultation, counts: Mapping[int, int]) -> list[tuple[Activity, str]]:
    """Return in words how many took part in each activity: once numbers are published, the people that these are of."""
    published = deployment_of(session).registry.published_people(session, list(counts))
    return [
        (activity, published_in_words(published[activity.id]))
        if activity.id in published
        else (activity, ORDINARY.about(counts[activity.id], RESPONSES))
        for activity in consultation.activities
        if activity.id in counts
    ]


def main_way(ways: Sequence[tuple[Activity, ActivityType]]) -> Activity | None:
    """Return the way of taking part that most people are looking for: the first that asks questions."""
    return next((activity for activity, kind in ways if kind.questionnaire is not None), None)


GROUP_TITLES = {
    "open": _l("Open now"),
    "coming": "Coming",
    "closed": _l("Closed, no decision yet"),
    "decided": "Decided",
}


@dataclass(frozen=True)
class Card:
    """One consultation in a list."""

    consultation: Consultation
    state: State
    days_left: int | None
    days_late: int

    @property
    def group(self) -> str:
        """The part of the list it belongs to."""
        if self.state is State.OPEN:
            return "open"
        if self.state in (State.DECIDED, State.ARCHIVED):
            return "decided"
        return "coming" if self.state is State.SCHEDULED else "closed"


def cards(found: Sequence[Consultation], at: datetime) -> list[Card]:
    """Return what a list shows of each consultation."""
    return [
        Card(consultation, state_at(consultation, at), days_left(consultation, at), days_late(consultation, at))
        for consultation in found
    ]


def grouped(listed: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    """Return the cards under their headings, in the order of the list; empty headings are left out."""
    return [(GROUP_TITLES[group], list(part)) for group, part in groupby(listed, key=lambda card: card.group)]
