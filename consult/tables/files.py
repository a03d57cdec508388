"""A file of any kind as a table."""

import codecs

from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.tables.delimited import read_delimited
from consult.tables.headings import table_from
from consult.tables.values import Layout, Table
from consult.tables.workbooks import is_workbook, read_workbook

AS_FOUND = Layout()


def read_table(content: bytes, layout: Layout = AS_FOUND) -> Table:
    """Return the table in a file, whatever its name; what the layout leaves open is found by looking.

    Raises `Invalid` with one sentence, which says where the fault is and what to do.
    """
    if not content:
        raise Invalid(_("The file is empty. Select another one."))
    found = read_workbook(content, layout) if is_workbook(content) else read_delimited(content, layout)
    return table_from(found, layout)


def storable(content: bytes, table: Table) -> bytes:
    """Return a file with the mark of its encoding, where it is one that no other program would find without."""
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(table.layout.encoding or "", b"")
    return content if content.startswith(mark) else mark + content
