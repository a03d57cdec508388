"""The forms of the officer's desk."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from consult.contract.questions import Kind, Questionnaire
from consult.submissions.about_you import QUESTIONS
from consult.submissions.entering import ENTERED
from consult.submissions.exclusions import EXCLUSION_REASONS
from consult.submissions.forms import AreaForm, about_you_field, area_fields
from consult.submissions.models import Channel, Status
from consult.submissions.redaction import REDACTION_REASONS
from consult.web.forms import (
    DateField,
    Form,
    HiddenField,
    LongTextField,
    QueryForm,
    RadiosField,
    SelectField,
    TextField,
    YesField,
    choice,
    longest,
    look,
    needed,
)

STATUSES = {
    Status.SUBMITTED: "Counted",
    Status.WITHDRAWN: "Withdrawn",
    Status.EXCLUDED: "Excluded",
}


class FilterForm(QueryForm):
    """Which responses to list."""

    q = TextField("Search the text", render_kw=look(spellcheck=False))
    channel = SelectField(
        "How it was received", choices=[choice("", "Any way"), *(choice(one.value, one.label) for one in Channel)]
    )
    status = SelectField(
        "Whether it counts",
        choices=[choice("", "All"), *(choice(status.value, text) for status, text in STATUSES.items())],
    )
    area = SelectField("Ward or postcode district", choices=[choice("", "Anywhere")])
    unread = YesField("Only what nobody has read")

    def offer_areas(self, areas: Iterable[str]) -> None:
        """Offer the places that responses came from."""
        self.area.choices = [choice("", "Anywhere"), *(choice(one, one) for one in sorted(areas) if one)]


class RedactForm(Form):
    """A passage to take out, and why."""

    passage = LongTextField(
        "Passage to redact",
        [needed("Enter the passage to redact")],
        description="Copy it from the answer above. Every place where it occurs is redacted.",
        render_kw=look(rows=3),
    )
    code = RadiosField(
        "Why?",
        [needed("Choose a reason")],
        choices=[choice(code, text.capitalize()) for code, text in REDACTION_REASONS.items()],
    )
    note = TextField(
        "Note for other officers", [longest(500)], description="Not published.", render_kw=look(optional=True)
    )


class ExcludeForm(Form):
    """Why a response does not count."""

    code = RadiosField(
        "Why should this response not count?",
        [needed("Choose a reason")],
        choices=[choice(code, text) for code, text in EXCLUSION_REASONS.items()],
        description="The person who sent it can read the reason. Nothing is deleted.",
    )
    note = LongTextField(
        "Note for other officers", [longest(1000)], description="Not published.", render_kw=look(rows=3, optional=True)
    )


class ReasonForm(Form):
    """Why the questions change while people are answering them; asked only then."""

    reason = LongTextField(
        "Why does this change now?",
        [longest(1000)],
        description="People are answering already. The reason is published, and those who answered are told.",
        render_kw=look(rows=3),
    )


class QuestionForm(ReasonForm):
    """One question of a written response."""

    label = TextField("Question", [needed("Enter the question"), longest(300)])
    hint = TextField(
        "Hint", [longest(500)], description="A short explanation under the question.", render_kw=look(optional=True)
    )
    kind = RadiosField(
        "What kind of answer?",
        [needed("Choose a kind of answer")],
        choices=[
            choice("support", "Support or oppose", hint="Strongly support to strongly oppose, or don’t know"),
            choice("agreement", "Agree or disagree", hint="Strongly agree to strongly disagree, or don’t know"),
            choice("long_text", "Text of any length"),
        ],
    )
    required = YesField("People must answer this question")


class SettingsForm(ReasonForm):
    """What a written response asks besides its questions."""

    introduction = LongTextField(
        "Introduction",
        description="Shown before the first question. You can use Markdown.",
        render_kw=look(rows=5, optional=True),
    )
    asks_area = YesField("Ask where people live")
    asks_about_you = YesField("Ask the equality questions")


class KeyField(HiddenField):
    """The key that makes a form give one response; one that no page shows gives way to the fresh one."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take the key if it is one."""
        if valuelist and re.fullmatch("[0-9a-z]{1,32}", valuelist[0]):
            self.data = valuelist[0]


def entry_form(asked: Questionnaire, kinds: dict[str, Kind] | Any, areas: tuple[str, ...]) -> type[Form]:
    """Return the form to enter a response that came another way: everything on one page, for people who type a lot."""
    fields: dict[str, Any] = {
        "channel": RadiosField(
            "How did it reach us?",
            [needed("Choose how it reached us")],
            choices=[choice(one.value, one.label) for one in ENTERED],
            render_kw=look(inline=True),
        ),
        "received_on": DateField("When did it reach us?", [needed("Enter the day on which it reached us")]),
        "key": KeyField(),
    }
    fields.update(_answer_fields(asked, kinds))
    fields.update(area_fields(areas))
    fields.update({f"about_{one.key}": about_you_field(one) for one in QUESTIONS if asked.asks_about_you})
    return type("EntryForm", (AreaForm,), fields)


def check_form(asked: Questionnaire, kinds: dict[str, Kind] | Any) -> type[Form]:
    """Return the form in which a second officer compares an entry with its original."""
    return type("CheckForm", (Form,), _answer_fields(asked, kinds))


def _answer_fields(asked: Questionnaire, kinds: dict[str, Kind] | Any) -> dict[str, Any]:
    # Whether a page on a condition was put to somebody shows in the other answers, so the service asks for it.
    return {
        f"answer_{one.key}": kinds[one.kind].make_field(replace(one, is_required=False) if page.is_asked else one)
        for page in asked.pages
        for one in page.questions
    }
