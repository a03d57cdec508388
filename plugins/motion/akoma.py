"""A motion as Akoma Ntoso 3.0, the XML of parliaments: clause ids, versions, proposer and outcome as they are kept."""

import re
from datetime import date
from typing import Final
from xml.etree import ElementTree

from plugins.motion.amendments import wording_of
from plugins.motion.canonical import Section
from plugins.motion.models import Motion

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SOURCE: Final = "#council"


def make_akoma(motion: Motion, publisher: str, address: str) -> bytes:
    """Return the newest public version of a motion, or what the record knows of it, as an XML file."""
    root = ElementTree.Element("akomaNtoso", xmlns=NAMESPACE)
    document = ElementTree.SubElement(root, "doc", name="motion")
    _meta(document, motion, publisher, address)
    preface = ElementTree.SubElement(document, "preface")
    title = ElementTree.SubElement(ElementTree.SubElement(preface, "p"), "docTitle")
    title.text = _clean(motion.public_title)
    proposer = ElementTree.SubElement(ElementTree.SubElement(preface, "p"), "docProponent")
    proposer.text = _clean(motion.public_proposer)
    body = ElementTree.SubElement(document, "mainBody")
    if motion.public_text is not None:
        _sections(body, motion)
    else:
        words = motion.resolution.summary if motion.resolution is not None else motion.record_note
        ElementTree.SubElement(body, "p").text = _clean(words) or "."
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _meta(document: ElementTree.Element, motion: Motion, publisher: str, address: str) -> None:
    text = motion.public_text
    day = (motion.meeting_on or date.min).isoformat()
    made = text.frozen_at.date().isoformat() if text is not None else day
    number = text.number if text is not None else 0
    meta = ElementTree.SubElement(document, "meta")
    identification = ElementTree.SubElement(meta, "identification", source=SOURCE)
    work = f"/akn/gb/doc/motion/{day[:4]}/{motion.number}"
    levels = (
        ("FRBRWork", work, day),
        ("FRBRExpression", f"{work}/eng@{number}", made),
        ("FRBRManifestation", f"{work}/eng@{number}.xml", made),
    )
    for level, uri, at in levels:
        part = ElementTree.SubElement(identification, level)
        ElementTree.SubElement(part, "FRBRthis", value=f"{uri}/!main")
        ElementTree.SubElement(part, "FRBRuri", value=uri)
        if level == "FRBRWork":
            ElementTree.SubElement(part, "FRBRalias", value=address, name="page")
        ElementTree.SubElement(part, "FRBRdate", date=at, name="meeting" if level == "FRBRWork" else "version")
        ElementTree.SubElement(part, "FRBRauthor", href=SOURCE)
        if level == "FRBRWork":
            ElementTree.SubElement(part, "FRBRcountry", value="gb")
        elif level == "FRBRExpression":
            ElementTree.SubElement(part, "FRBRlanguage", language="eng")
    references = ElementTree.SubElement(meta, "references", source=SOURCE)
    ElementTree.SubElement(
        references, "TLCOrganization", eId="council", href="/ontology/organization/council", showAs=publisher
    )


def _sections(body: ElementTree.Element, motion: Motion) -> None:
    assert motion.public_text is not None  # noqa: S101 (asked before)
    text = wording_of(motion.public_text)
    for section in Section:
        clauses = text.of(section)
        if not clauses:
            continue
        part = ElementTree.SubElement(body, "section", eId=f"sec_{section}")
        ElementTree.SubElement(part, "heading").text = str(section.heading)
        for place, clause in enumerate(clauses, 1):
            names = {"eId": f"sec_{section}__{_name(clause.key)}", "wId": _name(clause.key)}
            one = ElementTree.SubElement(part, "clause", names)
            ElementTree.SubElement(one, "num").text = str(place)
            content = ElementTree.SubElement(one, "content")
            for paragraph in clause.text.split("\n"):
                if paragraph.strip():
                    ElementTree.SubElement(content, "p").text = _clean(paragraph)


def _name(key: str) -> str:
    return "clause_" + re.sub(r"[^A-Za-z0-9-]", "", key)


def _clean(text: str) -> str:
    """Return a text without the characters that no XML file may hold."""
    return "".join(letter for letter in text if letter in "\n\t" or ord(letter) >= 32)
