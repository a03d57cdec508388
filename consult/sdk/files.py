"""Files that people send, and the tables in them."""

from consult.tables.files import read_table
from consult.web.forms import UploadField
from consult.web.limits import takes_files

__all__ = [
    "UploadField",
    "read_table",
    "takes_files",
]
