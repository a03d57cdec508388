"""The forms of an action: what is to be done, and what happened."""

from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    DateField,
    Form,
    HiddenField,
    Length,
    RadioField,
    RequiredIf,
    SelectField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from plugins.motion.actions import ActionKind
from plugins.motion.lifecycle import ACTION_MOVES, ActionState


class ActionForm(Form):
    """One action of a resolution."""

    text = TextAreaField(
        _l("What is to be done?"),
        [DataRequired(_l("Enter what is to be done")), Length(max=1_000)],
        description=_l("Begin with a verb, for example: write to the Home Secretary."),
        render_kw=render_options(rows=3),
    )
    kind = RadioField(
        _l("Can the council do it itself?"),
        [DataRequired(_l("Say whether the council can do it itself"))],
        choices=[choice(kind, kind.label) for kind in ActionKind],
    )
    owner = StringField(
        _l("Who is to do it?"),
        [DataRequired(_l("Enter who is to do it")), Length(max=200)],
        description=_l("A post, not a person’s name."),
    )
    addressee = StringField(
        _l("Whom is it addressed to?"),
        [RequiredIf("kind", "request", message=_l("Enter whom the request goes to")), Length(max=200)],
        description=_l("For letters and requests."),
    )
    clause_key = SelectField(
        _l("Which clause of the resolution is it for?"),
        choices=[choice("", _l("No single clause"))],
        description=_l("One action for each thing that a clause asks for."),
        render_kw=render_options(optional=True),
    )
    has_date = RadioField(
        _l("Is there a day by which it is due?"),
        [DataRequired(_l("Say whether there is a day by which it is due"))],
        choices=[choice("yes", _l("Yes")), choice("no", _l("No, and I give the reason"))],
        default="yes",
    )
    due_on = DateField(_l("By when?"), [RequiredIf("has_date", "yes", message=_l("Enter the date by which it is due"))])
    no_date_reason = StringField(
        _l("Why is there no day?"),
        [RequiredIf("has_date", "no", message=_l("Say why there is no day")), Length(max=500)],
        description=_l("Everybody can read it."),
        render_kw=render_options(optional=True),
    )
    review_on = DateField(
        _l("When is it looked at again?"),
        description=_l("From that day on it waits for the officers."),
        render_kw=render_options(optional=True),
    )
    report_on = DateField(
        _l("At which meeting is the council told about it?"),
        description=_l("The date of a meeting of the council."),
        render_kw=render_options(optional=True),
    )
    is_past_meant = BooleanField(_l("This day has passed. Save it all the same"))
    number = HiddenField()

    def offer(self, clauses: list[tuple[str, str]]) -> None:
        """Put the clauses of the resolution on the list."""
        self.clause_key.choices = [choice("", _l("No single clause")), *(choice(key, text) for key, text in clauses)]


class ActionMoveForm(VersionedForm):
    """The next state of an action."""

    to = RadioField(_l("What happened?"), [DataRequired(_l("Select what happened"))])
    happened_on = DateField(_l("When did it happen?"), [DataRequired(_l("Enter the date on which it happened"))])
    note = TextAreaField(
        _l("Note"),
        [
            RequiredIf("to", ActionState.CLOSED, ActionState.OVERTAKEN, message=_l("Give the reason")),
            Length(max=2_000),
        ],
        description=_l("Who signed, what was answered, or why it ends. Everybody can read it."),
        render_kw=render_options(rows=3),
    )

    def offer(self, state: ActionState | None, *, has_letter: bool) -> None:
        """Offer the states that may follow this one; all of them where the service decides.

        A reply is filed on a page of its own, and a letter that is signed off is sent on its own.
        """
        follow = ACTION_MOVES[state] if state else frozenset(ActionState)
        elsewhere = {ActionState.REPLIED}
        if has_letter or state is ActionState.REPLIED:
            elsewhere.add(ActionState.SENT)
        self.to.choices = [
            choice(action_state, action_state.label)
            for action_state in ActionState
            if action_state in follow and (action_state not in elsewhere)
        ]
