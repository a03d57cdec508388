"""What officers type about consultations."""

from collections.abc import Mapping, Sequence
from typing import Any

from consult.consultations.gunning import Check
from consult.consultations.models import State
from consult.contract.plugin import ActivityType
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import (
    After,
    DataRequired,
    DateField,
    DateTimeField,
    FileField,
    Form,
    HiddenField,
    Length,
    OnceForm,
    QueryForm,
    RadioField,
    RequiredIf,
    SelectMultipleField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)

CONTENT = (
    "title",
    "summary",
    "background",
    "options_open",
    "ward",
    "decided_by",
    "decision_on",
    "results_due_on",
    "closes_at",
    "notice",
    "attribution",
)


class ContentForm(VersionedForm):
    """What a consultation says; its version guards against two officers saving over each other."""

    title = StringField(
        _l("Title"),
        [DataRequired(_l("Enter a title")), Length(max=150)],
        description=_l("A question people can answer"),
    )
    summary = TextAreaField(
        _l("Summary"),
        [DataRequired(_l("Enter a summary")), Length(max=600)],
        description=_l("Two or three sentences: what is proposed, and whom it concerns"),
        render_kw=render_options(rows=4),
    )
    background = TextAreaField(
        _l("Background"),
        [Length(max=50_000)],
        description=_l(
            "What people need to know to give a considered answer. You can use Markdown: ## for a heading, "
            "* for a list, [text](address) for a link"
        ),
        render_kw=render_options(rows=14, count=False, spellcheck=True),
    )
    options_open = TextAreaField(
        _l("Which options are still open?"),
        [Length(max=2_000)],
        description=_l("What the answers can still change. Consult before the decision is made, not after"),
        render_kw=render_options(rows=4),
    )
    ward = StringField(
        _l("Ward"),
        [Length(max=100)],
        description=_l("The ward that it is about. Leave this empty if it is about the whole area of the council"),
    )
    decided_by = StringField(_l("Who decides?"), [Length(max=200)], description=_l("For example, Cabinet"))
    decision_on = DateField(_l("When will it be decided?"), description=_l("For example, 27 3 2027"))
    results_due_on = DateField(
        _l("When will you publish the results?"),
        description=_l("The public page shows this promise, and how late it is when it is missed"),
    )
    closes_at = DateTimeField(
        _l("When does it close?"), description=_l("Answers are taken until this moment. Time in London")
    )
    notice = StringField(_l("Notice"), [Length(max=300)], description=_l("A line at the top of the public page"))
    attribution = TextAreaField(
        _l("Attribution"), [Length(max=1_000)], description=_l("Whose data or words you use, and on what terms")
    )

    def values(self) -> dict[str, Any]:
        """Return what was typed, by the consultation's own names."""
        return {name: self[name].data for name in CONTENT}


class ConsultationForm(ContentForm):
    """A consultation before it opens."""

    opens_at = DateTimeField(_l("When does it open?"), description=_l("It opens automatically. Time in London"))
    closes_at = DateTimeField(
        _l("When does it close?"),
        [After("opens_at", _l("The closing date must be later than the opening date"))],
        description=_l("It closes automatically at this time. Time in London"),
    )

    def values(self) -> dict[str, Any]:
        """Return what was typed, by the consultation's own names."""
        return {**super().values(), "opens_at": self.opens_at.data}


class NewConsultationForm(ConsultationForm, OnceForm):
    """A consultation that is not kept yet."""


class AddressForm(VersionedForm):
    """The address of a draft’s page."""

    slug = StringField(
        _l("Address"),
        [DataRequired(_l("Enter an address")), Length(max=60)],
        description=_l("Small letters, numbers and dashes. For example, city-plan-2027"),
        render_kw=render_options(spellcheck=False, autocomplete="off"),
    )


class CopyForm(OnceForm):
    """The title of a consultation that begins as a copy."""

    title = StringField(_l("Title of the new consultation"), [DataRequired(_l("Enter a title")), Length(max=200)])


class TemplateForm(Form):
    """What a template is called, and when to use it."""

    name = StringField(_l("Name of the template"), [DataRequired(_l("Enter a name")), Length(max=100)])
    description = TextAreaField(
        _l("When to use it"), [Length(max=1000)], render_kw=render_options(rows=3, optional=True)
    )


class SignOffForm(Form):
    """What a manager says of a draft; `seen` is a digest of what the page showed."""

    seen = HiddenField()
    name = StringField(_l("Your name"), [DataRequired(_l("Enter your name")), Length(max=100)])
    outcome = RadioField(
        _l("Do you sign it off?"),
        [DataRequired(_l("Select whether you sign it off"))],
        choices=[
            choice("agreed", _l("Yes, it can open as it is")),
            choice("changes", _l("No, something should be changed first")),
        ],
    )
    comment = TextAreaField(
        _l("What should be changed, or what else do you want to say?"),
        [RequiredIf("outcome", "changes", message=_l("Say what should be changed")), Length(max=5_000)],
        render_kw=render_options(rows=4, optional=True),
    )


class ReasonForm(Form):
    """Why something is done, for the audit log."""

    reason = TextAreaField(
        _l("Why?"), [DataRequired(_l("Say why")), Length(max=1_000)], render_kw=render_options(rows=3)
    )


MATERIAL = [
    choice(
        "yes",
        _l("Yes"),
        hint=_l("Somebody could answer differently because of it. We tell everybody who asked for news"),
    ),
    choice("no", _l("No"), hint=_l("A correction of spelling, a broken link, a clearer sentence")),
]


