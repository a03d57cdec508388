"""The pages and files of the public registers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult import __version__
from consult.contract.deployment import deployment_of
from consult.contract.registers import Register
from consult.kernel.db import Database
from consult.kernel.errors import NotFound
from consult.kernel.row_numbers import row_number
from consult.registers.feed import atom_feed
from consult.registers.files import csv_file, data_package, json_file
from consult.registers.forms import filter_form
from consult.registers.queries import PAGE, Asked, cells_of, count_of, find_row, newest_entry, page_of
from consult.registers.values import shown
from consult.web.forms import render_form
from consult.web.guard import loaded_by, permit
from consult.web.transactions import database, db

bp = Blueprint("registers", __name__, url_prefix="/registers")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "atom": "application/atom+xml",
}
FILES = {"csv": csv_file, "json": json_file}


def find_register(session: Session, name: str) -> Register:
    """Return a register by name; raises `NotFound`."""
    found = deployment_of(session).registry.registers.get(name)
    if found is None:
        raise NotFound
    return found


@bp.get("")
@permit("registers.read")
def index() -> ResponseReturnValue:
    """List the registers."""
    return render_template("registers/index.html", registers=deployment_of(db()).registry.registers.values())


@bp.get("/<name>")
@permit("registers.read", load=loaded_by(find_register))
def show(register: Register) -> ResponseReturnValue:
    """Show the newest rows of a register that are asked for, a page at a time."""
    form = filter_form(register)
    asked = form.asked(register)
    before = request.args.get("before", "")
    found = page_of(db(), register, asked, _read_key(register, before) if before else None)
    rows = found[:PAGE]
    query = {name: value for name, value in request.args.items() if name != "before"}
    return render_form(
        "registers/show.html",
        form,
        register=register,
        rows=list(zip(rows, register.cells(db(), rows), strict=True)),
        shown=shown,
        count=count_of(db(), register, asked),
        is_narrowed=bool(asked) or bool(form.errors),
        before=before,
        newest=_address("show", query, name=register.name) if before else None,
        following=_address("show", {**query, "before": register.key_of(rows[-1])}, name=register.name)
        if len(found) > PAGE
        else None,
        files={ending: _address("file", query, name=register.name, ending=ending) for ending in FILES},
        publisher=_publisher(),
    )


@bp.get("/<name>/rows/<key>")
@permit("registers.read", load=loaded_by(find_register), rest=("key",))
def row(register: Register, key: str) -> ResponseReturnValue:
    """Show all that a register holds of one row."""
    found = find_row(db(), register, _read_key(register, key))
    (cells,) = register.cells(db(), [found])
    return render_template(
        "registers/row.html",
        register=register,
        row=found,
        cells=cells,
        shown=shown,
        address=_addresses(register)(found),
        publisher=_publisher(),
    )


@bp.get("/<name>/data.<any(csv, json):ending>")
@permit("registers.read", load=loaded_by(find_register), rest=("ending",))
def file(register: Register, ending: str) -> ResponseReturnValue:
    """Send the rows that are asked for as a file, while they are read from the database."""
    asked = filter_form(register).asked(register)
    addresses = _addresses(register)

    def written() -> Iterator[bytes]:
        return FILES[ending](register, _streamed(database(), register, asked), addresses)

    response = _unless_known(TYPES[ending], written)
    described = url_for("registers.package", name=register.name)
    response.headers["Link"] = f'<{described}>; rel="describedby"; type="application/json"'
    response.headers["Content-Disposition"] = f'attachment; filename="{register.name}.{ending}"'
    return response


@bp.get("/<name>/feed.atom")
@permit("registers.read", load=loaded_by(find_register))
def feed(register: Register) -> ResponseReturnValue:
    """Send the newest rows that are asked for as a feed."""
    asked, query = filter_form(register).asked(register), request.query_string.decode("ascii", "replace")

    def written() -> list[bytes]:
        rows = page_of(db(), register, asked)[:PAGE]
        found = list(zip(rows, register.cells(db(), rows), strict=True))
        pages = (_base() + url_for(f"registers.{page}", name=register.name) for page in ("show", "feed"))
        home, own = (f"{page}?{query}" if query else page for page in pages)
        return [atom_feed(register, found, _addresses(register), publisher=_publisher(), home=home, own=own)]

    return _unless_known(TYPES["atom"], written)


@bp.get("/<name>/datapackage.json")
@permit("registers.read", load=loaded_by(find_register))
def package(register: Register) -> ResponseReturnValue:
    """Say what the file of a register holds, as a Frictionless data package."""
    described = data_package(register, _publisher(), _base() + url_for("registers.show", name=register.name))
    return _unless_known(TYPES["json"], lambda: [orjson.dumps(described, option=orjson.OPT_INDENT_2)])


def _unless_known(content_type: str, written: Callable[[], Iterable[bytes]]) -> Response:
    """Return a file, or 304 where the reader has what holds now: nothing public changes without an entry."""
    response = Response(content_type=content_type)
    response.headers["Cache-Control"] = "public, no-cache"
    newest = f"{__version__}-{newest_entry(db())}"
    response.set_etag(newest, weak=True)
    if request.if_none_match.contains_weak(newest):
        response.make_conditional(request)
    else:
        response.response = written()
    return response


def _streamed(opened: Database, register: Register, asked: Asked) -> Iterator[tuple[Any, Any]]:
    with opened.reading() as reading:
        yield from cells_of(reading, register, asked)


def _address(page: str, query: Mapping[str, str], **parts: str) -> str:
    """Return the address of a page of this feature, narrowed as the list is that is being read."""
    values: dict[str, Any] = dict(parts)
    found = url_for(f"registers.{page}", **values)
    return f"{found}?{urlencode(query)}" if query else found


def _addresses(register: Register) -> Callable[[Any], str]:
    """Return what gives the lasting address of a row, also where there is no request any more."""
    pattern = _base() + url_for("registers.row", name=register.name, key="KEY")
    return lambda row: pattern.removesuffix("KEY") + register.key_of(row)


def _read_key(register: Register, typed: str) -> Any:
    if register.key.type.python_type is not int:
        return typed
    if not row_number(typed):
        raise NotFound
    return row_number(typed)


def _publisher() -> str:
    return deployment_of(db()).settings.council.name


def _base() -> str:
    settings = deployment_of(db()).settings
    return settings.base_url.removesuffix(settings.base_path)
