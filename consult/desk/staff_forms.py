"""The forms of the officer's desk."""

from collections.abc import Iterable, Mapping
from datetime import date

from consult.comments.models import HELD_REASONS
from consult.contract.desk_filters import DeskFilter
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question
from consult.desk.assignments import NOBODY
from consult.desk.conditions import (
    ANY_ANSWER,
    DECLARED,
    NO_ANSWER,
    PREFIX,
    answers_asked_for,
    declared_filters_asked_for,
)
from consult.desk.exclusions import EXCLUSION_REASONS
from consult.desk.queries import OLDEST, Filters
from consult.desk.tags import LONGEST
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.labels import Label
from consult.submissions.models import Channel, Status
from consult.web.forms import (
    BooleanField,
    Choice,
    DataRequired,
    DateField,
    Form,
    Length,
    QueryForm,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)
from consult.web.typed_dates import NotADate, date_parts, read_date

STATUSES = {
    Status.SUBMITTED: "Counted",
    Status.WITHDRAWN: "Withdrawn",
    Status.EXCLUDED: "Excluded",
}


class FilterForm(QueryForm):
    """Which responses to list."""

    q = StringField(_l("Search the text"), render_kw=render_options(spellcheck=False))
    channel = SelectField(
        _l("How it was received"),
        choices=[choice("", _l("Any way")), *(choice(channel.value, channel.label) for channel in Channel)],
    )
    status = SelectField(
        _l("Whether it counts"),
        choices=[choice("", _l("All")), *(choice(status, text) for status, text in STATUSES.items())],
    )
    area = SelectField(_l("Ward or postcode district"), choices=[choice("", _l("Anywhere"))])
    label = SelectField(
        _l("What was noticed"),
        choices=[choice("", _l("Anything or nothing")), *(choice(label.value, label.in_words) for label in Label)],
    )
    assigned = SelectField(_l("Assigned to"), choices=[choice("", _l("Anybody or nobody"))])
    tag = SelectField(_l("Tag"), choices=[choice("", _l("Any tag or none"))])
    since = DateField(_l("Received on or after"))
    until = DateField(_l("Received on or before"))
    unread = BooleanField(_l("Only what nobody has read"))
    order = SelectField(
        _l("Order"), choices=[choice("", _l("The newest first")), choice(OLDEST, _l("The oldest first"))]
    )

    def check_days(self) -> bool:
        """Say what is wrong with a day that is none; the other fields of an address never are."""
        return all([self.since.validate(self), self.until.validate(self)])

    def offer_areas(self, areas: Iterable[str]) -> None:
        """Offer the places that responses came from."""
        self.area.choices = [choice("", _l("Anywhere")), *(choice(area, area) for area in sorted(areas) if area)]

    def offer_tags(self, tags: Mapping[int, str]) -> None:
        """Offer the tags that responses have."""
        self.tag.choices = [
            choice("", _l("Any tag or none")),
            *(choice(str(number), name) for number, name in tags.items()),
        ]

    def offer_readers(self, readers: Mapping[int, str], own: int | None) -> None:
        """Offer those to whom responses can be assigned."""
        self.assigned.choices = [
            choice("", _l("Anybody or nobody")),
            *reader_choices(readers, own),
            choice(NOBODY, _l("Nobody in particular")),
        ]

    def keep_group(self, label: str) -> None:
        """Offer the group of like responses that the list shows."""
        name, dash, _ignored = label.partition("-")
        if dash and name in set(Label):
            self.label.choices = [
                *(self.label.choices or ()),
                choice(label, _l("%(in_words)s: one group", in_words=Label(name).in_words)),
            ]


def filters_of(given: Mapping[str, str]) -> Filters:
    """Return the filters that the arguments of an address name."""
    return Filters(
        words=given.get("q", "").strip()[:200],
        channel=given.get("channel", ""),
        status=given.get("status", ""),
        area=given.get("area", "").strip(),
        unread=bool(given.get("unread")),
        label=given.get("label", ""),
        answers=answers_asked_for(given),
        declared=declared_filters_asked_for(given),
        since=day_asked_for(given, "since"),
        until=day_asked_for(given, "until"),
        assigned=given.get("assigned", ""),
        tag=given.get("tag", ""),
        order=OLDEST if given.get("order") == OLDEST else "",
    )


