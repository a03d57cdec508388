"""A definition from a file, in whatever form: shown with a report first where it is somebody else’s, then kept."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import db
from consult.sdk.errors import ChangedMeanwhile
from consult.sdk.files import takes_files
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import takes_texts
from plugins.survey import services
from plugins.survey.checks import problems_of
from plugins.survey.context import DraftContext, find_bench
from plugins.survey.convert.outcome import Converted, NotConverted
from plugins.survey.convert.reading import convert
from plugins.survey.definition import words
from plugins.survey.document import LONGEST_DEFINITION, FaultyDefinition, as_json
from plugins.survey.forms import ImportForm, KeepForm
from plugins.survey.kinds import ALL_KINDS
from plugins.survey.queries import find_draft

bp = Blueprint("survey_import", __name__, url_prefix="/survey")
SHOWN = 20


@bp.route("/<int:activity_id>/import", methods=["GET", "POST"])
@permit("survey.build", load=find_bench)
@takes_files
@takes_texts(lambda _opened, activity_id: LONGEST_DEFINITION)
def import_(context: DraftContext) -> ResponseReturnValue:
    """Replace the draft by a definition; one of another program is shown with what is not in it, and kept after."""
    form = ImportForm(data={"seen": context.draft.as_seen})
    if form.validate_on_submit():
        converted = _read(form)
        if converted is not None and converted.is_foreign:
            return _report(context, converted)
        if converted is not None and _kept(context, form, converted):
            flash(_("The definition was imported into the draft."), "success")
            return redirect(url_for("survey.build", activity_id=context.activity.id), 303)
    return render_form("survey/import.html", form, context=context)


def _read(form: ImportForm) -> Converted | None:
    try:
        return convert(form.read())
    except FaultyDefinition as error:
        for sentence in error.faults[:SHOWN]:
            form.add_error("text", sentence)
    except NotConverted as error:
        form.add_error("text" if form.text.data else "file", str(error))
    return None


def _kept(context: DraftContext, form: ImportForm, converted: Converted) -> bool:
    try:
        services.import_definition(db(), actor(), context.activity, converted.definition, form.seen.data)
    except ChangedMeanwhile as error:
        form.take_errors(error)
        form.seen.data = find_draft(db(), context.activity.id).as_seen
        return False
    return True


def _report(context: DraftContext, converted: Converted) -> ResponseReturnValue:
    made = converted.definition
    shown: dict[str, Any] = {
        "form": KeepForm(formdata=None, data={"seen": context.draft.as_seen, "text": as_json(made)}),
        "definition": made,
        "lines": converted.lines,
        "lost": [words(item.label) for item in context.definition.items if item.key not in made.items_by_key],
        "problems": problems_of(made)[:SHOWN],
        "kinds": ALL_KINDS,
        "words": words,
    }
    return render_template("survey/import_report.html", context=context, **shown)
