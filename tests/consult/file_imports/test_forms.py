"""The form for a kind of file asks for what can be said once for all of its lines."""

from dataclasses import replace

import pytest
from flask import Flask

from consult.contract.file_imports import FileColumn
from consult.file_imports.forms import import_form
from consult.office.imports import TERMS_FILE


@pytest.mark.parametrize("for_whole_file", [True, False])
def test_a_column_that_can_be_said_once_is_a_field(application: Flask, for_whole_file: bool) -> None:
    declared = replace(TERMS_FILE, columns=(FileColumn(name="source", label="Source", for_whole_file=for_whole_file),))
    with application.test_request_context():
        assert ("source" in import_form(declared)) is for_whole_file
