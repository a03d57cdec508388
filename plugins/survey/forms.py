"""The builder's forms."""

from consult.sdk.files import FileField
from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    Form,
    HiddenField,
    IntegerField,
    Length,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.condition_forms import condition_fields, condition_values
from plugins.survey.convert.reading import LARGEST
from plugins.survey.definition import LANGUAGE, PAGES, TASK_LIST, Definition, Page, page_title, words
from plugins.survey.entry_forms import EntryFields, entry_values
from plugins.survey.parts import part_at


class SettingsForm(Form):
    """What stands before the questions, and what is asked beside them."""

    seen = HiddenField()
    introduction = TextAreaField(
        _l("Introduction"),
        [Length(max=10_000)],
        description=_l("What people read before they begin. You can use Markdown."),
        render_kw=render_options(rows=8, optional=True),
    )
    journey = RadioField(
        _l("How do people go through the survey?"),
        choices=[
            choice(PAGES, _l("One page after another")),
            choice(
                TASK_LIST,
                _l("A task list"),
                hint=_l("For long surveys: people choose with which part they begin. Each part needs a name."),
            ),
        ],
    )
    beside = SelectMultipleField(
        _l("What else is asked"),
        choices=[
            choice("area", _l("Ward or postcode district")),
            choice(
                "about_you",
                _l("About you"),
                hint=_l("The equality questions. Their age bands follow no harmonised standard."),
            ),
            choice(
                "consent",
                _l("Whether an answer may be published"),
                hint=_l("Texts are published only by consent, after closing, when an officer has read them."),
            ),
        ],
    )


class ShortForm(Form):
    """A form that only confirms, and knows what was seen."""

    seen = HiddenField()


class PageForm(EntryFields, Form):
    """A page: its words, and who sees it."""

    seen = HiddenField()
    title = StringField(
        _l("Title"),
        [Length(max=200)],
        description=_l("Needed only where the page asks more than one question."),
        render_kw=render_options(optional=True),
    )
    text = TextAreaField(
        _l("Text above the questions"),
        [Length(max=10_000)],
        description=_l("You can use Markdown."),
        render_kw=render_options(rows=4, optional=True),
    )
    part = StringField(
        _l("A part of the survey begins at this page"),
        [Length(max=200)],
        description=_l("The name of the part. Leave this empty if the page belongs to the part before."),
        render_kw=render_options(optional=True),
    )
    depends_on, operator, value = condition_fields(_l("Who sees this page?"))
    exit = BooleanField(
        _l("The survey ends at this page"),
        description=_l(
            "Whoever sees it is asked nothing more, but can still send the answers so far. It takes no questions."
        ),
    )
    quota = IntegerField(
        _l("Only once so many responses were sent"),
        minimum=1,
        maximum=1_000_000,
        description=_l(
            "A quota, only for a page at which the survey ends. "
            "Then no more responses are taken that fulfil its condition."
        ),
        render_kw=render_options(width=5, optional=True),
    )


def page_values(definition: Definition, page: Page) -> dict[str, str | int | bool | None]:
    """Return what the page form shows of a page."""
    values = {
        "part": part_at(definition, page.id),
        "title": page.title.get(LANGUAGE, ""),
        "text": page.text.get(LANGUAGE, ""),
    }
    ending = {"exit": page.exit, "quota": page.quota}
    return {**ending, **values, **condition_values(definition, page.show_if), **entry_values(page)}


class CopyForm(Form):
    """What is copied of another survey."""

    pages = SelectMultipleField(_l("Whole pages"))
    questions = SelectMultipleField(
        _l("Single questions"), description=_l("A question brings the lines beneath its answers.")
    )

    def offer(self, source: Definition) -> "CopyForm":
        """Offer the pages and questions of a survey."""
        self.pages.choices = [
            choice(page.id, _l("Page %(number)s: %(title)s", number=number, title=page_title(page)))
            for number, page in enumerate(source.pages, start=1)
        ]
        self.questions.choices = [choice(item.key, words(item.label)) for item in source.items]
        return self


class ImportForm(Form):
    """A definition in whatever form, pasted or as a file."""

    seen = HiddenField()
    file = FileField(
        _l("A file"), render_kw=render_options(accept=".json,.xlsx,.xls,.lss,application/json", optional=True)
    )
    text = TextAreaField(
        _l("Or paste the definition"), render_kw=render_options(rows=12, count=False, spellcheck=False)
    )

    def read(self) -> bytes:
        """Return what was sent; JSON that stood in a file stands in the box if it has to be mended."""
        if self.file.data is None:
            return str(self.text.data or "").encode()
        raw: bytes = self.file.data.read(LARGEST + 1)
        is_json = raw[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))
        self.text.data = raw.decode("utf-8-sig", errors="replace") if is_json else ""
        return raw


class KeepForm(Form):
    """A definition that was read and shown, to be kept."""

    seen = HiddenField()
    text = HiddenField()


class ConfirmForm(Form):
    """What a second officer says to a change that another proposed."""

    seen = HiddenField()
    decision = RadioField(
        _l("Do you confirm this change?"),
        [DataRequired(_l("Select whether you confirm this change"))],
        choices=[
            choice("confirm", _l("Yes, publish it"), hint=_l("People are asked the new version from now on.")),
            choice(
                "send_back", _l("No, send it back"), hint=_l("Nothing changes for people. The draft stays as it is.")
            ),
        ],
    )
    answer = TextAreaField(
        _l("Why do you send it back?"),
        [Length(max=2_000)],
        description=_l("Only needed if you send it back. Officers and auditors read this."),
        render_kw=render_options(rows=4, optional=True),
    )


class PublishForm(Form):
    """The note with which a version is published."""

    seen = HiddenField()
    public_note = TextAreaField(
        _l("What changed, and why"),
        [Length(max=2_000)],
        description=_l("The public reads this beside the survey."),
        render_kw=render_options(rows=4),
    )
