"""Numbers in addresses and hidden fields: those that can be the number of a row, and no others."""

from typing import Any

from flask import request
from werkzeug.routing import IntegerConverter, Map

from consult.kernel.row_numbers import LARGEST, row_number


class RowNumber(IntegerConverter):
    """The converter behind `<int:…>`: what no database can hold is not found, instead of a fault."""

    def __init__(self, map: Map, *args: Any, **options: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST, **options})


def asked_number(name: str) -> int:
    """Return a row's number from the address after the question mark; 0 when there is none, or none that can be."""
    return row_number(request.args.get(name))
