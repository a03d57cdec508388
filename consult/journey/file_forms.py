"""The form of a page that asks for a file, made from its question."""

from consult.contract.questions import Question
from consult.files.kinds import KINDS
from consult.kernel.foreign import side_by_side
from consult.kernel.messages import gettext as _
from consult.web.fields import FileField, render_options
from consult.web.forms import Form


class FilePageForm(Form):
    """A form that takes one file."""

    file: FileField


def file_form(question: Question) -> FilePageForm:
    """Return the form that asks a question which is answered by a file."""
    endings = [*question.endings, *(["jpeg"] if "jpg" in question.endings else [])]
    field = FileField(
        question.label,
        description=side_by_side(question.hint, what_is_taken(question)),
        render_kw=render_options(accept=",".join(f".{ending}" for ending in endings)),
    )
    form: FilePageForm = type("FilePageForm", (FilePageForm,), {"file": field})()
    return form


def what_is_taken(question: Question) -> str:
    """Return which files a question takes, and what becomes of them."""
    kinds = ", ".join(str(KINDS[ending].title) for ending in question.endings)
    return _(
        "One file, 10 MB at most: %(kinds)s. We take out who made it, and where. Only the council sees it.", kinds=kinds
    )
