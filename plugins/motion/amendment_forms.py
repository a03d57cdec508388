"""The forms of amendments: the text as somebody would have it, the ruling, and the words for a collision."""

from collections.abc import Sequence
from typing import Any, cast

from consult.sdk.database import tokens
from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    Form,
    HiddenField,
    IntegerField,
    Length,
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
from consult.sdk.texts import clean_line, clean_text
from plugins.motion.canonical import ClauseText, Section
from plugins.motion.changes import Change, Wording, changes_between, in_sections
from plugins.motion.drafting.document import MAX_CHARACTERS


class AmendForm(VersionedForm):
    """A text to be written as somebody would have it, as `amend_form` makes it; `version` is that of the text."""

    title = StringField(_l("Title"), [DataRequired(_l("Enter a title")), Length(max=200)])
    is_all = BooleanField(
        _l("Leave out all clauses"),
        description=_l("Only what you add below stands in the text then."),
    )
    reason = TextAreaField(
        _l("Why do you propose it?"),
        [Length(max=2_000)],
        description=_l("Everybody can read it."),
        render_kw=render_options(rows=3, optional=True),
    )
    seconder_id = SelectField(_l("Seconder"), [DataRequired(_l("Select the seconder"))])
    proposer_id = SelectField(_l("Proposer"), [DataRequired(_l("Select the proposer"))])
    drawn = HiddenField(default=lambda: tokens.new_reference("C"))

    def offer(self, people: Sequence[tuple[int, str]], *, is_for_others: bool) -> None:
        """Put these councillors on the lists; who writes for nobody else is asked for the seconder alone."""
        named = [choice("", _l("Select a councillor")), *(choice(key, name) for key, name in people)]
        self.seconder_id.choices = named
        self.proposer_id.choices = named
        if not is_for_others:
            del self.proposer_id

    def leave_people(self) -> None:
        """Ask for nobody: an alteration is by the proposer of the motion, and its seconder consents."""
        del self.proposer_id
        del self.seconder_id

    def changes(self, base: Wording) -> tuple[Change, ...]:
        """Return what is to be changed in a text, act by act."""
        clauses = [one for section in Section for one in (*self._kept(base, section), *self._added(section))]
        target = in_sections(clean_line(self.title.data or ""), [one for one in clauses if one.text])
        return changes_between(base, target, is_all=bool(self.is_all.data))

    def _kept(self, base: Wording, section: Section) -> list[ClauseText]:
        """Return the clauses of a section that stay, as they are to read, by the places that were entered."""
        if self.is_all.data:
            return []
        order = {one.key: place for place, one in enumerate(base.of(section), 1)}
        kept = [one for one in base.of(section) if not self[f"gone_{one.key}"].data]
        kept.sort(key=lambda one: (self[f"place_{one.key}"].data or order[one.key], order[one.key]))
        return [
            ClauseText(one.key, one.section, clean_text(self[f"text_{one.key}"].data or "").strip()) for one in kept
        ]

    def _added(self, section: Section) -> list[ClauseText]:
        """Return the new clauses at the end of a section: an empty line stands between two of them."""
        parts = [part for part in clean_text(self[f"new_{section}"].data or "").split("\n\n") if part.strip()]
        return [
            ClauseText(f"{self._drawn()}-{section[0]}{number}", section, words.strip())
            for number, words in enumerate(parts, 1)
        ]

    def _drawn(self) -> str:
        return clean_line(self.drawn.data or "")[:11]


def amend_form(base: Wording, version: int) -> AmendForm:
    """Return the form that has each clause of a text, to be changed, left out or moved, and room for new ones."""
    fields: dict[str, Any] = {}
    for section in Section:
        for place, clause in enumerate(base.of(section), 1):
            name = _l("%(heading)s, clause %(place)s", heading=section.heading, place=place)
            fields[f"text_{clause.key}"] = TextAreaField(
                name, [Length(max=MAX_CHARACTERS)], default=clause.text, render_kw=render_options(rows=4)
            )
            fields[f"gone_{clause.key}"] = BooleanField(
                _l("Leave out clause %(place)s of “%(heading)s”", place=place, heading=section.heading)
            )
            fields[f"place_{clause.key}"] = IntegerField(
                _l("Place of clause %(place)s of “%(heading)s”", place=place, heading=section.heading),
                minimum=1,
                maximum=200,
                default=place,
                render_kw=render_options(width=3),
            )
        fields[f"new_{section}"] = TextAreaField(
            _l("New clauses at the end of “%(heading)s”", heading=section.heading),
            [Length(max=MAX_CHARACTERS)],
            description=_l("Leave an empty line between two clauses."),
            render_kw=render_options(rows=4, optional=True),
        )
    made = type("AmendThisForm", (AmendForm,), fields)
    return cast(AmendForm, made(data={"title": base.title, "version": version}))


class RulingForm(VersionedForm):
    """Whether an amendment is in order, and why."""

    is_in_order = RadioField(
        _l("Is it in order?"),
        [DataRequired(_l("Say whether it is in order"))],
        choices=[choice("yes", _l("Yes, it is in order")), choice("no", _l("No, it is out of order"))],
        description=_l("It must be relevant to the motion and must not merely say the opposite of it."),
    )
    reason = TextAreaField(
        _l("Reason for the ruling"),
        [DataRequired(_l("Give the reason for the ruling")), Length(max=2_000)],
        description=_l("Everybody can read it."),
        render_kw=render_options(rows=3),
    )
    place = IntegerField(
        _l("Turn in the voting"),
        minimum=1,
        maximum=99,
        description=_l("Without a number, amendments are voted on in the order of the text."),
        render_kw=render_options(width=2, optional=True),
    )


class DropForm(Form):
    """Why an amendment is not put to the vote."""

    reason = TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Give a reason")), Length(max=1_000)],
        description=_l("For example, that nobody moved it. Everybody can read it."),
        render_kw=render_options(rows=3),
    )


class TakeInForm(Form):
    """That an alteration or amendment is taken in without a vote, as the minutes of a meeting have it."""

    is_agreed = BooleanField(
        _l("The proposer, the seconder and the meeting agreed, as the minutes say"),
        description=_l("The meeting agrees without discussion."),
    )


class CollisionForm(VersionedForm):
    """The words for a clause where an amendment collides; `version` is that of the text as it stands."""

    text = TextAreaField(_l("The words to be put to the vote"), [Length(max=MAX_CHARACTERS)])
    is_left_out = BooleanField(_l("Leave the clause out"))
    key = HiddenField()

    def words(self) -> str | None:
        """Return the words that were given; none where the clause is left out."""
        return None if self.is_left_out.data else str(self.text.data or "")


def person_of(field: Any) -> int:
    """Return the number of the councillor that was selected."""
    return row_number(field.data)
