"""PDF: written again without scripts, actions, attachments, forms' own programs, metadata and earlier versions."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf

from consult.files.cleaners.findings import Finding, Refused
from consult.kernel.messages import gettext as _

_NEVER = ("/AA", "/OpenAction", "/JavaScript", "/JS", "/EF", "/EmbeddedFiles", "/AF", "/XFA", "/Metadata", "/PieceInfo",
          "/Collection", "/Thumb")  # fmt: skip
_ACTIONS = frozenset({"/GoTo", "/URI", "/Named"})
_SCHEMES = ("http:", "https:", "mailto:", "tel:")
_LIVE = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Sound", "/Movie", "/3D"})
_COMMENTS = frozenset({"/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Caret", "/Popup"})
_DEEPEST = 200


def clean_pdf(source: Path, target: Path, title: str) -> Sequence[Finding]:
    """Write a PDF anew under the title the public reads; raises `Refused` when it has a password or is broken."""
    try:
        with pikepdf.open(source) as pdf:
            # A file whose end is lost is read nevertheless, but only a size that is there is written anew.
            pdf.trailer["/Size"] = len(pdf.objects) + 1
            findings = _scrubbed(pdf, title)
            pdf.remove_unreferenced_resources()
            pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, encryption=False)
    except pikepdf.PasswordError as error:
        raise Refused(_("The PDF has a password. Save it without one and try again.")) from error
    except (pikepdf.PdfError, RecursionError) as error:
        raise Refused(_("The PDF cannot be opened. Print it to PDF once more and try again.")) from error
    return findings


def _scrubbed(pdf: pikepdf.Pdf, title: str) -> Sequence[Finding]:
    is_signed = any(found.get("/Type") == "/Sig" for found in _dictionaries(pdf))
    is_accessible = "pdfuaid" in str(pdf.open_metadata()) if "/Metadata" in pdf.Root else False
    comments = sum(_without_live_annotations(page) for page in pdf.pages)
    for found in _dictionaries(pdf):
        _remove_actions(found)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        if is_accessible:
            metadata["pdfuaid:part"] = "1"
    findings = [Finding("comments", str(comments))] if comments else []
    return [*findings, Finding("signature")] if is_signed else findings


def _without_live_annotations(page: pikepdf.Page) -> int:
    """Take out the annotations of a page that can do something, and return how many comments it has."""
    if "/Annots" not in page.obj:
        return 0
    annotations = [(str(each.get("/Subtype", "")), each) for each in page.obj["/Annots"]]
    page.obj["/Annots"] = pikepdf.Array([each for kind, each in annotations if kind not in _LIVE])
    return sum(kind in _COMMENTS and kind != "/Popup" for kind, _each in annotations)


def _remove_actions(found: pikepdf.Object) -> None:
    for key in _NEVER:
        if key in found:
            del found[key]
    for key in ("/A", "/Next"):
        if key in found and _is_active(found[key]):
            del found[key]


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every dictionary of the file, those inside others too."""
    for found in pdf.objects:
        yield from _inside(found, 0)
    yield from _inside(pdf.trailer, 0)


def _inside(found: object, depth: int) -> Iterator[pikepdf.Object]:
    if depth > _DEEPEST:
        raise Refused(_("The PDF is built in a way we do not take. Print it to PDF once more and try again."))
    if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        yield found
        children = [found[key] for key in list(found.keys())]
    elif isinstance(found, pikepdf.Array):
        children = list(found)
    else:
        return
    # What is kept as an object of its own comes by itself.
    for child in children:
        if not getattr(child, "is_indirect", True):
            yield from _inside(child, depth + 1)


def _is_active(action: object) -> bool:
    if not isinstance(action, pikepdf.Dictionary):
        return False
    name = str(action.get("/S", ""))
    if name == "/URI":
        return not str(action.get("/URI", "")).strip().lower().startswith(_SCHEMES)
    return bool(name) and name not in _ACTIONS
