"""The form on which an officer says what is to be done with many responses."""

from collections.abc import Mapping

from consult.comments.models import HELD_REASONS
from consult.desk.assignments import NOBODY
from consult.desk.bulk.acts import PUBLISHABLE
from consult.desk.bulk.models import BulkKind
from consult.desk.exclusions import EXCLUSION_REASONS
from consult.desk.staff_forms import reader_choices
from consult.desk.tags import LONGEST
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import (
    DataRequired,
    Form,
    Length,
    RadioField,
    RequiredIf,
    SelectField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)

FIELDS = {
    BulkKind.ASSIGN: "person",
    BulkKind.TAG: "tag",
    BulkKind.UNTAG: "tag_off",
    BulkKind.EXCLUDE: "code",
    BulkKind.HOLD: "held",
}
PUBLICATION = frozenset({BulkKind.PUBLISH, BulkKind.HOLD})


class BulkForm(Form):
    """What is to be done with many responses, and why."""

    kind = RadioField(
        _l("What do you want to do with them?"),
        [DataRequired(_l("Select what you want to do with them"))],
        choices=[choice(kind, kind.label, reveals=FIELDS.get(kind, "")) for kind in BulkKind],
    )
    person = SelectField(
        _l("Who is to read them?"), [RequiredIf("kind", BulkKind.ASSIGN, message=_l("Select who is to read them"))]
    )
    tag = StringField(
        _l("Tag to add"), [RequiredIf("kind", BulkKind.TAG, message=_l("Enter a tag")), Length(max=LONGEST)]
    )
    tag_off = SelectField(_l("Tag to remove"), [RequiredIf("kind", BulkKind.UNTAG, message=_l("Select a tag"))])
    code = SelectField(
        _l("Why should they not count?"),
        [RequiredIf("kind", BulkKind.EXCLUDE, message=_l("Select why they should not count"))],
        choices=[choice("", _l("Select a reason")), *(choice(code, text) for code, text in EXCLUSION_REASONS.items())],
        description=_l("The people who sent them can read the reason. Nothing is deleted."),
    )
    held = SelectField(
        _l("Why should they not be published?"),
        [RequiredIf("kind", BulkKind.HOLD, message=_l("Select why they should not be published"))],
        choices=[choice("", _l("Select a reason")), *(choice(code, text) for code, text in HELD_REASONS.items())],
        description=_l("The people who sent them can read the reason, and what you write below."),
    )
    reason = TextAreaField(
        _l("Why do you do this?"),
        [RequiredIf("kind", BulkKind.HOLD, message=_l("Say why in your own words")), Length(max=1000)],
        description=_l("Other officers can read it. It is not published."),
        render_kw=render_options(rows=3, optional=True),
    )

    def offer(
        self, readers: Mapping[int, str], own: int | None, tags: Mapping[int, str], *, may_publish: bool = False
    ) -> None:
        """Offer those who can read, the tags that responses have, and publication where consent was asked."""
        if not may_publish:
            self.kind.choices = [one for one in self.kind.choices if one.value not in PUBLICATION]
        self.person.choices = [
            choice("", _l("Select an officer")),
            *reader_choices(readers, own),
            choice(NOBODY, _l("Nobody in particular")),
        ]
        self.tag_off.choices = [
            choice("", _l("Select a tag")),
            *(choice(str(number), name) for number, name in tags.items()),
        ]

    @property
    def value(self) -> str:
        """What the chosen act gives, as it was typed or selected."""
        kind = BulkKind(str(self.kind.data))
        return PUBLISHABLE if kind is BulkKind.PUBLISH else str(self[FIELDS[kind]].data)
