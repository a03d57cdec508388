"""The views that a case must consider, a page of them at a time, as people read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import ANONYMOUS
from consult.sdk.messages import gettext as _
from consult.sdk.records import Shown, shown
from consult.sdk.references import Link, Reference, links
from plugins.authorisation.lifecycle import DECISIONS
from plugins.authorisation.models import Case, Consideration, Minute
from plugins.authorisation.records import CONSIDERATION
from plugins.authorisation.views_about import ViewToWeigh, count_views, views_to_weigh

PAGE = 10


@dataclass(frozen=True)
class ShownView:
    """A view that must be considered, with all its considerations, the newest first.

    `link` leads to what the public may read of it. `late` says that it came in, changed, or was considered again after
    the decision.
    """

    reference: Reference
    title: str
    link: Link | None
    put_by: str
    is_considered: bool
    considerations: Sequence[Shown]
    late: str


@dataclass(frozen=True)
class ViewPage:
    """A page of the views on a case, and how many there are in all; those that nobody considered come first.

    `gone` were considered, and stand no longer.
    """

    views: Sequence[ShownView]
    number: int
    pages: int
    total: int
    open: int
    gone: int


def decided_at(minutes: Sequence[Minute]) -> datetime | None:
    """Return when the newest decision of these steps was recorded."""
    return max((minute.at for minute in minutes if minute.state in DECISIONS), default=None)


def view_page(session: Session, case: Case, minutes: Sequence[Minute], number: int) -> ViewPage:
    """Return a page of the views on a case; `minutes` are the steps that the reader knows of."""
    count = count_views(session, case)
    pages = max(1, -(-count.total // PAGE))
    number = min(max(number, 1), pages)
    on_page = views_to_weigh(session, case, first=(number - 1) * PAGE, at_most=PAGE)
    return ViewPage(
        views=_shown(session, case, on_page, decided_at(minutes)),
        number=number,
        pages=pages,
        total=count.total,
        open=count.open,
        gone=count.gone,
    )


def _shown(session: Session, case: Case, views: Sequence[ViewToWeigh], decided: datetime | None) -> list[ShownView]:
    public = links(session, ANONYMOUS, [view.viewpoint.reference for view in views])
    made = _considerations(session, case, [view.viewpoint.reference for view in views])
    read = shown(session, CONSIDERATION, made)
    return [
        ShownView(
            reference=view.viewpoint.reference,
            title=view.viewpoint.link.title,
            link=public.get(view.viewpoint.reference),
            put_by=view.viewpoint.put_by,
            is_considered=view.is_considered,
            considerations=[read[str(row.id)] for row in made if row.reference == view.viewpoint.reference],
            late=_late(view, decided),
        )
        for view in views
    ]


def _considerations(session: Session, case: Case, references: Sequence[Reference]) -> Sequence[Consideration]:
    ids = [reference.id for reference in references]
    of_page = (Consideration.case_id == case.id, Consideration.view_id.in_(ids))
    return session.scalars(select(Consideration).where(*of_page).order_by(Consideration.id.desc())).all()


def _late(view: ViewToWeigh, decided: datetime | None) -> str:
    made = view.considered
    was_known = decided is not None and made is not None and made.first_at <= decided
    if decided is None or view.viewpoint.changed_at <= decided:
        was_reweighed = decided is not None and was_known and made is not None and made.last_at > decided
        return _("Considered again after the decision") if was_reweighed else ""
    return _("Changed after the decision") if was_known else _("Came in after the decision")
