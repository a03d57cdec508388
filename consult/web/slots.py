"""What plugins and core features add to pages, rendered at the place they name."""

from flask import Flask
from markupsafe import Markup

from consult.contract.registry import Registry


def init_slots(app: Flask, registry: Registry) -> None:
    """Give templates the function `slot(place, subject)`."""
    places, slots = registry.places, registry.slots

    def slot(name: str, subject: object) -> Markup:
        return Markup("\n").join(Markup(part) for part in places[name].rendered(slots, subject))  # noqa: S704 (plugins return rendered templates)

    app.jinja_env.globals["slot"] = slot
