"""What plugins and core features add to pages, rendered at the place they name."""

from collections.abc import Sequence

from flask import Flask, render_template
from markupsafe import Markup

from consult.contract.references import Link
from consult.contract.registry import Registry


def init_slots(app: Flask, registry: Registry) -> None:
    """Give templates the function `slot(place, subject)`."""
    places, slots = registry.places, registry.slots

    def slot(name: str, subject: object) -> Markup:
        return Markup("\n").join(Markup(part) for part in places[name].rendered(slots, subject))  # noqa: S704 (plugins return rendered templates)

    app.jinja_env.globals["slot"] = slot


def render_links(title: str, links: Sequence[Link]) -> str | None:
    """Return a heading with links below it, to be shown at a place; nothing when there are none."""
    return render_template("components/links.html", title=title, links=links) if links else None
