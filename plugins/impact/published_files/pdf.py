"""A signed assessment as a tagged PDF (PDF/UA-1)."""

from collections.abc import Mapping
from pathlib import Path

import orjson
import typst

from consult.sdk.errors import Conflict
from consult.sdk.messages import lazy_gettext as _l
from plugins.impact.published_files.blocks import AssessmentFile, Block, FactList, Heading, Paragraph

SOURCE = Path(__file__).with_name("assessment.typ")


class NoLetters(Conflict):
    """No font here has every character of the assessment."""

    default = _l("The PDF cannot show every character of this assessment. Print the page from your browser instead.")


def make_pdf(file: AssessmentFile) -> bytes:
    """Return the file as a tagged PDF; raises `NoLetters` when a character of it is in no font of this machine."""
    blocks = [_plain(block) for block in file.blocks]
    data = orjson.dumps({"title": file.title, "council": file.council, "blocks": blocks})
    # What people wrote is passed as data, so that none of it is read as markup.
    try:
        return typst.compile(SOURCE, format="pdf", sys_inputs={"file": data.decode()}, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        raise NoLetters from error


def _plain(block: Block) -> Mapping[str, object]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": block.text}
    if isinstance(block, FactList):
        return {"kind": "facts", "facts": block.facts}
    return {"kind": "table", "title": block.title, "head": block.head, "rows": block.rows}
