"""Letters, mails and minutes on the desk: take them in as files, read them, and enter responses from them."""

from collections.abc import Sequence
from io import BytesIO

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.desk.filters import require_questionnaire
from consult.imports.letter_forms import LettersForm, PutAsideForm
from consult.imports.letters import counts_of, entered_from, find_letter, letters_of, put_aside, take_in
from consult.kernel.errors import DomainError
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext
from consult.submissions.letters import Letter, LetterState
from consult.submissions.owners import require_desk
from consult.web.cells import link_to
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.limits import takes_files
from consult.web.transactions import db

bp = Blueprint("letters", __name__, url_prefix="/staff")
SHOWN = (LetterState.READ, LetterState.WAITING, LetterState.ASIDE, LetterState.ENTERED)


@bp.route("/activities/<int:activity_id>/letters", methods=["GET", "POST"])
@permit("submissions.enter", load=find_activity)
@takes_files
def index(activity: Activity) -> ResponseReturnValue:
    """List the letters of an activity, and take more of them in."""
    require_desk(db(), activity)
    require_questionnaire(db(), activity)
    form = LettersForm()
    if form.validate_on_submit():
        taken, refused = 0, []
        for file in form.files.data:
            name = file.filename or ""
            try:
                take_in(db(), actor(), activity, name, BytesIO(file.read()))
            except DomainError as error:
                refused.append(_("%(name)s: %(why)s", name=name, why=error))
            else:
                taken += 1
        if taken:
            flash(ngettext("%(num)s letter is taken in.", "%(num)s letters are taken in.", taken), "success")
        if taken:
            for sentence in refused:
                flash(sentence)
            return redirect(url_for("letters.index", activity_id=activity.id), 303)
        form.add_error("files", " ".join(refused))
    counts = counts_of(db(), activity.id)
    parts = [(state, counts.get(state, 0), _rows(letters_of(db(), activity.id, state))) for state in SHOWN]
    return render_form("imports/letters.html", form, activity=activity, parts=parts, total=sum(counts.values()))


def _rows(letters: Sequence[Letter]) -> list[list[object]]:
    return [
        [
            link_to(letter.name, url_for("letters.show", letter_id=letter.id)),
            letter.sender,
            local_date(letter.received_on),
        ]
        for letter in letters
    ]


@bp.route("/letters/<int:letter_id>", methods=["GET", "POST"])
@permit("submissions.enter", load=find_letter)
def show(letter: Letter) -> ResponseReturnValue:
    """Read a letter, enter responses from it, or put it aside."""
    activity = find_activity(db(), letter.activity_id, actor())
    form = PutAsideForm()
    if form.validate_on_submit():
        try:
            put_aside(db(), actor(), letter, form.reason.data or "")
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The letter is put aside."), "success")
            return redirect(url_for("letters.index", activity_id=activity.id), 303)
    entered = entered_from(db(), letter)
    return render_form("imports/letter.html", form, activity=activity, letter=letter, entered=entered)
