"""The builder's forms."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from consult.sdk.errors import Invalid, NotFound
from consult.sdk.files import FileField
from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    DecimalField,
    Form,
    HiddenField,
    IntegerField,
    Length,
    RadioField,
    Regexp,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import LONGEST_TEXT
from plugins.survey.conditions import Comparison, Condition
from plugins.survey.definition import CHOICES, DONT_KNOW, LANGUAGE, PREFER_NOT, Definition, Item, Option, Page, words
from plugins.survey.document import LONGEST_DEFINITION
from plugins.survey.edits import option_lines, options_from, put_words
from plugins.survey.phrases import OPERATOR_WORDS, comparison_from, in_words, value_lines

KEEP = "__keep"
KIND_CHOICES = (
    choice("radios", _l("One of several answers"), hint=_l("Radio buttons")),
    choice("checkboxes", _l("Any number of answers"), hint=_l("Checkboxes")),
    choice(
        "likert", _l("A statement with a scale"), hint=_l("For example from “strongly agree” to “strongly disagree”")
    ),
    choice("short_text", _l("A few words"), hint=_l("One line of text")),
    choice(
        "long_text", _l("An answer in people’s own words"), hint=_l("Text of any length, or up to a number of words")
    ),
    choice("number", _l("A number"), hint=_l("With or without decimals")),
)
AGREEMENT = _l(
    "strongly_agree | Strongly agree | 5\nagree | Agree | 4\nneither | Neither agree nor disagree | 3\n"
    "disagree | Disagree | 2\nstrongly_disagree | Strongly disagree | 1"
)
APART: Mapping[str, tuple[str, str | None]] = {
    "none": (_l("None of these"), None),
    "dont_know": (_l("Don’t know"), DONT_KNOW),
    "prefer_not": (_l("Prefer not to say"), PREFER_NOT),
}


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


class KindForm(Form):
    """Which kind of question to add."""

    kind = RadioField(
        _l("What kind of question is it?"), [DataRequired(_l("Select a kind of question"))], choices=KIND_CHOICES
    )


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


class ItemForm(Form):
    """A question; each kind adds what it needs."""

    seen = HiddenField()
    label = StringField(_l("Question"), [DataRequired(_l("Enter the question")), Length(max=300)])
    hint = StringField(
        _l("Hint"),
        [Length(max=500)],
        description=_l("Shown under the question."),
        render_kw=render_options(optional=True),
    )


class OptionsForm(ItemForm):
    """A question with answers to choose from."""

    options = TextAreaField(
        _l("Answers, one on each line"),
        [DataRequired(_l("Enter the answers, one on each line")), Length(max=20_000)],
        description=_l("Write each answer as people will read it. For a code of your own write “code | answer”."),
        render_kw=render_options(rows=8, count=False),
    )
    apart = SelectMultipleField(
        _l("Answers that stand apart"),
        choices=[choice(code, label) for code, (label, _ignored) in APART.items()],
        description=_l("They come last, and cannot be combined with others."),
    )


class LikertForm(OptionsForm):
    """A statement with a scale."""

    options = TextAreaField(
        _l("Scale, one answer on each line"),
        [DataRequired(_l("Enter the answers of the scale, one on each line")), Length(max=20_000)],
        description=_l("Each line is “code | answer | value”. The value is the number that analysis uses."),
        default=AGREEMENT,
        render_kw=render_options(rows=8, count=False),
    )


class NumberForm(ItemForm):
    """A question about a number."""

    minimum = DecimalField(
        _l("Least"),
        description=_l("The smallest number taken. Without one it is 0."),
        render_kw=render_options(width=10, optional=True),
    )
    maximum = DecimalField(
        _l("Most"), description=_l("The largest number taken."), render_kw=render_options(width=10, optional=True)
    )
    whole = BooleanField(_l("Take only whole numbers"), default=True)


class LongTextForm(ItemForm):
    """A question that is answered in people's own words."""

    max_words = IntegerField(
        _l("Most words"),
        minimum=1,
        maximum=LONGEST_TEXT,
        description=_l("Nobody can write more than %(longest_text)s characters.", longest_text=f"{LONGEST_TEXT:,}"),
        render_kw=render_options(width=5, optional=True),
    )


def item_form(kind: str, *, is_new: bool) -> type[Form]:
    """Return the form for a kind of question; raises `NotFound` for an unknown kind."""
    forms: Mapping[str, type[Form]] = {
        "radios": OptionsForm,
        "checkboxes": OptionsForm,
        "likert": LikertForm,
        "number": NumberForm,
        "long_text": LongTextForm,
        "short_text": ItemForm,
    }
    if kind not in forms:
        raise NotFound
    rest: dict[str, Any] = {
        "required": BooleanField(_l("People must answer this question")),
        "public": BooleanField(
            _l("The answers may be published"),
            default=True,
            description=_l("Leave this empty where only the council may read the answers."),
        ),
        "sensitive": BooleanField(
            _l("This question is sensitive"),
            default=True,
            description=_l(
                "Exact counts of its answers are then never published. Clear this only if nobody minds what a "
                "neighbour learns, and the question is not about the person."
            ),
        ),
    }
    if is_new:
        key = Regexp(
            "[a-z][a-z0-9_]{0,29}", message=_l("The key must be a small letter, then small letters, digits and _")
        )
        rest["key"] = StringField(
            _l("Key"),
            [key],
            description=_l("The name of the column in exports. It can never change. Leave it empty to have one made."),
            render_kw=render_options(width=20, optional=True, spellcheck=False),
        )
    return type("QuestionForm", (forms[kind],), rest)


def item_values(item: Item) -> dict[str, object]:
    """Return what the question form shows of a question."""
    present = {option.code for option in item.offered if option.stands_apart}
    return {
        "label": item.label.get(LANGUAGE, ""),
        "hint": item.hint.get(LANGUAGE, ""),
        "required": item.required,
        "public": item.public,
        "sensitive": item.sensitive,
        "max_words": item.max_words,
        "minimum": _shown(item.minimum),
        "maximum": _shown(item.maximum),
        "whole": item.whole,
        "options": option_lines(item.options),
        "apart": [code for code in APART if code in present],
    }


def item_from(form: Any, item: Item, permanent: set[str]) -> Item:
    """Return a question changed as the form describes it; raises `Invalid` with the field at fault."""
    changed = replace(
        item,
        label=put_words(item.label, form["label"].data),
        hint=put_words(item.hint, form["hint"].data),
        required=form["required"].data,
        public=form["public"].data,
        sensitive=form["sensitive"].data,
    )
    if item.kind in CHOICES:
        apart = [_option_apart(code) for code in form["apart"].data]
        apart += [option for option in item.offered if option.stands_apart and option.code not in APART]
        return replace(changed, options=options_from(form["options"].data, item.options, apart, permanent))
    if item.kind == "number":
        minimum, maximum = (
            None if form[name].data is None else float(form[name].data) for name in ("minimum", "maximum")
        )
        return replace(changed, minimum=minimum, maximum=maximum, whole=form["whole"].data)
    return replace(changed, max_words=form["max_words"].data) if item.kind == "long_text" else changed


def _option_apart(code: str) -> Option:
    label, missing = APART[code]
    return Option(code, {LANGUAGE: str(label)}, missing=missing, exclusive=True)


def _shown(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number


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
