"""The staff pages that move a consultation through its lifecycle."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.desk_views import bp, to_desk
from consult.consultations.forms import OpeningForm, ReasonForm, opening_form
from consult.consultations.lifecycle import MOVES, state_at
from consult.consultations.models import Consultation, State
from consult.consultations.moves import (
    archive,
    begin_analysis,
    close_early,
    open_now,
    schedule_opening,
    take_back,
    warnings_at,
)
from consult.consultations.queries import find_consultation, overrides_of
from consult.kernel.authz import Actor
from consult.kernel.db import database_now
from consult.kernel.errors import DomainError, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db


@dataclass(frozen=True)
class MovePage:
    """A move that asks for a reason: what the page asks, tells, and does."""

    target: State
    question: str
    explanation: str
    button: str
    done: str
    service: Callable[[Session, Actor, Consultation, str], None]


MOVE_PAGES: Mapping[str, MovePage] = {
    "take-back": MovePage(
        target=State.DRAFT,
        question=_l("Take this consultation back to draft?"),
        explanation=_l("The public no longer sees it until you schedule it again."),
        button=_l("Take it back to draft"),
        done=_l("The consultation is a draft again."),
        service=take_back,
    ),
    "close": MovePage(
        target=State.CLOSED,
        question=_l("Close this consultation early?"),
        explanation=_l(
            "Nobody can answer any more, from this moment on. The public reads your reason, and we email "
            "everybody who asked for news. It cannot be opened again."
        ),
        button=_l("Close it now"),
        done=_l("The consultation is closed."),
        service=close_early,
    ),
    "analyse": MovePage(
        target=State.ANALYSING,
        question=_l("Begin the analysis?"),
        explanation=_l("The public page says that the council is now reading and weighing the answers."),
        button=_l("Begin the analysis"),
        done=_l("The analysis has begun."),
        service=begin_analysis,
    ),
    "archive": MovePage(
        target=State.ARCHIVED,
        question=_l("Archive this consultation?"),
        explanation=_l("It stays public, with everything on its page. Nothing about it can change any more."),
        button=_l("Archive it"),
        done=_l("The consultation is archived."),
        service=archive,
    ),
}


def find_move(session: Session, slug: str, move: str, actor: Actor) -> tuple[Consultation, MovePage]:
    """Return the consultation and the move; raises `NotFound` for a move that does not exist."""
    if move not in MOVE_PAGES:
        raise NotFound
    return find_consultation(session, slug, actor), MOVE_PAGES[move]


@bp.route("/consultations/<slug>/move/<move>", methods=["GET", "POST"])
@permit("consultations.move", load=find_move)
def move(found: tuple[Consultation, MovePage]) -> ResponseReturnValue:
    """Ask for the reason of a move, and make it."""
    consultation, page = found
    form = ReasonForm()
    if form.validate_on_submit():
        page.service(db(), actor(), consultation, form.reason.data)
        flash(page.done, "success")
        return to_desk(consultation)
    return render_form("consultations/move.html", form, consultation=consultation, page=page)


@bp.route("/consultations/<slug>/schedule", methods=["GET", "POST"])
@permit("consultations.move", load=find_consultation)
def schedule(consultation: Consultation) -> ResponseReturnValue:
    """Look at a draft before it is announced, and schedule its opening."""
    return _opening(consultation, State.SCHEDULED, consultation.opens_at, schedule_opening)


@bp.route("/consultations/<slug>/open", methods=["GET", "POST"])
@permit("consultations.move", load=find_consultation)
def open_at_once(consultation: Consultation) -> ResponseReturnValue:
    """Look at a consultation before it opens at once, and open it."""
    return _opening(consultation, State.OPEN, database_now(db()), open_now)


def _opening(
    consultation: Consultation,
    target: State,
    opens_at: datetime | None,
    service: Callable[[Session, Actor, Consultation, Mapping[str, str]], None],
) -> ResponseReturnValue:
    now = database_now(db())
    problem = _problem(consultation, target, opens_at, now)
    if problem or opens_at is None:
        return render_template("consultations/not_yet.html", consultation=consultation, problem=problem), (
            409 if problem else 200
        )
    checks = warnings_at(db(), consultation, opens_at)
    earlier = {override.check: override.reason for override in db().scalars(overrides_of(consultation.id))}
    form = opening_form(checks, earlier)
    if form.validate_on_submit():
        try:
            service(db(), actor(), consultation, _reasons(form))
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("It is open now.") if target is State.OPEN else _("It opens automatically on its date."), "success")
            return to_desk(consultation)
    return render_form(
        "consultations/opening.html", form, consultation=consultation, checks=checks, opens_at=opens_at, target=target
    )


def _problem(consultation: Consultation, target: State, opens_at: datetime | None, now: datetime) -> str:
    state = state_at(consultation, now)
    if target not in MOVES[state]:
        return _("This consultation is %(value)s, so it cannot be %(value_2)s now.", value=state, value_2=target)
    if consultation.closes_at is None or opens_at is None:
        return _("Set its opening and closing dates first.")
    if consultation.closes_at <= max(now, opens_at):
        return _("Its closing date has passed. Set new dates first.")
    if target is State.SCHEDULED and opens_at <= now:
        return _("Its opening date has passed. Set a new one, or open it now.")
    return ""


def _reasons(form: OpeningForm) -> dict[str, str]:
    prefix = "override_"
    return {field.name.removeprefix(prefix): field.data for field in form if field.name.startswith(prefix)}
