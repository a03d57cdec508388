"""What plugins and core features add to pages, rendered at the place they name."""

from typing import Any

from flask import Flask
from markupsafe import Markup

from consult.contract.places import Place
from consult.contract.registry import Registry

PLACES: dict[str, Place[Any]] = {}


def offer_place(name: str, context: type[Any]) -> Place[Any]:
    """Declare a place on a core page; templates fill it with `slot("name", subject)`."""
    place = Place(name, context)
    PLACES[name] = place
    return place


def init_slots(app: Flask, registry: Registry) -> None:
    """Give templates the function `slot(place, subject)`."""
    slots = registry.slots

    def slot(name: str, subject: Any) -> Markup:
        return Markup("\n").join(Markup(part) for part in PLACES[name].rendered(slots, subject))  # noqa: S704 (plugins return rendered templates)

    app.jinja_env.globals["slot"] = slot
