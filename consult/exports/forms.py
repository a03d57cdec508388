"""The forms for taking data out and for publishing results."""

from collections.abc import Sequence

from consult.exports.formats import Format
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import (
    BooleanField,
    DataRequired,
    DateField,
    Form,
    HiddenField,
    Length,
    QueryForm,
    RadioField,
    SelectField,
    TextAreaField,
    choice,
)


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
            choice(Format.PARQUET, _l("Parquet"), hint=_l("For programs: responses only, with types and codes")),
            choice(Format.SAV, _l("SPSS (SAV)"), hint=_l("Responses only, with labels and missing values")),
            choice(Format.DTA, _l("Stata (DTA)"), hint=_l("Responses only, with labels and missing values")),
            choice(Format.R, _l("R script"), hint=_l("Reads the CSV of the responses, with labels and factors")),
            choice(Format.DDI, _l("DDI code book (XML)"), hint=_l("Describes the CSV of the responses for an archive")),
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
                hint=_l("For anybody, after closing, as CSV or JSON. There is no public file of single responses"),
            ),
        ],
    )


class PublishForm(Form):
    """Whether cross-tables are published too."""

    with_crossed = BooleanField(
        _l("Publish cross-tables too"),
        description=_l(
            "Each question by each other question, by place, and by what people said about themselves. They are made "
            "only once, of the responses that are counted now."
        ),
    )


class LateFormsForm(Form):
    """Until when late forms are entered; `seen` is the day that the page showed."""

    seen = HiddenField()
    day = DateField(
        _l("What is the last day for late forms?"),
        description=_l(
            "Results can be published after this day. Everybody reads it on the page of the consultation. Leave it "
            "empty if no forms come late."
        ),
    )


class WithdrawForm(Form):
    """Why results are withdrawn, and that this is meant; `seen` is the edition that the page showed."""

    seen = HiddenField()
    reason = TextAreaField(
        _l("Why are these results withdrawn?"),
        [DataRequired(_l("Enter why the results are withdrawn")), Length(max=2_000)],
        description=_l("Everybody reads this. Do not name anybody."),
    )
    is_meant = BooleanField(
        _l("Withdraw the tables for good"),
        [DataRequired(_l("Confirm that the tables are to be withdrawn for good"))],
        description=_l("They cannot be shown again, and cross-tables cannot be made a second time."),
    )


class ExactForm(Form):
    """Why exact counts are published, and that what this gives up is meant."""

    reason = TextAreaField(
        _l("Why are exact counts published?"),
        [DataRequired(_l("Enter why the exact counts are published")), Length(max=2_000)],
        description=_l("Everybody reads this. Do not name anybody."),
    )
    is_meant = BooleanField(
        _l("Publish exact counts, knowing what this gives up"),
        [DataRequired(_l("Confirm that you know what exact counts give up"))],
        description=_l("There can be no other edition of these results, also if late forms come."),
    )


class TableForm(QueryForm):
    """Which published cross-table is shown."""

    rows = SelectField(_l("What"), [DataRequired(_l("Select what stands in the rows"))], choices=[])
    columns = SelectField(_l("By what"), [DataRequired(_l("Select what stands in the columns"))], choices=[])

    def offer(self, sides: Sequence[tuple[str, str]]) -> None:
        """Fill both lists with what has cross-tables."""
        offered = [choice("", _l("Select")), *(choice(name, title) for name, title in sides)]
        self.rows.choices, self.columns.choices = offered, offered
