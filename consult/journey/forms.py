"""The forms of the journey, made from the questions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from wtforms.validators import StopValidation

from consult.contract.option_orders import has_orders, shown_with
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question, Questionnaire, QuestionPage
from consult.kernel import tokens
from consult.kernel.foreign import side_by_side, woven
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.about_you import ETHNICITY, ETHNICITY_GROUPS, GATE, NO, PREFER_NOT, QUESTIONS, WILLING, YES
from consult.submissions.areas import outward_code
from consult.submissions.consent import REFUSED, UNNAMED
from consult.web.choice_fields import RadioField, SelectField, SelectMultipleField, choice
from consult.web.fields import EmailField, StringField, render_options
from consult.web.forms import Form
from consult.web.pair_fields import PairField
from consult.web.validators import DataRequired

_CLEARABLE = (RadioField, PairField)
ELSEWHERE = "elsewhere"
_FORMS: dict[tuple[object, ...], tuple[Questionnaire, type[Form]]] = {}
AREA_LABELS = {"ward": "Ward", "district": _l("Your postcode")}


def page_form(
    questionnaire: Questionnaire, page: QuestionPage, kinds: Mapping[str, Kind], seed: str = ""
) -> type[Form]:
    """Return the form of a page; the same page of the same questionnaire, asking the same, gives the same form.

    One with words for a single person, or on which people are shown other orders or pairs, is made for each.
    """
    if page.is_personal or has_orders(page.questions):
        return type("PageForm", (Form,), fields_of(page, kinds, seed))
    place = (id(questionnaire), *page.asked_on)
    kept = _FORMS.get(place)
    if kept is not None and kept[0] is questionnaire:
        return kept[1]
    form = type("PageForm", (Form,), fields_of(page, kinds))
    if len(_FORMS) > 2_000:
        _FORMS.clear()
    _FORMS[place] = (questionnaire, form)
    return form


def fields_of(page: QuestionPage, kinds: Mapping[str, Kind], seed: str = "") -> dict[str, Any]:
    """Return the fields of a page; an option reveals those of the questions that say more of it."""
    fields: dict[str, Any] = {}
    above = ""
    for question in page.questions:
        made = kinds[question.kind].make_field(shown_with(question, seed))
        if question.is_statement and page.asks_for_all:
            made.args, made.kwargs["description"] = (question.label, *made.args[1:]), question.hint
        fields[question.key] = made
        if question.option_above:
            _reveal(fields[above], question)
        else:
            above = question.key
    return fields


def _reveal(field: Any, question: Question) -> None:
    offered = field.kwargs["choices"]
    said = {one.value: (*one.reveals, question.key) for one in offered if one.value == question.option_above}
    field.kwargs["choices"] = [replace(one, reveals=said.get(one.value, one.reveals)) for one in offered]


def link_form(questionnaire: Questionnaire) -> Form:
    """Return the form that says with which link a test begins: a list for each value that comes with one."""
    nothing = choice("", _("Nothing"))
    fields = {
        question.key: SelectField(
            question.label, choices=[nothing, *(choice(option.code, option.label) for option in question.offered)]
        )
        for question in questionnaire.questions
        if question.is_hidden and question.offered
    }
    made: Form = type("LinkForm", (Form,), fields)()
    return made


def say_when_asked(form: Form, page: QuestionPage) -> Form:
    """Say beneath each question that depends on another one of its page when it is to be answered."""
    for question in page.questions:
        if page.leaves_open(question) and not question.option_above:
            note = woven(_("Answer this only if %(asked_if)s."), asked_if=question.asked_if)
            form[question.key].description = side_by_side(note, form[question.key].description or "")
    return form


def clearable(form: Form, page: QuestionPage) -> list[str]:
    """Return the fields of a page whose choices can only be taken back by a button: radios that may stay empty."""
    if page is GATE:
        return []  # “No” says as much as no choice
    needed_keys = {question.key for question in page.questions if question.is_required}
    return [field.name for field in form if isinstance(field, _CLEARABLE) and field.name not in needed_keys]


def clear_choices(form: Form, page: QuestionPage) -> None:
    """Take back what was chosen on a page where it may stay empty."""
    for name in clearable(form, page):
        form[name].clear()


class PostcodeField(StringField):
    """A postcode, whole or its first part, of which only the part before the space is read."""

    def pre_validate(self, form: object) -> None:
        """Refuse what is no postcode."""
        if self.data and outward_code(self.data) is None:
            raise StopValidation(_l("Enter a UK postcode, like E16 1DR, or only the part before the space, like E16"))


class AreaForm(Form):
    """A form that asks where somebody lives, by ward or by postcode; `area_fields` are its fields."""

    def validate(self, extra_validators: Mapping[str, object] | None = None) -> bool:
        """Check each field, and refuse two places."""
        super().validate(extra_validators)
        fields: Any = self
        if "ward" in self and fields.ward.data and fields.district.data and not fields.district.errors:
            self.add_error(
                "district", _l("Give either the ward or the postcode, not both, so that we know which to keep")
            )
        return not self.errors


def area_fields(areas: tuple[str, ...]) -> dict[str, object]:
    """Return the fields that ask for the ward, or the postcode."""
    wards = SelectField(
        _l("Ward"),
        description=_l("Leave this empty if you do not know your ward or do not live in the borough."),
        choices=[choice("", _l("Select your ward")), *(choice(area) for area in areas)],
        render_kw=render_options(optional=True),
    )
    district = PostcodeField(
        _l("Or your postcode") if areas else _l("Your postcode"),
        description=_l(
            "For example, E16 1DR or E16. We keep only the part before the space, like E16, "
            "so that nobody can tell which house is yours."
        ),
        render_kw=render_options(width=10, autocomplete="off", spellcheck=False, optional=True),
    )
    return {**({"ward": wards} if areas else {}), "district": district}


@cache
def area_form(areas: tuple[str, ...]) -> type[AreaForm]:
    """Return the form that asks where somebody lives."""
    return type("WhereYouLiveForm", (AreaForm,), area_fields(areas))


def read_area(form: Form) -> str:
    """Return the ward, or the part of the postcode before the space, or nothing."""
    ward = form.ward.data if "ward" in form else None
    return ward or outward_code(form.district.data or "") or ""


def about_you_field(question: Question) -> object:
    """Return the field of an about-you question."""
    if question is ETHNICITY:
        grouped = [choice(code, label, group=group) for group, pairs in ETHNICITY_GROUPS for code, label in pairs]
        return SelectField(
            question.label, choices=[choice("", _l("Choose one")), *grouped, choice(PREFER_NOT.code, PREFER_NOT.label)]
        )
    return RadioField(
        question.label,
        description=question.hint,
        choices=[choice(option.code, option.label, divider=option.divider) for option in question.options],
        render_kw=render_options(small=True),
    )


WillingForm: type[Form] = type(
    "WillingForm",
    (Form,),
    {
        WILLING.key: RadioField(
            WILLING.label,
            choices=[
                choice(YES, _l("Yes"), hint=_l("You can still leave any of them empty")),
                choice(NO, _l("No"), hint=_l("You go straight on to check your answers")),
            ],
        )
    },
)
AboutYouForm: type[Form] = type(
    "AboutYouForm", (Form,), {question.key: about_you_field(question) for question in QUESTIONS}
)


class EmptyForm(Form):
    """A form that only sends."""


class CodeForm(Form):
    """The code somebody wrote down or was sent."""

    code = StringField(
        _l("Your code"),
        [DataRequired(_l("Enter your code"))],
        description=_l("16 letters and numbers, like 7F3K-92QX-B41T-0ZMC. Capital letters and dashes do not matter."),
        render_kw=render_options(width=20, autocomplete="off", spellcheck=False),
    )

    def read(self) -> str:
        """Return the code as we write it."""
        return tokens.read_code(self.code.data)


class SaveForm(Form):
    """Where to send the code."""

    email = EmailField(_l("Email address"), [DataRequired(_l("Enter the email address to send the code to"))])


class CopyForm(Form):
    """What to send after a response was sent in."""

    email = EmailField(_l("Email address"), [DataRequired(_l("Enter the email address to write to"))])
    wanted = SelectMultipleField(
        _l("What should we send you?"),
        [DataRequired(_l("Select what we should send you"))],
        choices=[
            choice("copy", _l("My reference and code, with links to read or change my answers")),
            choice(
                "updates",
                _l("News of changes to this consultation, and what was decided (we ask you by email to confirm it)"),
            ),
        ],
    )


_NARROWER_IN_WORDS = {
    UNNAMED: choice(
        UNNAMED,
        _l("Publish my words, but without a name"),
        hint=_l("They stand apart from each other under new references, and come out with those of others"),
    ),
    REFUSED: choice(
        REFUSED, _l("Do not publish my words"), hint=_l("Your response still counts, and officers read it")
    ),
}


class NarrowForm(Form):
    """What we may do with somebody's words from now on."""

    choice = RadioField(
        _l("What may we do with your words from now on?"),
        [DataRequired(_l("Select what we may do with your words from now on"))],
        description=_l("This holds at once. It cannot be widened again."),
    )

    def offer(self, codes: Sequence[str]) -> None:
        """Offer what is narrower than what they agreed to."""
        self.choice.choices = [_NARROWER_IN_WORDS[code] for code in codes]
