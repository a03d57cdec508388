"""The builder's forms."""

from consult.sdk.errors import Invalid
from consult.sdk.files import FileField
from consult.sdk.forms import (
    DataRequired,
    Form,
    HiddenField,
    Length,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.conditions import Comparison, Condition
from plugins.survey.definition import LANGUAGE, Definition, Page, words
from plugins.survey.document import LONGEST_DEFINITION
from plugins.survey.phrases import OPERATOR_WORDS, comparison_from, in_words, value_lines

KEEP = "__keep"


class SettingsForm(Form):
    """What stands before the questions, and what is asked beside them."""

    seen = HiddenField()
    introduction = TextAreaField(
        _l("Introduction"),
        [Length(max=10_000)],
        description=_l("What people read before they begin. You can use Markdown."),
        render_kw=render_options(rows=8, optional=True),
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


class PageForm(Form):
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
    depends_on = SelectField(_l("Who sees this page?"))
    operator = SelectField(
        _l("How is the answer compared?"),
        choices=[choice(name, text) for name, text in OPERATOR_WORDS.items()],
        description=_l("Leave this as it is when everybody sees the page."),
    )
    value = TextAreaField(
        _l("Compared with"),
        [Length(max=2_000)],
        description=_l(
            "The answers, one on each line, in the words of the question. For a question about a number, "
            "a number; for “is between”, two numbers."
        ),
        render_kw=render_options(rows=3, count=False),
    )

    def offer(self, definition: Definition, page: Page | None) -> "PageForm":
        """Offer the questions on earlier pages, and keeping a condition that this form cannot show."""
        offered = [choice("", _l("Everybody"))]
        condition = page.show_if if page else None
        if condition is not None and not isinstance(condition, Comparison):
            offered.append(choice(KEEP, in_words(condition, definition)))
        earlier = definition.items_before(page.id if page else "")
        offered += [choice(item.key, _l("Depends on: %(words)s", words=words(item.label))) for item in earlier]
        self.depends_on.choices = offered
        return self

    def condition(self, definition: Definition, page: Page | None) -> Condition | None:
        """Return the condition that was chosen; raises `Invalid` with the field at fault."""
        key = self.depends_on.data
        if not key:
            return None
        if key == KEEP and page is not None:
            return page.show_if
        earlier = definition.items_before(page.id if page else "")
        item = next((item for item in earlier if item.key == key), None)
        if item is None:
            raise Invalid(None, {"depends_on": _l("Select a question on an earlier page")})
        return comparison_from(item, self.operator.data or "", self.value.data)


def page_values(definition: Definition, page: Page) -> dict[str, str]:
    """Return what the page form shows of a page."""
    condition = page.show_if
    values = {"title": page.title.get(LANGUAGE, ""), "text": page.text.get(LANGUAGE, "")}
    if condition is None:
        return values
    if not isinstance(condition, Comparison):
        return {**values, "depends_on": KEEP}
    value = value_lines(condition, definition)
    return {**values, "depends_on": condition.question, "operator": condition.operator, "value": value}


class ImportForm(Form):
    """A definition as JSON, pasted or as a file."""

    seen = HiddenField()
    file = FileField(_l("A file"), render_kw=render_options(accept=".json,application/json", optional=True))
    text = TextAreaField(
        _l("Or paste the definition"), render_kw=render_options(rows=12, count=False, spellcheck=False)
    )

    def read(self) -> str:
        """Return the definition that was sent; what stood in a file stands in the box if it has to be mended."""
        if self.file.data is not None:
            raw = self.file.data.read(LONGEST_DEFINITION * 4 + 1)
            self.text.data = raw.decode("utf-8-sig", errors="replace")
        return str(self.text.data)


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
