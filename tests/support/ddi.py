"""Whether a description is valid by the XML schema of DDI-Codebook, as far as it speaks of what we write.

Every entry of the tables was compared with two published schemas of the DDI Alliance: `codebook.xsd` of DDI-Codebook
2.5, dated 2012-01-17, and of DDI-Codebook 2.5.1, dated 2014-01-28, which has the same namespace. They differ in
`citation`, `prodStmt`, `fileTxt` and `var`, where the later one lets more be repeated and adds `dataFingerprint`: the
tables hold what both allow. They have the elements and attributes that we write and no others, so that whoever writes
another one compares it first. Left out is what else a text may hold (links, XHTML) and, in a citation, Dublin Core.

The whole published schema, of a later version, is asked by `python -m trials conversion`: see `trials/descriptions.py`.
"""

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]  # it has no types

from consult.exports.ddi import NAMESPACE

CHILDREN = {
    "codeBook": "docDscr* stdyDscr+ fileDscr* dataDscr* otherMat*",
    "stdyDscr": "citation+ studyAuthorization* stdyInfo* studyDevelopment* method* dataAccs* othrStdyMat* notes*",
    "citation": "titlStmt rspStmt? prodStmt? distStmt? serStmt* verStmt* biblCit? holdings* notes*",
    "titlStmt": "titl subTitl* altTitl* parTitl* IDNo*",
    "prodStmt": "producer* copyright? prodDate* prodPlac* software* fundAg* grantNo*",
    "stdyInfo": "studyBudget* subject* abstract* sumDscr* qualityStatement? notes* exPostEvaluation*",
    "fileDscr": "fileTxt* locMap? notes*",
    "fileTxt": "fileName? fileCitation? fileCont? fileStrc? dimensns? fileType? format? filePlac? dataChck* ProcStat?"
    " dataMsng? software* verStmt?",
    "dataDscr": "varGrp* nCubeGrp* var* nCube* notes*",
    "var": "location* labl* imputation? security? embargo? respUnit? anlysUnit? qstn* valrng* invalrng* undocCod*"
    " universe* TotlResp? sumStat* txt* stdCatgry* catgryGrp* catgry* codInstr* verStmt* concept* derivation?"
    " varFormat? geoMap* catLevel* notes*",
    "catgry": "catValu? labl* txt* catStat* mrow?",
}
"""What an element without text of its own holds, in this order: `?` one or none, `*` any number, `+` one or more."""
TEXTS = {
    "qstn": "(preQTxt | qstnLit | postQTxt | forward | backward | ivuInstr)*",
    **dict.fromkeys(("titl", "prodDate", "abstract", "fileName", "fileType", "labl", "txt", "qstnLit", "catValu"), ""),
    "varFormat": "",
}
"""What an element holds that may have text too."""
_NAME = "[A-Za-z_][A-Za-z0-9_.-]*"
_ANY = "(?s:.*)"
ATTRIBUTES = {
    "codeBook": {"version": r"2\.5"},
    "prodDate": {"date": _ANY},
    "fileDscr": {"ID": _NAME},
    "fileType": {"charset": _ANY},
    "var": {"ID": _NAME, "name": _ANY, "files": f"{_NAME}( {_NAME})*", "intrvl": "contin|discrete"},
    "labl": {"level": _ANY},
    "catgry": {"missing": "Y|N"},
    "varFormat": {
        "type": "character|numeric",
        # Also “other”; but then, say the words of the schema, with `otherSchema`, which we do not write.
        "schema": "SAS|SPSS|IBM|ANSI|ISO|XML-Data",
        "category": "date|time|currency|other",
    },
}
"""What attributes an element may have, and what may stand in them."""
REQUIRED = {"var": {"name"}}
"""What attributes an element must have."""


def faults_in(content: bytes) -> list[str]:
    """Return what is wrong with a description."""
    root = etree.fromstring(content)
    found = [] if _name(root) == "codeBook" else [f"It begins with {_name(root)}"]
    found += [fault for element in root.iter() for fault in _faults(element)]
    ids = [element.get("ID") for element in root.iter() if element.get("ID")]
    found += [f"{one} is there twice" for one in {*ids} if ids.count(one) > 1]
    files = {one for each in root.iter() for one in each.get("files", "").split()}
    found += [f"{one} is nowhere" for one in files - {*ids}]
    return found


def variables_of(content: bytes) -> dict[str, list[str]]:
    """Return the values of the categories of each variable by its name."""
    variables = etree.fromstring(content).iter(f"{{{NAMESPACE}}}var")
    return {one.get("name"): [value.text for value in one.iter(f"{{{NAMESPACE}}}catValu")] for one in variables}


def _faults(element: etree._Element) -> Iterator[str]:
    name, children = _name(element), [_name(child) for child in element]
    if element.tag != f"{{{NAMESPACE}}}{name}":
        yield f"{name} is of another namespace"
    model = (CHILDREN | TEXTS).get(name)
    if model is None:
        yield f"{name} was never compared with the schema"
    elif not _pattern(model).fullmatch("".join(f"{child} " for child in children)):
        yield f"{name} must not hold {children}"
    if name in CHILDREN and "".join(part or "" for part in (element.text, *(child.tail for child in element))).strip():
        yield f"{name} must not hold text"
    known = ATTRIBUTES.get(name, {})
    yield from (
        f"{name} must not have {key}={value}"
        for key, value in element.attrib.items()
        if not re.fullmatch(known.get(key, "(?!)"), value)
    )
    yield from (f"{name} has no {key}" for key in REQUIRED.get(name, set()) - {*element.keys()})


def _pattern(model: str) -> re.Pattern[str]:
    """Return what the names of children, a space after each, must match."""
    return re.compile(re.sub(r"\w+", r"(?:\g<0>[ ])", model), re.VERBOSE)


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
