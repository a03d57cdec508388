"""The form for taking data out."""

from consult.exports.formats import Format
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import DataRequired, Form, RadioField, choice


class ExportForm(Form):
    """What to export, as what, and for whom."""

    what = RadioField(_l("What do you want to export?"), [DataRequired(_l("Select what to export"))])
    file_format = RadioField(
        _l("As what kind of file?"),
        [DataRequired(_l("Select a kind of file"))],
        default=Format.CSV,
        choices=[
            choice(Format.CSV, _l("CSV"), hint=_l("Opens in any spreadsheet")),
            choice(Format.XLSX, _l("Excel workbook (XLSX)"), hint=_l("With a code book as a second sheet")),
            choice(Format.JSON, _l("JSON lines"), hint=_l("For programs: exact texts, one record on each line")),
        ],
    )
    audience = RadioField(
        _l("Which columns?"),
        [DataRequired(_l("Select which columns"))],
        default="officer",
        choices=[
            choice("officer", _l("All columns"), hint=_l("For officers. Do not pass the file on")),
            choice(
                "public",
                _l("Public columns only"),
                hint=_l(
                    "For anybody, after closing, as CSV or JSON. The file of responses is made once, from what is in "
                    "the published results, and stays the same. Answers that few people gave are hidden"
                ),
            ),
        ],
    )
