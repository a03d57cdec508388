"""What SurveyJS asks again and again: panels with buttons to add one, and tables with buttons to add a row."""

import json
from collections.abc import Mapping
from typing import Any

Element = Mapping[str, Any]
REPEATED = frozenset({"paneldynamic", "matrixdynamic"})
_OF_ITS_OWN = ("{parentPanel.", "{panel.", "{row.")


def template_of(element: Element) -> Element:
    """Return what is asked for each entry, as the elements of a panel; its own answers by their names alone."""
    inside = element.get("templateElements")
    if element.get("type") == "matrixdynamic":
        columns = element.get("columns")
        inside = (
            [_cell(one, element) for one in columns if isinstance(one, Mapping)] if isinstance(columns, list) else []
        )
    said = json.dumps(inside if isinstance(inside, list) else [])
    for prefix in _OF_ITS_OWN:
        said = said.replace(prefix, "{")
    return {"elements": json.loads(said)}


def _cell(column: Element, table: Element) -> Element:
    """Return the question of a column, with what its table says for all columns."""
    kind = column.get("cellType")
    kind = kind if isinstance(kind, str) and kind != "default" else table.get("cellType", "dropdown")
    return {**column, "type": kind, "choices": column.get("choices") or table.get("choices")}


def most_of(element: Element) -> int | None:
    """Return how many entries there can be, if that is said."""
    said = element.get("maxRowCount" if element.get("type") == "matrixdynamic" else "maxPanelCount")
    return said if isinstance(said, int) and not isinstance(said, bool) and said > 0 else None
