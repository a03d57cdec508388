"""What officers type about consultations."""

from collections.abc import Mapping, Sequence
from typing import Any

from consult.consultations.gunning import Check
from consult.consultations.models import State
from consult.contract.plugin import ActivityType
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import (
    CheckboxesField,
    DateField,
    Form,
    HiddenField,
    LongTextField,
    MomentField,
    QueryForm,
    RadiosField,
    TextField,
    UploadField,
    VersionedForm,
    after,
    choice,
    longest,
    look,
    needed,
)

CONTENT = (
    "title",
    "summary",
    "background",
    "options_open",
    "decided_by",
    "decision_on",
    "results_due_on",
    "closes_at",
    "notice",
    "attribution",
)


class ContentForm(VersionedForm):
    """What a consultation says; its version guards against two officers saving over each other."""

    title = TextField(
        _l("Title"), [needed(_l("Enter a title")), longest(150)], description=_l("A question people can answer")
    )
    summary = LongTextField(
        _l("Summary"),
        [needed(_l("Enter a summary")), longest(600)],
        description=_l("Two or three sentences: what is proposed, and whom it concerns"),
        render_kw=look(rows=4),
    )
    background = LongTextField(
        _l("Background"),
        [longest(50_000)],
        description=_l(
            "What people need to know to give a considered answer. You can use Markdown: ## for a heading, "
            "* for a list, [text](address) for a link"
        ),
        render_kw=look(rows=14, count=False, spellcheck=True),
    )
    options_open = LongTextField(
        _l("Which options are still open?"),
        [longest(2_000)],
        description=_l("What the answers can still change. Consult before the decision is made, not after"),
        render_kw=look(rows=4),
    )
    decided_by = TextField(_l("Who decides?"), [longest(200)], description=_l("For example, Cabinet"))
    decision_on = DateField(_l("When will it be decided?"), description=_l("For example, 27 3 2027"))
    results_due_on = DateField(
        _l("When will you publish the results?"),
        description=_l("The public page shows this promise, and how late it is when it is missed"),
    )
    closes_at = MomentField(
        _l("When does it close?"), description=_l("Answers are taken until this moment. Time in London")
    )
    notice = TextField(_l("Notice"), [longest(300)], description=_l("A line at the top of the public page"))
    attribution = LongTextField(
        _l("Attribution"), [longest(1_000)], description=_l("Whose data or words you use, and on what terms")
    )

    def values(self) -> dict[str, Any]:
        """Return what was typed, by the consultation's own names."""
        return {name: self[name].data for name in CONTENT}


class ConsultationForm(ContentForm):
    """A consultation before it opens."""

    opens_at = MomentField(_l("When does it open?"), description=_l("It opens automatically. Time in London"))
    closes_at = MomentField(
        _l("When does it close?"),
        [after("opens_at", _l("The closing date must be later than the opening date"))],
        description=_l("It closes automatically at this time. Time in London"),
    )

    def values(self) -> dict[str, Any]:
        """Return what was typed, by the consultation's own names."""
        return {**super().values(), "opens_at": self.opens_at.data}


class AddressForm(VersionedForm):
    """The address of a draft’s page."""

    slug = TextField(
        _l("Address"),
        [needed(_l("Enter an address")), longest(60)],
        description=_l("Small letters, numbers and dashes. For example, city-plan-2027"),
        render_kw=look(spellcheck=False, autocomplete="off"),
    )


class ReasonForm(Form):
    """Why something is done, for the trail."""

    reason = LongTextField(_l("Why?"), [needed(_l("Say why")), longest(1_000)], render_kw=look(rows=3))


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

    reason = LongTextField(
        _l("Why is this changed?"),
        [needed(_l("Say why this is changed")), longest(1_000)],
        description=_l("The public reads this"),
        render_kw=look(rows=3),
    )
    is_material = RadiosField(
        _l("Could this change what people answer?"),
        [needed(_l("Select whether this could change what people answer"))],
        choices=MATERIAL,
    )


class DocumentForm(Form):
    """A document to put beside the consultation."""

    title = TextField(_l("Title of the document"), [needed(_l("Enter a title")), longest(200)])
    file = UploadField(
        _l("File"),
        [needed(_l("Select a file"))],
        description=_l(
            "PDF, Word, Excel, OpenDocument, CSV, text, PNG or JPEG. We take out who wrote it, where a picture "
            "was taken, scripts and earlier versions before anybody gets it."
        ),
        render_kw=look(accept=".pdf,.docx,.odt,.xlsx,.ods,.csv,.txt,.png,.jpg,.jpeg"),
    )


class OpenDocumentForm(DocumentForm):
    """A document put beside a consultation that has opened: a public change."""

    reason = LongTextField(
        _l("Why is it added?"),
        [needed(_l("Say why it is added")), longest(1_000)],
        description=_l("The public reads this"),
        render_kw=look(rows=3),
    )
    is_material = RadiosField(
        _l("Could this change what people answer?"),
        [needed(_l("Select whether this could change what people answer"))],
        choices=MATERIAL,
    )


class RemovalForm(Form):
    """Taking a document away after opening."""

    reason = LongTextField(
        _l("Why is it removed?"),
        [needed(_l("Say why it is removed")), longest(1_000)],
        description=_l("The public reads this"),
        render_kw=look(rows=3),
    )
    is_material = RadiosField(
        _l("Could this change what people answer?"),
        [needed(_l("Select whether this could change what people answer"))],
        choices=MATERIAL,
    )


class ActivityForm(Form):
    """A way of taking part to add."""

    kind = RadiosField(_l("How can people take part?"), [needed(_l("Select how people can take part"))], choices=[])
    title = TextField(
        _l("Title"),
        [needed(_l("Enter a title")), longest(150)],
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
    title = TextField(_l("Title"), [needed(_l("Enter a title")), longest(150)])


class ExtensionForm(VersionedForm):
    """A later closing date."""

    closes_at = MomentField(
        _l("New closing date"), [needed(_l("Enter the new closing date"))], description=_l("Time in London")
    )
    reason = LongTextField(
        _l("Why is it extended?"),
        [needed(_l("Say why it is extended")), longest(1_000)],
        description=_l("The public reads this"),
        render_kw=look(rows=3),
    )


class OpeningForm(Form):
    """What an officer says to each warning before opening."""


def opening_form(checks: Sequence[Check], earlier: Mapping[str, str] | None = None) -> OpeningForm:
    """Return the form with a public reason for each warning; `earlier` are those given before, by warning."""
    fields = {
        f"override_{check.code}": LongTextField(
            _l("%(title)s: why open it all the same?", title=check.title),
            [longest(1_000)],
            description=_l("The public reads this reason"),
            render_kw=look(rows=3),
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

    q = TextField(_l("Search"), description=_l("Words in the title, the summary or the background"))
    status = CheckboxesField(_l("Status"), choices=_PUBLIC_CHOICES, render_kw=look(small=True))

    def states(self) -> list[State]:
        """Return the states asked for; what is not on offer is passed over."""
        asked = {one.value for one in self.status.choices} & set(self.status.data or ())
        return [state for group, states in STATE_GROUPS.items() if group in asked for state in states]


class DeskSearchForm(SearchForm):
    """What an officer looks for among the consultations."""

    status = CheckboxesField(
        _l("Status"), choices=[choice("draft", _l("Draft")), *_PUBLIC_CHOICES], render_kw=look(small=True)
    )
