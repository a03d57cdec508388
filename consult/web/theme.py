"""The council's colour and logo: a small stylesheet of its own, so that no page needs inline style."""

import hashlib
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, request

from consult.kernel.errors import Misconfigured, NotFound
from consult.web.assets import base_path
from consult.web.guard import public

FOR_GOOD = "public, max-age=31536000, immutable"
MIN_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: text of normal size
PICTURES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg"}
LARGEST_LOGO = 200 * 1024

bp = Blueprint("theme", __name__)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours like #1d5b79, from 1 to 21 (WCAG 2.2, definition)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour with a share of another mixed in."""
    pairs = [(int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(mine + (its - mine) * share):02x}" for mine, its in pairs)


def stylesheet_for(colour: str) -> str:
    """Return the council's colour as custom properties; raises `Misconfigured` where white text is unreadable."""
    ratio = contrast(colour, "#ffffff")
    if ratio < MIN_CONTRAST:
        raise Misconfigured(
            f"CONSULT_COUNCIL_COLOUR {colour} is too light: white text on it has a contrast of {ratio:.1f} to 1, "
            f"and people need {MIN_CONTRAST} to 1. Choose a darker colour."
        )
    properties = {
        "--govuk-brand-colour": colour,
        "--app-brand-dark": mixed(colour, "#000000", 0.25),
        "--app-brand-tint": mixed(colour, "#ffffff", 0.92),
    }
    return ":root{" + "".join(f"{name}:{value};" for name, value in properties.items()) + "}\n"


def init_theme(app: Flask) -> None:
    """Serve colour and logo; raises `Misconfigured` for a colour too light or a logo that cannot be shown."""
    council = app.config["COUNCIL"]
    css = stylesheet_for(council.colour)
    version = hashlib.sha256(css.encode()).hexdigest()[:12]
    app.extensions["theme"] = (css, version)
    app.jinja_env.globals["theme_url"] = f"{base_path(app)}/theme.css?v={version}"
    app.jinja_env.globals["logo_url"] = _init_logo(app, council.logo_url)
    app.register_blueprint(bp)


def _init_logo(app: Flask, setting: str | None) -> str:
    if not setting or setting.startswith("/assets/"):
        return setting or ""
    file = Path(setting).absolute()
    if file.suffix.lower() not in PICTURES or not file.is_file():
        raise Misconfigured(
            f"CONSULT_COUNCIL_LOGO is “{setting}”. It must name a picture on this machine that ends in "
            f"{', '.join(PICTURES)}: pages load nothing from other sites."
        )
    if file.stat().st_size > LARGEST_LOGO:
        raise Misconfigured(f"CONSULT_COUNCIL_LOGO is larger than {LARGEST_LOGO // 1024} kB. Make it smaller.")
    picture, ending = file.read_bytes(), file.suffix.lower()
    app.extensions["logo"] = (picture, ending)
    return f"{base_path(app)}/theme-logo{ending}?v={hashlib.sha256(picture).hexdigest()[:12]}"


@bp.get("/theme.css")
@public
def stylesheet() -> Response:
    """Send the council's colour as custom properties."""
    css, version = current_app.extensions["theme"]
    response = Response(css, mimetype="text/css")
    is_current = request.args.get("v") == version
    response.headers["Cache-Control"] = FOR_GOOD if is_current else "public, max-age=300"
    return response


@bp.get("/theme-logo.<ending>")
@public
def logo(ending: str) -> Response:
    """Send the council's logo."""
    picture, its_ending = current_app.extensions.get("logo", (b"", ""))
    if its_ending != f".{ending}":
        raise NotFound
    response = Response(picture, mimetype=PICTURES[its_ending])
    response.headers["Cache-Control"] = FOR_GOOD
    return response
