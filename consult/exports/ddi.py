"""The description of an export as DDI-Codebook 2.5, which archives of data read."""

from collections.abc import Collection, Sequence
from datetime import date
from xml.etree import ElementTree  # nothing is parsed

from consult.contract.plugin import Column
from consult.exports.typed_columns import Type, type_of

NAMESPACE = "ddi:codebook:2_5"
# No schema “other”: the standard wants a name from a vocabulary with it.
_FORMATS = {
    Type.NUMBER: {"type": "numeric"},
    Type.DATE: {"type": "character", "schema": "ISO", "category": "date"},
    Type.TIME: {"type": "character", "schema": "ISO", "category": "time"},
}
_TEXT = {"type": "character"}


def ddi_document(
    columns: Sequence[Column],
    *,
    title: str,
    summary: str,
    file_name: str,
    made_on: date,
    asked: Collection[str],
) -> bytes:
    """Return the description of the CSV file of this name; `asked` are the columns that hold answers to questions."""
    root = ElementTree.Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5"})
    study = ElementTree.SubElement(root, "stdyDscr")
    citation = ElementTree.SubElement(study, "citation")
    _add(ElementTree.SubElement(citation, "titlStmt"), "titl", title)
    _add(ElementTree.SubElement(citation, "prodStmt"), "prodDate", made_on.isoformat(), date=made_on.isoformat())
    if summary:
        _add(ElementTree.SubElement(study, "stdyInfo"), "abstract", summary)
    file = ElementTree.SubElement(root, "fileDscr", ID="responses")
    described = ElementTree.SubElement(file, "fileTxt")
    _add(described, "fileName", file_name)
    _add(described, "fileType", "text/csv", charset="UTF-8")
    data = ElementTree.SubElement(root, "dataDscr")
    for column in columns:
        _add_variable(data, column, is_asked=column.name in asked)
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> ElementTree.Element:
    added = ElementTree.SubElement(parent, name, attributes)
    added.text = _plain(text)
    return added


def _plain(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return "".join(
        sign
        for sign in str(text)
        if sign in "\t\n\r" or " " <= sign < "\ud800" or "\ue000" <= sign < "\ufffe" or sign > "\uffff"
    )


def _add_variable(data: ElementTree.Element, column: Column, *, is_asked: bool) -> None:
    is_measured = type_of(column) is Type.NUMBER
    variable = ElementTree.SubElement(
        data,
        "var",
        {
            "ID": f"V_{column.name}",
            "name": column.name,
            "files": "responses",
            "intrvl": "contin" if is_measured else "discrete",
        },
    )
    _add(variable, "labl", str(column.label), level="variable")
    if is_asked:
        _add(ElementTree.SubElement(variable, "qstn"), "qstnLit", str(column.label))
    for code, words in column.values.items():
        number = column.numbers[code]
        category = ElementTree.SubElement(variable, "catgry", {"missing": "Y"} if number < 0 else {})
        _add(category, "catValu", code)
        _add(category, "labl", str(words), level="category")
        if str(number) != code:
            _add(category, "txt", f"{number} in files for SPSS and Stata")
    ElementTree.SubElement(variable, "varFormat", _FORMATS.get(type_of(column), _TEXT))
