"""What the definition of a repeated page may say, and the names that its entries need."""

from collections import Counter

from marshmallow import ValidationError, fields, validate

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import RESERVED_KEYS
from plugins.survey.definition import Definition, Page, Repeat
from plugins.survey.entries import key_of, times_asked, unrolled
from plugins.survey.item_schemas import ItemSchema
from plugins.survey.schema_parts import Part, Words, said

FEWEST_ENTRIES, MOST_ENTRIES = 2, 20
LONGEST_KEY = 30
MOST_QUESTIONS = 1_000
"""So many questions can a survey with repeated pages ask in all, each entry counted."""


class RepeatSchema(Part):
    """That a page is asked for each of several things."""

    makes = Repeat

    most = said(
        fields.Integer(
            strict=True,
            required=True,
            validate=validate.Range(
                FEWEST_ENTRIES, MOST_ENTRIES, error=_l("The number of entries must be from 2 to 20.")
            ),
        )
    )
    entry = said(Words(40, required=True))
    another = said(fields.Nested(ItemSchema, required=True))


def require_repeatable(page: Page) -> None:
    """Raise `ValidationError` for a page that says it is repeated and cannot be."""
    repeat = page.repeat
    if repeat is None:
        return
    if page.exit:
        raise ValidationError(_("A page at which the survey ends cannot be repeated."), "repeat")
    if repeat.another.kind != "yes_no" or repeat.another.show_if is not None:
        raise ValidationError(
            _("Whether there is another entry must be asked by yes or no, and without a condition."), "repeat"
        )
    for key in (*(item.key for item in page.items), repeat.another.key):
        _require_keys_of_entries(key, repeat.most)


def _require_keys_of_entries(key: str, most: int) -> None:
    last = key_of(key, most)
    if "__" in last or last in RESERVED_KEYS or len(last) > LONGEST_KEY:
        raise ValidationError(
            _(
                "The key “%(key)s” leaves no room for the number of an entry. "
                "Use up to 27 characters, and no _ at the end.",
                key=key,
            ),
            "repeat",
        )


def require_names_for_entries(definition: Definition) -> None:
    """Raise `ValidationError` where a question has the key of an entry, or all entries ask too many questions."""
    if not any(page.repeat for page in definition.pages):
        return
    asked = sum(times_asked(definition).values())
    if asked > MOST_QUESTIONS:
        raise ValidationError(
            _(
                "With all entries of its repeated pages, the survey asks %(asked)s questions. "
                "Ask %(most)s at most: allow fewer entries.",
                asked=f"{asked:,}",
                most=f"{MOST_QUESTIONS:,}",
            )
        )
    items = unrolled(definition).items
    for names in ([item.key for item in items], [item.id for item in items]):
        twice = next((name for name, times in Counter(names).items() if times > 1), None)
        if twice is not None:
            raise ValidationError(
                _("A repeated page needs “%(name)s” for one of its entries. Choose another name.", name=twice)
            )