def day_asked_for(given: Mapping[str, str], name: str) -> date | None:
    """Return the day that stands in three boxes of an address; nothing for one that is no date."""
    try:
        return read_date(name, {part: given.get(f"{name}-{part}", "").strip() for part in date_parts(None)})
    except NotADate:
        return None


def assign_form(readers: Mapping[int, str], own: int | None) -> type[Form]:
    """Return the form with those who can be asked to read."""
    person = RadioField(
        _l("Who is to read it?"),
        [DataRequired(_l("Select who is to read it"))],
        choices=[*reader_choices(readers, own), choice(NOBODY, _l("Nobody in particular"), divider=_l("or"))],
        description=_l("They take the place of whoever it was assigned to. Everybody on the desk can still read it."),
    )
    return type("AssignForm", (Form,), {"person": person})


def reader_choices(readers: Mapping[int, str], own: int | None) -> list[Choice]:
    """Return those who can be asked to read, whoever asks first."""
    named = [choice(str(number), name) for number, name in readers.items() if number != own]
    return [*([choice(str(own), _l("You"))] if own in readers else []), *named]


def filter_form(
    questions: Iterable[Question],
    kinds: Mapping[str, Kind],
    declared: Iterable[tuple[DeskFilter, Mapping[str, str]]] = (),
) -> type[FilterForm]:
    """Return the form with one field for what was answered to each question, and for each filter of a feature."""
    fields = {f"{DECLARED}{added.name}": _declared(added, values) for added, values in declared if values}
    fields |= {f"{PREFIX}{question.key}": _asked(question, kinds[question.kind]) for question in questions}
    return type("FilterForm", (FilterForm,), fields)


def _declared(added: DeskFilter, values: Mapping[str, str]) -> SelectField:
    options = (choice(value, text) for value, text in values.items())
    return SelectField(added.label, choices=[choice("", _l("Any or none")), *options])


def _asked(question: Question, kind: Kind) -> SelectField:
    options = (choice(option.code, option.label) for option in question.options)
    at_all = (choice(ANY_ANSWER, _l("Any answer")), choice(NO_ANSWER, _l("No answer")))
    note = _l("Finds who put it first.") if kind.is_ordered else ""
    note = _l("Finds who gave it anything.") if kind.is_shared else note
    note = _l("Finds who preferred it in any pair.") if kind.is_compared else note
    return SelectField(question.label, choices=[choice("", _l("Answered or not")), *options, *at_all], description=note)


class ExcludeForm(Form):
    """Why a response does not count."""

    code = RadioField(
        _l("Why should this response not count?"),
        [DataRequired(_l("Select a reason"))],
        choices=[choice(code, text) for code, text in EXCLUSION_REASONS.items()],
        description=_l("The person who sent it can read the reason. Nothing is deleted."),
    )
    note = TextAreaField(
        _l("Note for other officers"),
        [Length(max=1000)],
        description=_l("Not published."),
        render_kw=render_options(rows=3, optional=True),
    )


class HoldForm(Form):
    """Why a response is held back, in code and words."""

    code = RadioField(
        _l("Why should this response not be published?"),
        [DataRequired(_l("Select a reason"))],
        choices=[choice(code, text) for code, text in HELD_REASONS.items()],
    )
    words = TextAreaField(
        _l("Explain it to the person who sent it"),
        [DataRequired(_l("Say why in your own words")), Length(max=1000)],
        description=_l("They read it behind their private code. It is not published."),
        render_kw=render_options(rows=4),
    )


class NoteForm(Form):
    """What an officer wants the others to know about a response."""

    text = TextAreaField(
        _l("Note for other officers"),
        [DataRequired(_l("Enter a note")), Length(max=5000)],
        description=_l("Not published. It is deleted with the response’s own words."),
    )


class TagForm(Form):
    """A word by which officers sort responses."""

    tag = StringField(
        _l("Tag"),
        [DataRequired(_l("Enter a tag")), Length(max=LONGEST)],
        description=_l("Not published. For example, “for legal” or “call back”. Do not write a person’s name here."),
    )


class SavedFilterForm(Form):
    """The name under which the filters of a list are kept."""

    name = StringField(_l("Name of the filter"), [DataRequired(_l("Enter a name")), Length(max=60)])
    is_shared = BooleanField(_l("Show it to everybody on the desk"))
