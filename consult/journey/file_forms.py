"""The form of a page that asks for a file, made from its question."""

from consult.contract.files_asked import new_file_name
from consult.contract.questions import Question
from consult.files.kinds import KINDS, kind_of
from consult.kernel.errors import Invalid
from consult.kernel.foreign import side_by_side
from consult.kernel.messages import gettext as _
from consult.web.fields import FileField, FileNameField, render_options
from consult.web.forms import Form


class FilePageForm(Form):
    """A form that takes one file."""

    file: FileField


def tried_file_form(question: Question, *, is_held: bool) -> Form:
    """Return the form that asks for a file in a preview or a test, which take no more than its name."""
    told = [
        question.hint,
        what_is_taken(question),
        _("No file is sent in a preview or a test. Only its name is read, to check its kind, and it is not kept."),
    ]
    if is_held:
        told.append(_("You chose one before. Continue without choosing to take it away."))
    field = FileNameField(question.label, description=side_by_side(*filter(None, told)), render_kw=_look(question))
    made: Form = type("TriedFileForm", (Form,), {question.key: field})()
    return made


def name_instead(form: Form, question: Question) -> str | None:
    """Return the name that we would give the file that was chosen; the form says what is wrong with another kind."""
    chosen = form[question.key].data
    if not chosen:
        return None
    try:
        return new_file_name(question, kind_of(chosen, question.endings).ending)
    except Invalid as refused:
        form.add_error(question.key, str(refused))
        return None


def _look(question: Question) -> dict[str, object]:
    endings = [*question.endings, *(["jpeg"] if "jpg" in question.endings else [])]
    return render_options(accept=",".join(f".{ending}" for ending in endings))


def file_form(question: Question) -> FilePageForm:
    """Return the form that asks a question which is answered by a file."""
    field = FileField(
        question.label,
        description=side_by_side(question.hint, what_is_taken(question)),
        render_kw=_look(question),
    )
    form: FilePageForm = type("FilePageForm", (FilePageForm,), {"file": field})()
    return form


def what_is_taken(question: Question) -> str:
    """Return which files a question takes, and what becomes of them."""
    kinds = ", ".join(str(KINDS[ending].title) for ending in question.endings)
    return _(
        "One file, 10 MB at most: %(kinds)s. We take out who made it, and where. Only the council sees it.", kinds=kinds
    )
