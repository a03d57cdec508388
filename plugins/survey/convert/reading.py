"""Takes a file in whatever form it comes: our own JSON, an XLSForm, SurveyJS or LimeSurvey."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from consult.sdk.messages import gettext as _
from plugins.survey.convert.limesurvey import convert_lss
from plugins.survey.convert.outcome import Converted, Line, NotConverted
from plugins.survey.convert.surveyjs import convert_surveyjs, is_surveyjs
from plugins.survey.convert.xlsform import convert_xlsform
from plugins.survey.document import definition_from_json
from plugins.survey.translating import languages_in

AUTO = "auto"
FORMS = (AUTO, "survey", "xlsform", "surveyjs", "lss")
LARGEST = 5 * 1024 * 1024
_UNPACKED = 30 * 1024 * 1024
_READ = 10 * 1024 * 1024
"""The most bytes of XML: a sheet of 2,000 rows has 3 million, and 10,000 rows take seconds to read."""
_MEMBERS = 500
_XLSX = b"PK\x03\x04"
_XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def convert(data: bytes, form: str = AUTO) -> Converted:
    """Return the definition in a file with what was not brought over; raises `NotConverted` with one sentence.

    Our own JSON raises `FaultyDefinition`, which has a sentence for each fault.
    """
    if not data.strip():
        raise NotConverted(_("The file is empty."))
    if len(data) > LARGEST:
        raise NotConverted(_("The file is larger than 5 MB. Divide it, and try again."))
    found = _form_of(data) if form == AUTO else form
    if found == "xlsform":
        return _telling_languages(convert_xlsform(data, _suffix_of(data)))
    if found == "lss":
        return _telling_languages(convert_lss(data))
    text = _text_of(data)
    if found == "survey":
        return Converted(definition_from_json(text), is_foreign=False)
    return _telling_languages(convert_surveyjs(_json_of(text)))


def _telling_languages(converted: Converted) -> Converted:
    """Say of which languages nobody knows what they are: their words are kept, under a tag made of their names."""
    unknown = [tag for tag in languages_in(converted.definition) if tag.startswith("und")]
    lines = [
        Line("", _("A language of the file is not known. Its words are kept as “%(tag)s”: see Translations.", tag=tag))
        for tag in unknown
    ]
    return replace(converted, lines=(*converted.lines, *lines))


def _form_of(data: bytes) -> str:
    if data.startswith((_XLSX, _XLS)):
        return "xlsform"
    start = data[:200].decode("utf-8-sig", "replace").lstrip()
    if start.startswith("<") or data.startswith((b"\xff\xfe<", b"\xfe\xff\x00<")):
        return "lss"
    if start.startswith(("{", "[")):
        document = _json_of(_text_of(data))
        is_other = isinstance(document, Mapping) and is_surveyjs(document)
        return "surveyjs" if is_other else "survey"
    raise NotConverted(
        _("This is no definition that can be read. Send our own JSON, an XLSForm, SurveyJS JSON or an .lss file.")
    )


def _suffix_of(data: bytes) -> str:
    if data.startswith(_XLS):
        return ".xls"
    if not data.startswith(_XLSX):
        raise NotConverted(_("This is no workbook: it is neither .xlsx nor .xls, whatever its name says."))
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise NotConverted(_("This is no workbook that can be read. Save it as .xlsx again, and try again.")) from error
    _require_small({member.filename: member.file_size for member in members})
    return ".xlsx"


def _require_small(sizes: Mapping[str, int]) -> None:
    if "xl/workbook.xml" not in sizes:
        raise NotConverted(_("This is no workbook: it is neither .xlsx nor .xls, whatever its name says."))
    read = sum(size for name, size in sizes.items() if name.endswith(".xml"))
    if len(sizes) > _MEMBERS or sum(sizes.values()) > _UNPACKED or read > _READ:
        raise NotConverted(_("This workbook holds far more than its size tells. It was not read."))


def _text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotConverted(_("This text is not UTF-8. Save it as UTF-8, and try again.")) from error


def _json_of(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        said = _("This is not valid JSON (line %(line)s). Send the whole file.", line=error.lineno)
        raise NotConverted(said) from error
    except (ValueError, RecursionError) as error:
        raise NotConverted(_("This JSON is nested too deeply, or holds a number that is too long.")) from error
