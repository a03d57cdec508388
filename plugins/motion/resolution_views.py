"""What the council resolved, for everybody: a page for each resolution, and the register of all actions."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor, actor, permit
from consult.sdk.database import address_of, clock, database_now, db, deployment_of
from consult.sdk.errors import NotFound
from consult.sdk.messages import gettext as _
from consult.sdk.pages import link_to, tag
from consult.sdk.references import reference_to, references_to
from consult.sdk.texts import clean_line, say_date
from plugins.motion.action_table import STATES, counted, table_of_actions
from plugins.motion.actions import Resolution
from plugins.motion.lifecycle import ActionState
from plugins.motion.queries import find_public_motion
from plugins.motion.reply_queries import correspondence_of
from plugins.motion.services.earlier import rescissions_of
from plugins.motion.table_views import file_of_table, files_of_table, form_of_table, found_in_table
from plugins.motion.tabulated import Cells

bp = Blueprint("motion_resolutions", __name__, url_prefix="/motions")


def find_resolution(session: Session, number: str, actor: Actor) -> Resolution:
    """Return the resolution with this number; raises `NotFound` where the actor may not read its motion."""
    found = session.scalar(select(Resolution).where(Resolution.number == clean_line(number)))
    if found is None:
        raise NotFound
    find_public_motion(session, found.motion.number or "", actor)
    return found


@bp.get("/resolutions/<number>")
@permit("motion.read", load=find_resolution)
def page(resolution: Resolution) -> ResponseReturnValue:
    """Show a resolution at the address that stays: its words, and what became of each action."""
    motion = resolution.motion
    return render_template(
        "motion/resolution.html",
        resolution=resolution,
        motion=motion,
        **correspondence_of(db(), motion),
        rescissions=rescissions_of(db(), resolution),
        address=address_of(db(), f"/motions/resolutions/{resolution.number}"),
        publisher=deployment_of(db()).settings.council.name,
        citing=references_to(db(), actor(), reference_to(resolution)),
        today=clock.london(database_now(db())).date(),
    )


@bp.get("/actions")
@permit("motion.list")
def actions() -> ResponseReturnValue:
    """List what has to be done after all resolutions, those that are overdue first."""
    table = table_of_actions(db(), clock.london(database_now(db())).date())
    form = form_of_table(table)
    found = found_in_table(table, form)
    return render_template(
        "motion/actions.html",
        filters=form,
        files=files_of_table(form, "motion_resolutions.actions_file"),
        counts=counted(table.rows),
        action_rows=list(_rows(found)),
        all_actions=len(table.rows),
    )


@bp.get("/actions.<ending>")
@permit("motion.list")
def actions_file(ending: str) -> Response:
    """Send the actions that are asked for as a file."""
    table = table_of_actions(db(), clock.london(database_now(db())).date())
    return file_of_table(table, form_of_table(table), ending, "actions")


def _rows(found: Sequence[Cells]) -> Iterator[tuple[object, ...]]:
    for cells in found:
        page = url_for("motion_resolutions.page", number=cells["resolution"], _anchor=f"action-{cells['action']}")
        state = ActionState(cells["state"])
        standing = tag(str(STATES[state.value]), state.colour)
        overdue = cells["days_overdue"]
        yield (
            link_to(f"{cells['resolution']}, {cells['action']}", page),
            cells["text"],
            cells["owner"],
            cells["addressee"],
            say_date(cells["due_on"]) if cells["due_on"] else _("No date given"),
            standing + tag(_("%(days)s days overdue", days=overdue), "red") if overdue else standing,
            cells["age"],
        )
