"""The field in which a person names what is cited."""

from typing import Any

from flask import current_app

from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import TextAreaField, render_options


class ReferencesField(TextAreaField):
    """References of anything that can be cited, one on each line; its hint names every kind that is found by one."""

    def __init__(self, label: str = _l("What do you cite?"), validators: Any = None, **options: Any) -> None:
        kinds = current_app.extensions["registry"].references.values()
        known = [f"{kind.title.lower()} ({kind.example})" for kind in kinds if kind.example]
        options.setdefault(
            "description", _l("The reference of each, one on a line: %(known)s.", known=", ".join(known))
        )
        options.setdefault("render_kw", render_options(rows=6, spellcheck=False))
        super().__init__(label, validators, **options)
