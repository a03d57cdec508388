"""The forms that councillors fill in."""

import re
from collections.abc import Sequence

from consult.sdk.database import tokens
from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    Form,
    HiddenField,
    Length,
    QueryForm,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.pages import row_number
from plugins.motion.calendar_forms import MeetingField
from plugins.motion.canonical import Section
from plugins.motion.drafting.document import MAX_CHARACTERS
from plugins.motion.lifecycle import State


class ClauseKeyField(HiddenField):
    """The id drawn for a clause; one that no page shows is not taken, and a new one stands in its place."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take the id if it is one."""
        if valuelist and re.fullmatch("C-[0-9A-Z]{4}-[0-9A-Z]{4}", valuelist[0]):
            self.data = valuelist[0]


class DetailsForm(VersionedForm):
    """What stands above the clauses."""

    title = StringField(
        _l("Title"),
        [DataRequired(_l("Enter a title")), Length(max=200)],
        description=_l("Say what the motion asks for."),
    )
    meeting_on = MeetingField(
        _l("Meeting"),
        description=_l("The council meeting at which it should be debated. You can choose it later."),
        render_kw=render_options(optional=True),
    )


class ClauseForm(VersionedForm):
    """One clause; `version` is the one the writer began from."""

    text = TextAreaField(
        _l("Text of the clause"),
        [DataRequired(_l("Enter the text of the clause")), Length(max=MAX_CHARACTERS)],
        render_kw=render_options(rows=8),
    )


class NewClauseForm(Form):
    """A clause to add; its permanent id is drawn when the page is shown, so that sending it twice adds one."""

    section = RadioField(
        _l("Part of the motion"),
        [DataRequired(_l("Select the part of the motion"))],
        choices=[choice(section, section.heading) for section in Section],
    )
    text = TextAreaField(
        _l("Text of the clause"),
        [DataRequired(_l("Enter the text of the clause")), Length(max=MAX_CHARACTERS)],
        render_kw=render_options(rows=8),
    )
    key = ClauseKeyField(default=lambda: tokens.new_reference("C"))


class CouncillorForm(VersionedForm):
    """A councillor chosen from the list."""

    person_id = SelectField(_l("Councillor"), [DataRequired(_l("Select a councillor"))])

    def offer(self, people: list[tuple[int, str]]) -> None:
        """Put these councillors on the list."""
        self.person_id.choices = [choice("", _l("Select a councillor")), *(choice(key, name) for key, name in people)]

    @property
    def chosen_id(self) -> int:
        """The councillor who was chosen."""
        return row_number(self.person_id.data)


class ConsentForm(Form):
    """Agreeing to the text on the page, for the meeting on the page."""

    is_agreed = BooleanField(
        _l("I have read the text above and agree to it, for this meeting"),
        [DataRequired(_l("Tick the box to agree to the text"))],
    )
    seen = HiddenField()


class DeletionForm(Form):
    """Deleting the draft as the page found it."""

    seen = HiddenField()


class WithdrawForm(Form):
    """Why a motion is withdrawn."""

    reason = TextAreaField(
        _l("Why do you withdraw it?"),
        [DataRequired(_l("Say why you withdraw the motion")), Length(max=1_000)],
        description=_l("If the motion was submitted, everybody can read this."),
    )


class StepBackForm(Form):
    """Why somebody does not second a motion."""

    reason = StringField(
        _l("Why do you step back?"),
        [Length(max=500)],
        description=_l("If the motion was submitted, everybody can read this."),
        render_kw=render_options(optional=True),
    )


class FilterForm(QueryForm):
    """Narrowing down the public list."""

    q = StringField(
        _l("Words, a name or a number"),
        [Length(max=100)],
        description=_l("Searches the whole text of motions, amendments and resolutions."),
    )
    state = SelectField(
        _l("Where it stands"),
        choices=[choice("", _l("All")), *(choice(state, state.label) for state in State if state is not State.DRAFT)],
    )


class StatementForm(Form):
    """What another body was reported to say about an action."""

    said_by = StringField(_l("Who said it?"), [DataRequired(_l("Enter who said it")), Length(max=200)])
    text = TextAreaField(
        _l("What was said?"),
        [DataRequired(_l("Enter what was said")), Length(max=5_000)],
        description=_l("In neutral words of your own, or as a quotation."),
    )
    source = StringField(
        _l("Where was it reported, and when?"),
        [DataRequired(_l("Enter where it was reported, and when")), Length(max=300)],
    )
