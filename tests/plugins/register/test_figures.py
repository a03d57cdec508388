"""Both published layouts are known by their headings, whatever the order, and each heading names one figure."""

import pytest

from consult.file_imports.services import read_lines
from plugins.register.figures import COLUMNS, LENGTHS
from plugins.register.imports import DEPLOYMENTS_FILE
from plugins.register.models import Deployment
from tests.plugins.register.conftest import OXFORD, PUBLISHED, SIXTEEN, STRATFORD, TWELVE


@pytest.mark.parametrize(
    ("head", "line", "layout"), [(SIXTEEN, STRATFORD, "16 columns"), (TWELVE, OXFORD, "12 columns")]
)
def test_the_layouts_of_the_police_are_known(head: str, line: str, layout: str) -> None:
    (found,), refused = read_lines(DEPLOYMENTS_FILE, f"{head}\n{line}\n".encode())
    assert (refused, found.layout, len(found.cells)) == ([], layout, len(head.split(",")))


def test_the_collected_file_is_known() -> None:
    lines, refused = read_lines(DEPLOYMENTS_FILE, PUBLISHED)
    assert (len(lines), refused) == (212, [])


def test_a_row_has_a_column_for_every_figure() -> None:
    names = {column.name for column in COLUMNS} - {"date", "deployment_id"} | {"held_on", "key"}
    assert names <= {column.name for column in Deployment.__table__.columns}
    assert set(LENGTHS) <= names
