"""Styles, scripts and pictures as the build made them: named by content, kept by browsers for good."""

import gzip
import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request

from consult.web.guard import public

BUILD = Path(__file__).parent.parent / "assets" / "build"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
FOR_GOOD = "public, max-age=31536000, immutable"

log = logging.getLogger("consult")
bp = Blueprint("assets", __name__, url_prefix="/assets")


class Built:
    """What the build left in its folder, read once: names with content hashes, and the content, plain and packed."""

    def __init__(self, folder: Path) -> None:
        try:
            self.names: dict[str, str] = json.loads((folder / "manifest.json").read_text())
        except FileNotFoundError:
            self.names = {}
        self.plain = {name: (folder / name).read_bytes() for name in self.names.values()}
        packed = {name: folder / f"{name}.gz" for name in self.plain}
        self.packed = {name: path.read_bytes() for name, path in packed.items() if path.is_file()}

    def add(self, owner: str, folder: Path) -> None:
        """Name the styles, scripts and pictures of a plugin by their content too: its `vote.js` is `motion/vote.js`."""
        for path in sorted(folder.glob("*")):
            if path.suffix in TYPES:
                content = path.read_bytes()
                name = f"{owner}-{path.stem}-{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
                self.names[f"{owner}/{path.name}"] = name
                self.plain[name], self.packed[name] = content, gzip.compress(content, mtime=0)


def base_path(app: Flask) -> str:
    """Return the path below which the site lives; empty where it has a host of its own."""
    return str(app.config["APPLICATION_ROOT"]).rstrip("/")


def asset_url(name: str) -> str:
    """Return the address of a built file, such as `app.css`, with its content in the name."""
    built: Built = current_app.extensions["assets"]
    return f"{base_path(current_app)}/assets/{built.names.get(name, name)}"


@bp.get("/<name>")
@public
def file(name: str) -> Response:
    """Send one built file, compressed where the browser takes that."""
    built: Built = current_app.extensions["assets"]
    if name not in built.plain:
        abort(404)
    is_packed = name in built.packed and request.accept_encodings.quality("gzip") > 0
    response = Response((built.packed if is_packed else built.plain)[name], content_type=TYPES[Path(name).suffix])
    if is_packed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOR_GOOD
    return response


def register(app: Flask, folder: Path = BUILD, plugin_folders: Mapping[str, Path] | None = None) -> None:
    """Serve the built files under /assets/, and those of plugins, each by the name of its plugin.

    Without a build pages work unstyled, and the log says what to do.
    """
    built = Built(folder)
    if not built.names:
        log.warning("Styles and scripts are not built, so pages are unstyled: run “make assets” to build them.")
    for owner, own in (plugin_folders or {}).items():
        built.add(owner, own)
    app.extensions["assets"] = built
    app.register_blueprint(bp)
    app.jinja_env.globals["asset_url"] = asset_url
