"""The texts of one language as a file, and a file of translations taken in with a report."""

from flask import Blueprint, Response, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import db
from consult.sdk.errors import Invalid
from consult.sdk.files import takes_files
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.messages import ngettext
from plugins.survey.taking_translations import Report, take_translations
from plugins.survey.translating import source_language
from plugins.survey.translation_files import LARGEST, MEDIA_TYPES, file_of, read_file
from plugins.survey.translation_forms import UploadForm
from plugins.survey.translation_views import Bench, find_language

bp = Blueprint("survey_translation_files", __name__, url_prefix="/survey")
SHOWN = 200


@bp.get("/<int:activity_id>/translations/<language>/texts.csv", endpoint="csv")
@permit("survey.build", load=find_language)
def texts_csv(bench: Bench) -> ResponseReturnValue:
    """Give all texts with their translations as a table."""
    return _file(bench, "csv")


@bp.get("/<int:activity_id>/translations/<language>/texts.xlf", endpoint="xliff")
@permit("survey.build", load=find_language)
def texts_xliff(bench: Bench) -> ResponseReturnValue:
    """Give all texts with their translations for the programs of translators."""
    return _file(bench, "xlf")


@bp.route("/<int:activity_id>/translations/<language>/upload", methods=["GET", "POST"])
@permit("survey.build", load=find_language)
@takes_files
def upload(bench: Bench) -> ResponseReturnValue:
    """Take a file of translations into the draft, and say what became of each text that was not taken."""
    form = UploadForm()
    if form.validate_on_submit():
        try:
            report = _taken(bench, form)
        except Invalid as error:
            form.add_error("file", str(error))
        else:
            flash(_said(report), "success")
            if not report.lines:
                return redirect(bench.address(None), 303)
            shown = {"bench": bench, "context": bench.context, "lines": report.lines[:SHOWN], "all": len(report.lines)}
            return render_template("survey/translations_report.html", **shown)
    return render_form("survey/translations_upload.html", form, bench=bench, context=bench.context)


def _taken(bench: Bench, form: UploadForm) -> Report:
    if form.file.data is None:
        raise Invalid(_("Select a file"))
    rows = read_file(form.file.data.read(LARGEST + 1), bench.language)
    return take_translations(db(), actor(), bench.context.activity, bench.language, rows)


def _said(report: Report) -> str:
    taken = ngettext("%(num)s translation was taken.", "%(num)s translations were taken.", len(report.given))
    same = ngettext("%(num)s stood there already.", "%(num)s stood there already.", report.same)
    empty = ngettext("%(num)s is empty in the file.", "%(num)s are empty in the file.", report.empty)
    return f"{taken} {same} {empty}"


def _file(bench: Bench, form: str) -> ResponseReturnValue:
    source = source_language(bench.context.definition)
    made = file_of(bench.translations(), form=form, language=bench.language, source=source)
    name = f"survey-{bench.context.activity.id}-{bench.language}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Type": MEDIA_TYPES[form]}
    return Response(made, headers=headers)
