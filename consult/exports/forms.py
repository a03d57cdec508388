"""The forms for taking data out and for publishing results."""

from consult.exports.writing import Format
from consult.web.forms import Form, RadiosField, YesField, choice, needed


class ExportForm(Form):
    """What to export, as what, and for whom."""

    what = RadiosField("What do you want to export?", [needed("Select what to export")])
    file_format = RadiosField(
        "As what kind of file?",
        [needed("Select a kind of file")],
        default=Format.CSV.value,
        choices=[
            choice(Format.CSV.value, "CSV", hint="Opens in any spreadsheet"),
            choice(Format.XLSX.value, "Excel workbook (XLSX)", hint="With a code book as a second sheet"),
            choice(Format.JSON.value, "JSON lines", hint="For programs: exact texts, one record on each line"),
        ],
    )
    audience = RadiosField(
        "Which columns?",
        [needed("Select which columns")],
        default="officer",
        choices=[
            choice("officer", "All columns", hint="For officers. Do not pass the file on"),
            choice(
                "public",
                "Public columns only",
                hint="For anybody, after closing, as CSV or JSON. The file of responses is made once, from what is in "
                "the published results, and stays the same. Answers that few people gave are hidden",
            ),
        ],
    )


class PublishForm(Form):
    """Whether comments are published too."""

    with_comments = YesField(
        "Publish the comments too",
        description="Only comments that an officer has read are published. "
        "Redact whatever could identify somebody first.",
    )
