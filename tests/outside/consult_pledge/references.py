"""Pledges where others refer to them."""

from sqlalchemy import Select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.references import Link, ReferenceKind
from tests.outside.consult_pledge.models import Pledge
from tests.outside.consult_pledge.queries import public


def _visible(_session: Session, _actor: Actor) -> Select[Pledge]:
    return public()


def _link(_session: Session, _actor: Actor, pledge: Pledge) -> Link:
    title = f"Pledge {pledge.submission.reference}"
    return Link(title=title, endpoint="pledge.show", parts={"activity_id": pledge.submission.activity_id})


REFERENCES = (ReferenceKind(model=Pledge, title="Pledge", visible_to=_visible, link=_link),)