class ChangeForm(ContentForm):
    """A change after opening, with its reason."""

    reason = TextAreaField(
        _l("Why is this changed?"),
        [DataRequired(_l("Say why this is changed")), Length(max=1_000)],
        description=_l("The public reads this"),
        render_kw=render_options(rows=3),
    )
    is_material = RadioField(
        _l("Could this change what people answer?"),
        [DataRequired(_l("Select whether this could change what people answer"))],
        choices=MATERIAL,
    )


class DocumentForm(Form):
    """A document to put beside the consultation."""

    title = StringField(_l("Title of the document"), [DataRequired(_l("Enter a title")), Length(max=200)])
    file = FileField(
        _l("File"),
        [DataRequired(_l("Select a file"))],
        description=_l(
            "PDF, Word, Excel, OpenDocument, CSV, text, PNG or JPEG. We take out who wrote it, where a picture "
            "was taken, scripts and earlier versions before anybody gets it."
        ),
        render_kw=render_options(accept=".pdf,.docx,.odt,.xlsx,.ods,.csv,.txt,.png,.jpg,.jpeg"),
    )


class OpenDocumentForm(DocumentForm):
    """A document put beside a consultation that has opened: a public change."""

    reason = TextAreaField(
        _l("Why is it added?"),
        [DataRequired(_l("Say why it is added")), Length(max=1_000)],
        description=_l("The public reads this"),
        render_kw=render_options(rows=3),
    )
    is_material = RadioField(
        _l("Could this change what people answer?"),
        [DataRequired(_l("Select whether this could change what people answer"))],
        choices=MATERIAL,
    )


class RemovalForm(Form):
    """Taking a document away after opening."""

    reason = TextAreaField(
        _l("Why is it removed?"),
        [DataRequired(_l("Say why it is removed")), Length(max=1_000)],
        description=_l("The public reads this"),
        render_kw=render_options(rows=3),
    )
    is_material = RadioField(
        _l("Could this change what people answer?"),
        [DataRequired(_l("Select whether this could change what people answer"))],
        choices=MATERIAL,
    )


class ActivityForm(Form):
    """A way of taking part to add."""

    kind = RadioField(
        _l("How can people take part?"), [DataRequired(_l("Select how people can take part"))], choices=[]
    )
    title = StringField(
        _l("Title"),
        [DataRequired(_l("Enter a title")), Length(max=150)],
        description=_l("As people see it, for example: Tell us your view"),
    )


def activity_form(kinds: Sequence[ActivityType]) -> ActivityForm:
    """Return the form with the ways of taking part that this deployment offers."""
    form = ActivityForm()
    form.kind.choices = [choice(kind.kind, kind.title, hint=kind.summary) for kind in kinds]
    return form


class RenameForm(Form):
    """Another title for a way of taking part; `seen` is the one that the page showed."""

    seen = HiddenField()
    title = StringField(_l("Title"), [DataRequired(_l("Enter a title")), Length(max=150)])


class ExtensionForm(VersionedForm):
    """A later closing date."""

    closes_at = DateTimeField(
        _l("New closing date"), [DataRequired(_l("Enter the new closing date"))], description=_l("Time in London")
    )
    reason = TextAreaField(
        _l("Why is it extended?"),
        [DataRequired(_l("Say why it is extended")), Length(max=1_000)],
        description=_l("The public reads this"),
        render_kw=render_options(rows=3),
    )


class OpeningForm(Form):
    """What an officer says to each warning before opening."""


def opening_form(checks: Sequence[Check], earlier: Mapping[str, str] | None = None) -> OpeningForm:
    """Return the form with a public reason for each warning; `earlier` are those given before, by warning."""
    fields = {
        f"override_{check.code}": TextAreaField(
            _l("%(title)s: why open it all the same?", title=check.title),
            [Length(max=1_000)],
            description=_l("The public reads this reason"),
            render_kw=render_options(rows=3),
        )
        for check in checks
        if not check.is_met
    }
    given = {f"override_{code}": reason for code, reason in (earlier or {}).items()}
    made = type("OpeningForm", (OpeningForm,), fields)(data=given)
    assert isinstance(made, OpeningForm)  # noqa: S101 (for the type checker: `type()` says no more)
    return made


STATE_GROUPS = {
    "draft": (State.DRAFT,),
    "open": (State.OPEN,),
    "coming": (State.SCHEDULED,),
    "closed": (State.CLOSED, State.ANALYSING),
    "decided": (State.DECIDED, State.ARCHIVED),
}
_PUBLIC_CHOICES = [
    choice("open", _l("Open now")),
    choice("coming", _l("Coming")),
    choice("closed", _l("Closed, no decision yet")),
    choice("decided", _l("Decided")),
]


class SearchForm(QueryForm):
    """What a reader looks for among the consultations."""

    q = StringField(_l("Search"), description=_l("Words in the title, the summary or the background"))
    status = SelectMultipleField(_l("Status"), choices=_PUBLIC_CHOICES, render_kw=render_options(small=True))

    def states(self) -> list[State]:
        """Return the states asked for; what is not on offer is passed over."""
        asked = {offered.value for offered in self.status.choices} & set(self.status.data or ())
        return [state for group, states in STATE_GROUPS.items() if group in asked for state in states]


class DeskSearchForm(SearchForm):
    """What an officer looks for among the consultations."""

    status = SelectMultipleField(
        _l("Status"), choices=[choice("draft", _l("Draft")), *_PUBLIC_CHOICES], render_kw=render_options(small=True)
    )
