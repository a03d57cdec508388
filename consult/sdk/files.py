"""Files that people send: checked by a job, fetched by whom the `file_holders` let; and the tables in them."""

from consult.contract.file_imports import FileColumn, FileImport, FileLayout, FileLine, LineOutcome, Outcome
from consult.file_imports.commands import import_from_shell
from consult.file_imports.services import take_file
from consult.file_imports.views import import_page
from consult.files.kinds import kind_of
from consult.files.models import StoredFile
from consult.files.pictures import keep_picture
from consult.files.services import forget_file
from consult.files.uploads import receive_file
from consult.kernel.spreadsheet import plain_text, safe_cell
from consult.kernel.written_files import AS_USUAL, written_whole
from consult.tables.files import read_table
from consult.tables.values import Layout as TableLayout
from consult.web.fields import LaterFileField
from consult.web.forms import FileField
from consult.web.limits import takes_files

__all__ = [
    "AS_USUAL",
    "FileColumn",
    "FileField",
    "FileImport",
    "FileLayout",
    "FileLine",
    "LaterFileField",
    "LineOutcome",
    "Outcome",
    "StoredFile",
    "TableLayout",
    "forget_file",
    "import_from_shell",
    "import_page",
    "keep_picture",
    "kind_of",
    "plain_text",
    "read_table",
    "receive_file",
    "safe_cell",
    "take_file",
    "takes_files",
    "written_whole",
]
