"""The form that takes a file with rows."""

from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import BooleanField, DataRequired, FileField, Form, render_options


class FileImportForm(Form):
    """A file with one row in each line, to be taken or only checked."""

    file = FileField(
        _l("CSV or spreadsheet file"),
        [DataRequired(_l("Choose a CSV or spreadsheet file"))],
        description=_l("CSV, XLSX or ODS. The first line names the columns."),
        render_kw=render_options(accept=".csv,.xlsx,.ods,text/csv"),
    )
    dry_run = BooleanField(_l("Only check the file, and import nothing"))
