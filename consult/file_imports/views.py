"""The page on which staff take in a file, for whichever feature declares one."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from consult.contract.file_imports import FileImport, LineReport
from consult.file_imports.forms import FileImportForm, import_form
from consult.file_imports.sentences import LABELS, in_words, shown_lines
from consult.file_imports.services import take_file
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.web.forms import render_form
from consult.web.guard import actor
from consult.web.transactions import db


def import_page(declared: FileImport, *, back: str) -> ResponseReturnValue:
    """Take a file as it is declared, and go `back` to that address; show what became of each line, and the columns.

    The view that calls this names the permission and is one that `takes_files`.
    """
    form, report = import_form(declared), LineReport(())
    said = {column.name: str(form[column.name].data or "") for column in declared.columns if column.for_whole_file}
    if form.validate_on_submit() and form.file.data is not None:
        try:
            content = form.file.data.read()
            report = take_file(db(), actor(), declared, content, said=said, dry_run=form.dry_run.data)
        except Invalid as error:
            form.add_error("file", str(error))
        else:
            if report.faults:
                form.add_error("file", _("Nothing was imported. Change these lines, then choose the file again."))
            elif not form.dry_run.data:
                flash(in_words(report), "success")
                return redirect(back, 303)
    return _shown(declared, form, report, back)


def _shown(declared: FileImport, form: FileImportForm, report: LineReport, back: str) -> ResponseReturnValue:
    """Show the form, with what became of each line of a file that was checked or refused."""
    return render_form(
        "file_imports/import.html",
        form,
        declared=declared,
        report=report,
        said=[column.name for column in declared.columns if column.for_whole_file],
        checked=in_words(report, is_dry_run=True) if form.dry_run.data and not form.errors else "",
        back=back,
        columns=[(column.name, column.label) for column in declared.columns],
        lines=[(line.place, LABELS[line.outcome], " ".join(line.remarks)) for line in shown_lines(report)],
    )
