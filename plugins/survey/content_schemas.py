"""What `survey/1` says of what people read before the questions of a page."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from marshmallow import ValidationError, fields, validate, validates_schema

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.content import MAY_SAY, NEEDS, Block
from plugins.survey.schema_parts import DIGEST, ID, URL, Part, Words, said

SAYS = ("title", "text", "url", "sha256", "alt")


class BlockSchema(Part):
    """One thing to read on a page."""

    makes = Block
    newer: ClassVar[Sequence[tuple[str, object]]] = (
        ("title", {}),
        ("text", {}),
        ("url", None),
        ("sha256", None),
        ("alt", {}),
    )

    id = said(fields.String(required=True, validate=ID))
    block = said(
        fields.String(
            required=True,
            validate=validate.OneOf([*NEEDS], error=_l("Use “inset”, “details”, “image” or “video”.")),
        )
    )
    title = Words(200, load_default=dict)
    text = Words(10_000, is_line=False, load_default=dict)
    url = said(fields.String(load_default=None, allow_none=True, validate=URL))
    sha256 = said(fields.String(load_default=None, allow_none=True, validate=DIGEST))
    alt = Words(300, load_default=dict)

    @validates_schema
    def _says_what_its_sort_says(self, data: Mapping[str, object], **_ignored: object) -> None:
        sort = str(data["block"])
        for name in SAYS:
            value = data[name]
            words = [*value.values()] if isinstance(value, Mapping) else [value]
            if name in NEEDS[sort]:
                if not (words and all(words)):
                    raise ValidationError(_("A block of this sort needs this. Write it."), name)
            elif name not in MAY_SAY.get(sort, frozenset()) and any(words):
                raise ValidationError(_("A block of this sort cannot have this. Remove it."), name)
