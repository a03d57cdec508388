"""A map beside a field for coordinates, drawn from the outlines of the wards; what it marks is written in the field."""

from typing import Literal

from flask import current_app, url_for
from markupsafe import Markup, escape

from consult.kernel.map_tiles import CLOSEST, MapTiles
from consult.kernel.messages import gettext as _
from consult.web.headers import show_pictures_from
from consult.web.markup import attributes_html


def with_map(control: Markup, field_id: str, *, marks: Literal["point", "area"]) -> Markup:
    """Return a field’s HTML with a map behind it that scripts show; without outlines, the field alone."""
    council = current_app.config["COUNCIL"]
    if council.outlines is None:
        return control
    hint = (
        _("Arrow keys move the cross, Enter marks the place, and + and - zoom. You can also press on the map.")
        if marks == "point"
        else _("Arrow keys move the cross, Enter adds a corner, and + and - zoom. You can also press on the map.")
    )
    tiles = council.map_tiles
    if tiles is not None:
        show_pictures_from(tiles.origin)
    shape = attributes_html(
        {
            "class": "app-map app-map--pictured" if tiles else "app-map",
            "hidden": True,
            "data-for": field_id,
            "data-marks": marks,
            "data-outlines": url_for("ward_outlines.show"),
            **({"data-pictures": tiles.address, "data-closest": str(CLOSEST)} if tiles else {}),
            "data-words": _("There are words in the box. Empty it first to mark a place on the map."),
            "data-marked": _("Marked: {place}"),
            "data-undone": _("The last mark was removed"),
        }
    )
    frame = attributes_html(
        {
            "class": "app-map__frame",
            "tabindex": "0",
            "role": "application",
            "aria-label": _("Map"),
            "aria-describedby": f"{field_id}-map-hint",
        }
    )
    buttons = Markup().join(
        Markup('<button type="button" class="govuk-button govuk-button--secondary" data-does="{}">{}</button> ').format(
            does, words
        )
        for does, words in (
            ("mark", _("Mark where the cross is")),
            ("undo", _("Remove the last mark")),
            ("closer", _("Zoom in")),
            ("further", _("Zoom out")),
        )
    )
    return Markup("{}<div{}>{}</div>").format(
        control,
        Markup(shape),  # noqa: S704 (its values are escaped)
        Markup('<p class="govuk-hint" id="{}-map-hint">{}</p><div{}></div>').format(
            field_id,
            hint,
            Markup(frame),  # noqa: S704 (its values are escaped)
        )
        + Markup('<p class="govuk-body" role="status"></p><div class="govuk-button-group">{}</div>').format(buttons)
        + Markup('<p class="govuk-hint">{}</p>').format(escape(council.outlines_credit))
        + (_told(tiles) if tiles else ""),
    )


def _told(tiles: MapTiles) -> Markup:
    whence = _(
        "The pictures of this map come from %(host)s. It sees your network address and which part you look at.",
        host=tiles.host,
    )
    return Markup('<p class="govuk-hint">{}</p><p class="govuk-hint">{}</p>').format(tiles.credit, whence)
