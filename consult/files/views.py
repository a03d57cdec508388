"""Sending kept files, always to be saved and never to be shown in our own pages."""

import os
from pathlib import Path
from typing import IO

from flask import Blueprint, Response, request, send_file
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
    handle = _opened(content_path(session(), file))
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


def _opened(place: Path) -> IO[bytes]:
    """Open a kept file, and nothing that a link in its place leads to."""
    try:
        handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise Gone("This file is missing from the store. Tell us, so that we can put it back.") from error
    return os.fdopen(handle, "rb")
