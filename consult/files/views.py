"""Sending kept files, always to be saved and never to be shown in our own pages."""

from flask import Blueprint, Response, send_file
from flask.typing import ResponseReturnValue

from consult.files.holders import find_readable_file
from consult.files.models import StoredFile
from consult.files.services import content_path
from consult.kernel.errors import Gone
from consult.web.guard import permit
from consult.web.transactions import session

bp = Blueprint("files", __name__)


@bp.get("/files/<key>/<name>")
@permit("files.download", load=find_readable_file)
def download(file: StoredFile) -> ResponseReturnValue:
    """Send a file as an attachment (RFC 6266), in a sandbox should a browser show it after all."""
    place = content_path(session(), file)
    if not place.is_file():
        raise Gone("This file is missing from the store. Tell us, so that we can put it back.")
    response: Response = send_file(
        place,
        mimetype=file.media_type,
        as_attachment=True,
        download_name=file.name,
        etag=file.sha256,
        conditional=True,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
