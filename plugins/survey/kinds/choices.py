"""Kinds of question with options of which one is chosen: radios, a list, a scale, or one box to tick."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import (
    Kind,
    Question,
    check_code,
    code_cell,
    code_column,
    code_from_text,
    count_code,
    example_code,
    read_code,
    show_code,
)
from plugins.survey.kind_forms import declaration_field, radios_field, rating_field, select_field


def _one_of(name: str, title: str, make_field: Callable[[Question], Any]) -> Kind:
    return Kind(
        name=name,
        title=title,
        make_field=make_field,
        read=read_code,
        from_text=code_from_text,
        check=check_code,
        example=example_code,
        show=show_code,
        counts=count_code,
        columns=code_column,
        cells=code_cell,
        types_missing=True,
    )


def read_declaration(question: Question, data: str | Sequence[str] | None) -> str | None:
    """Return the code of the one box where it was ticked, from the field or from a file."""
    codes = [data] if isinstance(data, str) else data
    return codes[0] or None if codes else None


RADIOS = _one_of("radios", _l("One of several answers"), radios_field)
SELECT = _one_of("select", _l("One of many answers, from a list"), select_field)
YES_NO = _one_of("yes_no", _l("Yes or no"), radios_field)
LIKERT = _one_of("likert", _l("A statement with a scale"), radios_field)
RATING = _one_of("rating", _l("A rating, such as 0 to 10"), rating_field)
DECLARATION = replace(
    _one_of("declaration", _l("Something to agree to, by one box"), declaration_field),
    read=read_declaration,
    paper_hint=_l("Tick the box if you agree."),
)
HIDDEN = replace(
    _one_of("hidden", _l("A value in the link, which nobody is asked"), select_field),
    counted_as=_l("Nobody was asked this: it came with the link."),
)
KINDS = (HIDDEN, RADIOS, SELECT, YES_NO, LIKERT, RATING, DECLARATION)
