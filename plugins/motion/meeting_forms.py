"""The forms in which a clerk notes who came to a meeting, and which interests were declared."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from consult.sdk.forms import (
    DataRequired,
    Form,
    Length,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.office import OfficeTerm
from plugins.motion.attendance import Presence
from plugins.motion.interests import InterestKind, Participation
from plugins.motion.models import Motion
from plugins.motion.services.interests import Declared

OTHER_ITEM = "other"
NEEDED = {
    "member": _l("Select the member who declared the interest"),
    "item": _l("Select the motion or item in which the interest was declared"),
    "kind": _l("Select the kind of interest"),
    "text": _l("Enter what the interest is"),
    "participation": _l("Select whether the member withdrew or stayed"),
}
"""What an interest must say, with the sentence that asks for it."""


class MeetingForm(Form):
    """A line for each member of the roll and a part for each interest, as `meeting_form` puts them together."""

    parts: tuple[str, ...] = ()
    must_have_interest = False

    def presences(self, roll: Sequence[OfficeTerm]) -> dict[int, Presence]:
        """Return who came, by term in office."""
        return {term.id: Presence(self[f"presence_{term.id}"].data) for term in roll}

    def validate(self, extra_validators: Mapping[str, object] | None = None) -> bool:
        """Check every field, and that each interest of which something was typed is whole."""
        is_valid = super().validate(extra_validators)
        whole = [self._is_whole(part) for part in self.parts]
        return is_valid and all(whole)

    def declared(self) -> Iterator[tuple[str, Declared]]:
        """Yield each interest with the name of its part of the form."""
        for part in self.parts:
            if self[f"{part}_member"].data:
                item = self[f"{part}_item"].data
                declared = Declared(
                    term_id=int(self[f"{part}_member"].data),
                    motion_id=None if item == OTHER_ITEM else int(item),
                    item=self[f"{part}_other_item"].data,
                    kind=InterestKind(self[f"{part}_kind"].data),
                    text=self[f"{part}_text"].data,
                    participation=Participation(self[f"{part}_participation"].data),
                )
                yield part, declared

    def _is_whole(self, part: str) -> bool:
        values = {name: self[f"{part}_{name}"].data for name in (*NEEDED, "other_item")}
        if not any(values.values()) and not self.must_have_interest:
            return True
        missing = [name for name in NEEDED if not values[name] and not self[f"{part}_{name}"].errors]
        for name in missing:
            self.add_error(f"{part}_{name}", str(NEEDED[name]))
        return not missing


def meeting_form(
    roll: Sequence[OfficeTerm], members: Sequence[tuple[int, str]], motions: Sequence[Motion], parts: Sequence[str]
) -> MeetingForm:
    """Return the form in which it is noted who of a roll came, and these parts for interests of these members."""
    lines: dict[str, object] = {
        f"presence_{term.id}": RadioField(
            f"{term.name} ({term.ward})",
            [DataRequired(_l("Select whether %(name)s came", name=term.name))],
            choices=[choice(presence, presence.label) for presence in Presence],
            render_kw=render_options(inline=True, small=True),
        )
        for term in roll
    }
    for part in parts:
        lines |= _interest_fields(part, members, motions)
    return cast(MeetingForm, type("FormOfOneMeeting", (MeetingForm,), {**lines, "parts": tuple(parts)})())


def _interest_fields(part: str, members: Sequence[tuple[int, str]], motions: Sequence[Motion]) -> dict[str, object]:
    items = [choice(motion.id, f"{motion.number}: {motion.public_title}") for motion in motions]
    return {
        f"{part}_member": SelectField(
            _l("Who declared it?"),
            choices=[choice("", _l("Select a member")), *(choice(number, name) for number, name in members)],
        ),
        f"{part}_item": SelectField(
            _l("In which motion or item?"),
            choices=[choice("", _l("Select a motion or item")), *items, choice(OTHER_ITEM, _l("Another item"))],
        ),
        f"{part}_other_item": StringField(
            _l("Which other item?"),
            [Length(max=200)],
            render_kw=render_options(optional=True, hint=_l("For example: item 9, grants to community centres.")),
        ),
        f"{part}_kind": RadioField(
            _l("What kind of interest is it?"),
            choices=[choice(kind, kind.label) for kind in InterestKind],
            render_kw=render_options(small=True),
        ),
        f"{part}_text": TextAreaField(
            _l("What is the interest?"), [Length(max=2_000)], render_kw=render_options(rows=2)
        ),
        f"{part}_participation": RadioField(
            _l("Did the member withdraw from the meeting for this item?"),
            choices=[
                choice(Participation.WITHDREW, _l("Yes, the member withdrew")),
                choice(Participation.STAYED, _l("No, the member stayed")),
            ],
            render_kw=render_options(inline=True, small=True),
        ),
    }
