"""Files that people send."""

from consult.web.forms import UploadField
from consult.web.limits import takes_files

__all__ = [
    "UploadField",
    "takes_files",
]
