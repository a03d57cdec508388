"""The page on which somebody who tests a journey takes away one of what they added."""

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.journey.entries import Added, added_to, list_of_all, standing_in, without_entry
from consult.journey.forms import EmptyForm
from consult.journey.preview_views import Preview, find_by_link, find_preview, unlisted
from consult.journey.stamps import FIELD, make_stamp, read_stamp
from consult.journey.trials import OpenTrial, save_trial_page
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.submissions.questionnaires import known_kinds
from consult.web.forms import render_form
from consult.web.guard import loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("trial_entries", __name__)


def _find(session: Session, activity_id: int, page: str, actor: Actor) -> Preview:
    return _at_entry(find_preview(session, activity_id, actor), page)


def _find_by_link(session: Session, secret: str, page: str) -> Preview:
    return _at_entry(find_by_link(session, secret), page)


def _at_entry(found: Preview, page: str) -> Preview:
    here = found.at(page)
    if here.page is None or here.page.entry is None or here.page.entry.is_list:
        raise NotFound
    return here


@bp.route("/staff/activities/<int:activity_id>/test/<page>/remove", methods=["GET", "POST"])
@permit("submissions.preview", load=_find)
def remove(found: Preview) -> ResponseReturnValue:
    """Take an entry out of an officer’s test after asking once more; those behind it move up."""
    return _asked(found)


@bp.route("/test/<secret>/<page>/remove", methods=["GET", "POST"])
@permit("submissions.look_at_preview", load=loaded_by(_find_by_link))
def remove_by_link(found: Preview) -> ResponseReturnValue:
    """Take an entry out of the test of whoever has a link after asking once more."""
    return unlisted(_asked(found))


def _asked(found: Preview) -> ResponseReturnValue:
    trial, here = found.trial, found.page
    if trial is None or here is None or here.entry is None:
        return redirect(found.redirect_to_page(), 303)
    group, held = here.entry.group, trial.content
    added = added_to(found.asked, known_kinds(db()), held.answers, group)
    removed = next((one for one in added if one.entry == here.entry), None)
    way_back = found.redirect_to_page(list_of_all(found.asked, group, held))
    form = EmptyForm()
    if form.validate_on_submit():
        return redirect(_removed(found, trial, removed, group), 303)
    if removed is None:
        return redirect(way_back, 303)
    return render_form(
        "journey/remove_entry.html",
        form,
        preview=found,
        title=found.asked.title,
        removed=removed,
        way_back=way_back,
        stamp=make_stamp(trial.id, standing_in(found.asked, group, held)),
    )


def _removed(found: Preview, trial: OpenTrial, removed: Added | None, group: str) -> str:
    """Take an entry away if the list is as it was shown, and return the address of the list."""
    held, stamp = trial.content, read_stamp(request.form.get(FIELD))
    if removed is None or not stamp.has_seen(trial.id, standing_in(found.asked, group, held)):
        flash(_("The list has changed since you opened that page, so nothing was removed. Look at it again."))
    else:
        held = save_trial_page(db(), trial.id, without_entry(found.asked, held, removed.entry))
        flash(_("%(called)s was removed.", called=removed.entry.in_words), "success")
    return found.redirect_to_page(list_of_all(found.asked, group, held))
