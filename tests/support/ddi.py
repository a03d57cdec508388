"""Whether a description follows DDI-Codebook 2.5: what the standard says of the elements that we write.

With the schema of the DDI Alliance in the folder that `CONSULT_DDI_SCHEMA` names, that is asked too.
"""

import os
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # it has no types

from consult.exports.ddi import NAMESPACE

WITHIN = {
    "codeBook": ("docDscr", "stdyDscr", "fileDscr", "dataDscr", "otherMat"),
    "stdyDscr": ("citation", "studyAuthorization", "stdyInfo", "studyDevelopment", "method", "dataAccs"),
    "citation": ("titlStmt", "rspStmt", "prodStmt", "distStmt", "serStmt", "verStmt", "biblCit", "holdings", "notes"),
    "titlStmt": ("titl", "subTitl", "altTitl", "parTitl", "IDNo"),
    "prodStmt": ("producer", "copyright", "prodDate", "prodPlac", "software", "fundAg", "grantNo"),
    "stdyInfo": ("studyBudget", "subject", "abstract", "sumDscr"),
    "fileDscr": ("fileTxt", "locMap", "notes"),
    "fileTxt": (
        "fileName",
        "fileCitation",
        "dataFingerprint",
        "fileCont",
        "fileStrc",
        "dimensns",
        "fileType",
        "format",
    ),
    "dataDscr": ("varGrp", "nCubeGrp", "var", "nCube", "notes"),
    "var": (
        *("location", "labl", "imputation", "security", "embargo", "respUnit", "anlysUnit", "qstn", "valrng"),
        *("invalrng", "undocCod", "universe", "TotlResp", "sumStat", "txt", "stdCatgry", "catgryGrp", "catgry"),
        *("codInstr", "verStmt", "concept", "derivation", "varFormat", "geoMap", "catLevel", "notes"),
    ),
    "qstn": ("preQTxt", "qstnLit", "postQTxt", "forward", "backward", "ivuInstr"),
    "catgry": ("catValu", "labl", "txt", "catStat", "mrow"),
}
"""What may stand in an element, in this order."""
ATTRIBUTES: dict[str, dict[str, set[str]]] = {
    "codeBook": {"version": {"2.5"}},
    "prodDate": {"date": set()},
    "fileDscr": {"ID": set()},
    "var": {"ID": set(), "name": set(), "files": set(), "intrvl": {"contin", "discrete"}},
    "labl": {"level": set()},
    "catgry": {"missing": {"Y", "N"}},
    "varFormat": {
        "type": {"character", "numeric"},
        "schema": {"SAS", "SPSS", "IBM", "ANSI", "ISO", "XML-Data", "other"},
        "category": {"date", "time", "currency", "other"},
    },
}
"""What attributes an element may have; with the values that they may have where these are listed."""


def faults_in(content: bytes) -> list[str]:
    """Return what is wrong with a description."""
    root = etree.fromstring(content)
    found = [fault for element in root.iter() for fault in _faults(element)]
    ids = [element.get("ID") for element in root.iter() if element.get("ID")]
    found += [f"{one} is there twice" for one in {*ids} if ids.count(one) > 1]
    found += [f"{one} is nowhere" for one in {each.get("files") for each in root.iter() if each.get("files")} - {*ids}]
    folder = os.environ.get("CONSULT_DDI_SCHEMA")
    if folder:
        schema = etree.XMLSchema(etree.parse(str(Path(folder) / "codebook.xsd")))
        schema.validate(root)
        found += [str(fault) for fault in schema.error_log]
    return found


def _faults(element: etree._Element) -> list[str]:
    name, children = _name(element), [_name(child) for child in element]
    order = WITHIN.get(name, ())
    found = [f"{child} in {name}" for child in children if child not in order]
    places = [order.index(child) for child in children if child in order]
    if places != sorted(places):
        found.append(f"{name} has {children} in another order")
    if element.tag != f"{{{NAMESPACE}}}{name}":
        found.append(f"{name} is of another namespace")
    known = ATTRIBUTES.get(name, {})
    found += [
        f"{name} has {key}={value}"
        for key, value in element.attrib.items()
        if key not in known or (known[key] and value not in known[key])
    ]
    return found


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
