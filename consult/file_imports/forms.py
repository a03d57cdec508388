"""The form that takes a file with rows."""

from consult.contract.file_imports import FileImport
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import BooleanField, DataRequired, FileField, Form, Length, StringField, render_options


class FileImportForm(Form):
    """A file with one row in each line, to be taken or only checked."""

    file = FileField(
        _l("CSV or spreadsheet file"),
        [DataRequired(_l("Choose a CSV or spreadsheet file"))],
        description=_l("CSV, XLSX or ODS. The first line names the columns."),
        render_kw=render_options(accept=".csv,.xlsx,.ods,text/csv"),
    )
    dry_run = BooleanField(_l("Only check the file, and import nothing"))


def import_form(declared: FileImport) -> FileImportForm:
    """Return the form for a kind of file, with a field for whatever can be said once for all of its lines."""
    fields = {
        column.name: StringField(
            column.label,
            [Length(max=500)],
            description=_l("For all lines of the file that do not say it"),
        )
        for column in declared.columns
        if column.for_whole_file
    }
    form: FileImportForm = type("DeclaredImportForm", (FileImportForm,), fields)()
    return form
