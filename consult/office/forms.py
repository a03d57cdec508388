"""The forms by which the list of people in office is kept and read."""

from collections.abc import Iterable
from datetime import date

from consult.kernel import clock
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.row_numbers import row_number
from consult.office.facts import LABELS, TermFacts
from consult.office.models import HELD_BY_ONE, OfficeRole, OfficeTerm, Rank
from consult.web.forms import (
    DataRequired,
    DateField,
    Form,
    Length,
    QueryForm,
    RadioField,
    RequiredIf,
    SelectField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)

NEW = "new"
OTHER_ROLES = (OfficeRole.CABINET_MEMBER, OfficeRole.POLICE, *(role for role in OfficeRole if role in HELD_BY_ONE))


class DayForm(QueryForm):
    """The day for which the list is read; today where none is asked for."""

    day = DateField(_l("Who was in office on which day?"))

    def asked(self) -> date:
        """Return the day that was asked for."""
        return self.day.data or clock.today_in_london()


class HolderForm(Form):
    """Whose term it is: somebody on the list, or a person who is new to it."""

    holder = SelectField(_l("Whose term is it?"), [DataRequired(_l("Select whose term it is"))])

    def offer(self, known: Iterable[tuple[int, str]]) -> None:
        """Put these people on the list."""
        self.holder.choices = [
            choice("", _l("Select a person")),
            choice(NEW, _l("Somebody who is not on the list yet")),
            *(choice(number, words) for number, words in known),
        ]

    def holder_id(self) -> int:
        """Return the number of the person, or 0 for a new one."""
        return row_number(str(self.holder.data)) if self.holder.data != NEW else 0


class _NameForm(Form):
    from_on: DateField
    to_on: DateField
    name = StringField(
        LABELS["name"],
        [DataRequired(_l("Enter the name as the council writes it")), Length(max=200)],
        description=_l("For example: Councillor Jane Smith. It stands on every record of these days."),
    )


class _SeatForm(_NameForm):
    ward = StringField(LABELS["ward"], [DataRequired(_l("Enter the ward")), Length(max=100)])
    seat = StringField(
        LABELS["seat"],
        [DataRequired(_l("Enter the seat, for example 1")), Length(max=20)],
        description=_l("A ward with 3 members has the seats 1, 2 and 3."),
        render_kw=render_options(width=5),
    )
    group_name = StringField(
        LABELS["group_name"],
        [Length(max=100)],
        description=_l("As the council writes it. Leave it empty for a member of no group."),
        render_kw=render_options(optional=True),
    )

    def facts(self) -> TermFacts:
        """Return the term of a member as it was typed."""
        days = _days(self)
        return TermFacts(
            role=OfficeRole.MEMBER,
            name=self.name.data,
            ward=self.ward.data,
            seat=self.seat.data,
            group_name=self.group_name.data,
            from_on=days[0],
            to_on=days[1],
        )


class _RoleForm(_NameForm):
    role = RadioField(
        LABELS["role"],
        [DataRequired(_l("Select the role"))],
        choices=[choice(role, role.label) for role in OTHER_ROLES],
    )
    remit = StringField(
        LABELS["remit"],
        [
            RequiredIf("role", "cabinet_member", message=_l("Enter what the cabinet member is responsible for")),
            Length(max=200),
        ],
        description=_l("For a cabinet member, and for the post of a police officer."),
        render_kw=render_options(optional=True),
    )
    rank = SelectField(
        LABELS["rank"],
        [RequiredIf("role", "police", message=_l("Select the rank"))],
        choices=[choice("", _l("No rank")), *(choice(rank, rank.label) for rank in Rank)],
        description=_l("For police officers only."),
    )
    command = StringField(
        LABELS["command"],
        [Length(max=200)],
        description=_l("For police officers only, for example: North East Basic Command Unit."),
        render_kw=render_options(optional=True),
    )

    def facts(self) -> TermFacts:
        """Return the term in a role as it was typed."""
        days = _days(self)
        return TermFacts(
            role=str(self.role.data),
            name=self.name.data,
            remit=self.remit.data,
            rank=self.rank.data or None,
            command=self.command.data,
            from_on=days[0],
            to_on=days[1],
        )


class _DaysForm(Form):
    from_on = DateField(LABELS["from_on"], [DataRequired(_l("Enter the first day"))])
    to_on = DateField(LABELS["to_on"], description=_l("This day counts. Leave it empty while the term runs."))


class NewMemberForm(_SeatForm, _DaysForm, HolderForm):
    """A seat that somebody takes."""


class NewRoleForm(_RoleForm, _DaysForm, HolderForm):
    """A role that somebody takes."""


class _ReasonForm(Form):
    reason = TextAreaField(
        _l("Why is it corrected?"),
        [DataRequired(_l("Enter why it is corrected")), Length(max=1_000)],
        description=_l("The public reads this beside what it said before."),
        render_kw=render_options(rows=3),
    )


class EditMemberForm(_SeatForm, _DaysForm, _ReasonForm, VersionedForm):
    """What a member's term should say, and why."""


class EditRoleForm(_RoleForm, _DaysForm, _ReasonForm, VersionedForm):
    """What the term in a role should say, and why."""


class EndForm(Form):
    """The last day of a term."""

    last_day = DateField(
        _l("What was the last day?"), [DataRequired(_l("Enter the last day"))], description=_l("This day still counts.")
    )


class AccountForm(VersionedForm):
    """The account that belongs to somebody in office."""

    person_id = SelectField(_l("Account"))

    def offer(self, people: Iterable[tuple[int, str]]) -> None:
        """Put these accounts on the list."""
        self.person_id.choices = [choice("", _l("No account")), *(choice(number, words) for number, words in people)]

    def chosen(self) -> int | None:
        """Return the number of the account, or `None`."""
        return row_number(str(self.person_id.data)) if self.person_id.data else None


def edit_form(term: OfficeTerm) -> type[EditMemberForm] | type[EditRoleForm]:
    """Return the form that asks what a term of its role says."""
    return EditMemberForm if term.role == OfficeRole.MEMBER else EditRoleForm


def _days(form: _NameForm) -> tuple[date, date | None]:
    first: date | None = form.from_on.data
    assert first is not None  # noqa: S101 (the form needs it)
    return first, form.to_on.data
