"""The form on which an officer says what is to be done with many responses."""

from collections.abc import Mapping

from consult.desk.assignments import NOBODY
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

FIELDS = {BulkKind.ASSIGN: "person", BulkKind.TAG: "tag", BulkKind.UNTAG: "tag_off", BulkKind.EXCLUDE: "code"}


class BulkForm(Form):
    """What is to be done with many responses, and why."""

    kind = RadioField(
        _l("What do you want to do with them?"),
        [DataRequired(_l("Select what you want to do with them"))],
        choices=[choice(kind, kind.label, reveals=name) for kind, name in FIELDS.items()],
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
    reason = TextAreaField(
        _l("Why do you do this?"),
        [Length(max=1000)],
        description=_l("Other officers can read it. It is not published."),
        render_kw=render_options(rows=3, optional=True),
    )

    def offer(self, readers: Mapping[int, str], own: int | None, tags: Mapping[int, str]) -> None:
        """Offer those who can read, and the tags that responses have."""
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
        return str(self[FIELDS[BulkKind(str(self.kind.data))]].data)
