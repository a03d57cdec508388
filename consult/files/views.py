"""Sending kept files, always to be saved and never to be shown in our own pages."""

from flask import Blueprint, Response, request, send_file
from flask.typing import ResponseReturnValue

from consult.files.holders import find_readable_file
from consult.files.models import StoredFile
from consult.files.services import open_file
from consult.web.guard import permit
from consult.web.transactions import db

bp = Blueprint("files", __name__)


@bp.get("/files/<key>/<name>")
@permit("files.download", load=find_readable_file)
def download(file: StoredFile) -> ResponseReturnValue:
    """Send a file to whom what holds it lets read it."""
    return as_attachment(file)


def as_attachment(file: StoredFile) -> ResponseReturnValue:
    """Return a file as an attachment (RFC 6266), in a sandbox should a browser show it after all."""
    handle = open_file(db(), file)
    response: Response = send_file(
        handle,
        # The type alone: for text the server names the encoding itself.
        mimetype=file.media_type.partition(";")[0],
        as_attachment=True,
        download_name=file.name,
        etag=file.sha256,
    )
    response.content_length = file.size
    response.make_conditional(request, accept_ranges=True, complete_length=file.size)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
