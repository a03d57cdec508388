"""The kind of question that is answered by a file: a picture or a document, for the council alone.

The answer is the name that the core gives the file; how a file is taken, kept and deleted is the core's affair.
"""

from random import Random

from consult.sdk.errors import Invalid
from consult.sdk.files import LaterFileField, kind_of
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import AnswerColumn, Kind, Question, is_file_name, one_cell

ENDINGS = ("jpg", "png", "pdf", "docx", "odt")
"""The kinds of file that are taken."""


def file_field(question: Question) -> LaterFileField:
    """Return the field of a page on which no file is taken; the page of the journey has its own."""
    return LaterFileField(question.label, description=question.hint or _("Nothing is sent from this page."))


def check_file(question: Question, answer: object) -> None:
    """Refuse what is not the name of a file that we named."""
    if not is_file_name(question, answer):
        raise Invalid(_("Your answer must be a file that was sent from its own page"))


def file_from_text(question: Question, cell: str) -> None:
    """Refuse what stands in a cell: it cannot hold a file."""
    if cell.strip():
        raise Invalid(_("Your answer must be a file, which a cell cannot hold. Leave it empty"))


def show_file(question: Question, answer: str | None) -> str:
    """Return of what kind a file is, and the name that exports know it by."""
    return f"{kind_of(answer).title}: {answer}" if answer else ""


def file_columns(question: Question) -> tuple[AnswerColumn, ...]:
    """Give the question a column for the name of the file, which is opened on the page of the response."""
    return (AnswerColumn(name=question.key, label=_("%(label)s: name of the file", label=question.label)),)


def example_file(question: Question, chance: Random) -> str:
    """Make the name of a file up."""
    return f"{question.key}-{chance.getrandbits(64):016x}.{chance.choice(question.endings)}"


FILE = Kind(
    name="file",
    title=_l("A file, such as a photo"),
    make_field=file_field,
    read=lambda question, data: None,
    from_text=file_from_text,
    check=check_file,
    example=example_file,
    show=show_file,
    counts=lambda question, answer: (),
    columns=file_columns,
    cells=one_cell,
    counted_as=_l("How many sent a file is counted. The files are on the pages of the responses."),
    paper_lines=0,
    paper_hint=_l("You can send one file with this form. Write on its back to which question it belongs."),
)
