"""Hostile, leaking and damaged files, sent by the form for evidence: what becomes of each, and what is said."""

import io
import re
from functools import partial
from html import unescape

import pikepdf
import pytest
from sqlalchemy import select

from consult.files.models import FileState, StoredFile
from consult.files.services import open_file
from consult.files.uploads import clean
from consult.jobs.models import Job
from plugins.impact import evidence_drafts
from tests.plugins.impact.conftest import Case
from tests.plugins.impact.test_attachment_views import SignIn
from tests.support import hostile_files as files
from tests.support.documents import picture, small_pdf, word_document, workbook, zipped
from tests.support.hostile_files import AUTHOR, LARGEST, SCRIPT, Cleaned, Refused, Sent
from tests.support.web import FormClient

ENDING = "The file must be one of: pdf, docx, jpg, png. Save it as one of these and try again."
EMPTY = "The file is empty. Select another one."
TOO_LARGE = "The file must be smaller than 25 MB. Make it smaller and try again."
MACROS = "The file holds macros. Save it as a file without macros and try again."
PASSWORD = "The file has a password. Save it without one and try again."
BURSTS = "The file holds far more than its size tells. Save it as PDF, or divide it, and try again."
NO_PICTURE = "The picture cannot be opened as {}. Save it again and try once more."
LARGE_PICTURE = "The picture is too large. Make it smaller than 50 million pixels and try again."
PROGRESSIVE = "The picture is too large. Make it smaller than 25 million pixels and try again."
NO_PDF = "The PDF cannot be opened. Print it to PDF once more and try again."
PDF_PASSWORD = "The PDF has a password. Save it without one and try again."
DAMAGED = "The file could not be checked: it is damaged or too complicated. Save or print it anew and try again."
BROKEN = "The file is damaged. Save it again in your office program and try once more."
ODD = "The file is built in a way we do not take. Save it again in your office program."
FETCHES = "The file fetches a part from another address when it is opened. Take it out and try again."
PROGRAM = "The file holds a program or another file inside it. Take it out and try again."
INSIDE = "The file holds another file inside it. Take it out, or publish it as a file of its own."
FIELDS = "The document fetches parts from other files when it is opened. Take these fields out."
PART = "The file holds a part that may not be published: {}. Take it out."
LINK = "The file links to something that is no web page: {}. Take the link out."


def at_once(sentence: str) -> Refused:
    return Refused(sentence, is_at_once=True)


def no(kind: str, ending: str, more: str = "") -> Refused:
    return at_once(
        f"The content of the file is not {kind}, although its name ends in {ending}{more}. "
        "Open it, save it again and try once more."
    )


def no_word() -> Refused:
    return no("Word", "docx", ", or it is damaged")


PNG, JPEG = partial(picture, "PNG"), partial(picture, "JPEG")
PAGE = zipped({"evil.html": SCRIPT})
CORPUS = {
    # What is no file of the four kinds.
    "nothing": Sent("plan.pdf", lambda: b"", at_once(EMPTY)),
    "one byte too many": Sent("photo.jpg", lambda: JPEG().ljust(LARGEST + 1, b"\0"), at_once(TOO_LARGE)),
    "program": Sent("plan.exe", lambda: b"MZ", at_once(ENDING)),
    "drawing with a script": Sent("plan.svg", lambda: f"<svg>{SCRIPT}</svg>".encode(), at_once(ENDING)),
    "page": Sent("plan.html", SCRIPT.encode, at_once(ENDING)),
    "document for macros": Sent("plan.docm", word_document, at_once(ENDING)),
    "archive": Sent("plan.zip", lambda: PAGE, at_once(ENDING)),
    "two endings": Sent("photo.jpg.exe", lambda: b"MZ", at_once(ENDING)),
    "no ending": Sent("photo", JPEG, at_once(ENDING)),
    "JPEG called PNG": Sent("photo.png", JPEG, no("Picture (PNG)", "png")),
    "PNG called JPEG": Sent("photo.jpg", PNG, no("Picture (JPEG)", "jpg")),
    "page called JPEG": Sent("photo.jpg", SCRIPT.encode, no("Picture (JPEG)", "jpg")),
    "program called PDF": Sent("plan.pdf", lambda: b"MZ", no("PDF", "pdf")),
    "script before a PDF": Sent("plan.pdf", lambda: SCRIPT.encode() + small_pdf(), no("PDF", "pdf")),
    "PDF called Word": Sent("plan.docx", small_pdf, no_word()),
    "old Word called Word": Sent("plan.docx", lambda: files.OLD_WORD * 100, no_word()),
    "workbook called Word": Sent("plan.docx", workbook, no_word()),
    "archive called Word": Sent("plan.docx", lambda: PAGE, no_word()),
    "script before Word": Sent("plan.docx", lambda: b"#!/bin/sh\n" + word_document(), no_word()),
    "torn Word": Sent("plan.docx", lambda: word_document()[:-30], no_word()),
    "Word that climbs": Sent("plan.docx", partial(files.word_with, "../../../etc/passwd", "x"), no_word()),
    "part named twice": Sent("plan.docx", files.twice_named, no_word()),
    "macros": Sent("plan.docx", partial(files.word_with, "vbaProject.bin", "x"), at_once(MACROS)),
    "macros in capitals": Sent("plan.docx", partial(files.word_with, "VBAPROJECT.BIN", "x"), at_once(MACROS)),
    "Word with a password": Sent("plan.docx", files.word_with_password, at_once(PASSWORD)),
    "20,000 parts": Sent("plan.docx", lambda: zipped({f"{n}.xml": "" for n in range(20_000)}), at_once(BURSTS)),
    "40 MB of nothing": Sent("plan.docx", lambda: word_document("<w:p/>" * 7_000_000), at_once(BURSTS)),
    # Pictures.
    "900 million pixels": Sent("photo.png", files.black_bomb, Refused(LARGE_PICTURE)),
    "huge PNG without content": Sent("photo.png", lambda: files.png_of_size(60_000, 60_000), Refused(LARGE_PICTURE)),
    "huge JPEG without content": Sent("photo.jpg", lambda: files.jpeg_of_size(60_000, 60_000), Refused(LARGE_PICTURE)),
    "damaged PNG": Sent("photo.png", lambda: PNG(size=(99, 99))[:200], Refused(NO_PICTURE.format("PNG"))),
    "damaged JPEG": Sent("photo.jpg", lambda: JPEG(size=(99, 99))[:400], Refused(NO_PICTURE.format("JPEG"))),
    "head of a PNG before a page": Sent(
        "photo.png", lambda: b"\x89PNG\r\n\x1a\n" + SCRIPT.encode(), Refused(NO_PICTURE.format("PNG"))
    ),
    "head of a JPEG before a page": Sent(
        "photo.jpg", lambda: b"\xff\xd8\xff" + SCRIPT.encode(), Refused(NO_PICTURE.format("JPEG"))
    ),
    "100 MB of words in a PNG": Sent(
        "photo.png", lambda: files.png_with(files.bursting_words()), Refused(NO_PICTURE.format("PNG"))
    ),
    "author and place": Sent("photo.jpg", partial(JPEG, author=AUTHOR), Cleaned((AUTHOR, "Exif"))),
    "comment": Sent("photo.JPEG", files.jpeg_with_comment, Cleaned((AUTHOR,))),
    "words and a script in a PNG": Sent("photo.png", files.png_with_words, Cleaned((AUTHOR, SCRIPT, "xmp"))),
    "JPEG that is an archive": Sent("photo.jpg", lambda: JPEG() + PAGE, Cleaned(("evil.html",))),
    "PNG that is a page": Sent("photo.png", lambda: PNG() + SCRIPT.encode(), Cleaned((SCRIPT,))),
    "second JPEG behind the first": Sent("photo.jpg", lambda: files.two_pictures("MPO"), Cleaned(("MPF",))),
    "moving PNG": Sent("photo.png", lambda: files.two_pictures("PNG"), Cleaned(("fcTL",))),
    "exactly 25 MB": Sent("photo.jpg", lambda: JPEG().ljust(LARGEST, b"\1"), Cleaned(("\1" * 99,))),
    "name that climbs": Sent("../../etc/\u202egnp.jpg", JPEG, Cleaned()),
    # PDF.
    "PDF with a password": Sent("plan.pdf", files.pdf_with_password, Refused(PDF_PASSWORD)),
    "head of a PDF alone": Sent("plan.pdf", lambda: b"%PDF-1.7 nothing", Refused(NO_PDF)),
    "PDF nested without end": Sent(
        "plan.pdf", lambda: files.plain_pdf(b"/X " + b"[" * 90_000 + b"]" * 90_000), Refused(NO_PDF)
    ),
    "PDF that bursts": Sent("plan.pdf", files.bursting_pdf, Refused(DAMAGED, or_else=NO_PDF)),
    "half a PDF": Sent("plan.pdf", lambda: files.plain_pdf()[:-45], Cleaned()),
    "script on opening": Sent("plan.pdf", partial(small_pdf, script="app.alert(1)"), Cleaned(("app.alert",))),
    "author of a PDF": Sent("plan.pdf", partial(small_pdf, author=AUTHOR), Cleaned((AUTHOR,))),
    "program on opening": Sent(
        "plan.pdf", lambda: files.pdf_with({"/OpenAction": files.launch_action}), Cleaned(("cmd.exe",))
    ),
    "script on turning": Sent(
        "plan.pdf",
        lambda: files.pdf_with(on_page={"/AA": lambda pdf: pikepdf.Dictionary(O=files.script_action(pdf))}),
        Cleaned(("app.alert", "/AA")),
    ),
    "link to a script": Sent(
        "plan.pdf", lambda: files.pdf_with(on_page={"/Annots": files.link_to_script}), Cleaned(("javascript:",))
    ),
    "file in a PDF": Sent("plan.pdf", files.pdf_with_file, Cleaned(("payload", "EmbeddedFile"))),
    "earlier version": Sent("plan.pdf", files.pdf_saved_twice, Cleaned((AUTHOR,))),
    "PDF that is an archive": Sent("plan.pdf", lambda: small_pdf() + PAGE, Cleaned(("evil.html",))),
    "PDF that is a page": Sent("plan.pdf", lambda: files.plain_pdf(head=SCRIPT.encode()), Cleaned((SCRIPT,))),
    # Word.
    "template from elsewhere": Sent(
        "plan.docx", lambda: files.word_fetching("attachedTemplate", "https://evil.example/a.dotm"), Refused(FETCHES)
    ),
    "picture from elsewhere": Sent(
        "plan.docx", lambda: files.word_fetching("image", "https://evil.example/a.png"), Refused(FETCHES)
    ),
    "page drawn in": Sent(
        "plan.docx", lambda: files.word_fetching("aFChunk", "/word/page.xml", is_external=False), Refused(PROGRAM)
    ),
    "object": Sent(
        "plan.docx", lambda: files.word_fetching("oleObject", "embeddings/a.xml", is_external=False), Refused(PROGRAM)
    ),
    "link to a shared folder": Sent(
        "plan.docx",
        lambda: files.word_fetching("hyperlink", "file://host/share"),
        Refused(LINK.format("file://host/share")),
    ),
    "link to a script in Word": Sent(
        "plan.docx",
        lambda: files.word_fetching("hyperlink", "JavaScript:alert(1)"),
        Refused(LINK.format("JavaScript:alert(1)")),
    ),
    "link to a page": Sent(
        "plan.docx", lambda: files.word_fetching("hyperlink", "https://council.example/a:b"), Cleaned()
    ),
    "program in Word": Sent("plan.docx", lambda: files.word_with("media/a.exe", b"MZ"), Refused(PART.format("a.exe"))),
    "archive in Word": Sent("plan.docx", lambda: files.word_with("a.zip", PAGE), Refused(PART.format("a.zip"))),
    "Word in Word": Sent(
        "plan.docx", lambda: files.word_with("embeddings/a.docx", word_document()), Refused(PART.format("a.docx"))
    ),
    "workbook in parts in Word": Sent(
        "plan.docx", lambda: files.word_with("embeddings/a.xml", "<x/>"), Refused(INSIDE)
    ),
    "field that asks a program": Sent(
        "plan.docx", lambda: word_document(files.field("DDEAUTO c:\\cmd.exe")), Refused(FIELDS)
    ),
    "the same field in two runs": Sent(
        "plan.docx", lambda: word_document(files.field("DDE", "AUTO c:\\cmd.exe")), Refused(FIELDS)
    ),
    "page number": Sent("plan.docx", lambda: word_document(files.field("PA", "GE")), Cleaned()),
    "entities that burst": Sent("plan.docx", lambda: files.word_with("document.xml", files.entities()), Refused(ODD)),
    "XML that ends early": Sent("plan.docx", lambda: files.word_with("document.xml", "<a>"), Refused(BROKEN)),
    "Word that lies about its size": Sent("plan.docx", files.word_that_lies, Refused(DAMAGED)),
    "900 million pixels in Word": Sent(
        "plan.docx", lambda: files.word_with("media/a.png", files.black_bomb()), Refused(LARGE_PICTURE)
    ),
    "author of Word": Sent("plan.docx", files.word_by_author, Cleaned((AUTHOR,))),
    "comment of the archive": Sent("plan.docx", files.word_with_comment_of_archive, Cleaned((AUTHOR,))),
    "tail behind Word": Sent("plan.docx", lambda: word_document() + SCRIPT.encode(), Cleaned((SCRIPT,))),
    "place of a picture in Word": Sent(
        "plan.docx", lambda: files.word_with("media/a.jpg", JPEG(author=AUTHOR)), Cleaned((AUTHOR, "Exif"))
    ),
    "tracked changes": Sent(
        "plan.docx",
        lambda: word_document('<w:p><w:del w:author="A"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>'),
        Cleaned(told="It holds tracked changes, deleted words among them: 1."),
    ),
    "hidden words": Sent(
        "plan.docx",
        lambda: word_document("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"),
        Cleaned(told="It holds text that is marked as hidden."),
    ),
}


def test_the_corpus_is_hostile_and_leaks_what_it_says() -> None:
    """Otherwise the next test would find gone what never was there."""
    assert len(CORPUS) >= 60
    for name, sent in CORPUS.items():
        if isinstance(sent.outcome, Cleaned) and sent.outcome.gone:
            before = files.seen_in(sent.name.lower(), sent.content())
            assert [words for words in sent.outcome.gone if words not in before] == [], name


@pytest.mark.parametrize("place", range(4))
def test_each_file_becomes_what_it_must_and_its_sender_reads_why(
    case: Case, client: FormClient, sign_in: SignIn, place: int
) -> None:
    sign_in(client, case.member_person)
    names = sorted(CORPUS)[place::4]
    became = {name: outcome_of(case, client, CORPUS[name]) for name in names}
    assert became == {name: CORPUS[name].outcome for name in names}


def outcome_of(case: Case, client: FormClient, sent: Sent) -> Refused | Cleaned:
    """Send a file by the form, let it be checked, and return what became of it as its sender reads it."""
    evidence = evidence_drafts.start_evidence(case.session, case.member, case.activity, case.group.id)
    address = f"/impact/evidence/{evidence.id}/files"
    parts = {"file": (io.BytesIO(sent.content()), sent.name)}
    answer = client.post_form(address, parts, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # the test client leaves what it wrote for a large body open
    if answer.status_code != 303:
        assert answer.status_code == 422
        return Refused(error_on(answer.text), is_at_once=True)
    for job in case.session.scalars(select(Job).where(Job.name == "files.clean")):
        clean(case.session, job, **job.args)
    file = case.session.scalars(select(StoredFile).order_by(StoredFile.id.desc())).first()
    assert file is not None
    page = unescape(client.get(address).text)
    assert file.name in page
    assert file.refusal in page
    if file.stands_at is FileState.REFUSED:
        is_other = isinstance(sent.outcome, Refused) and file.refusal == sent.outcome.or_else
        return sent.outcome if is_other else Refused(file.refusal)
    told = " ".join(file.hidden)
    assert told in page
    with open_file(case.session, file) as kept:
        after = files.seen_in(file.name.lower(), kept.read())
    gone = sent.outcome.gone if isinstance(sent.outcome, Cleaned) else ()
    return Cleaned(tuple(words for words in gone if words not in after), told)


def error_on(page: str) -> str:
    """Return the sentence beside the field, without what is only read aloud."""
    found = re.search(r'class="govuk-error-message">(.*?)</p>', page, flags=re.DOTALL)
    assert found is not None
    return " ".join(re.sub(r"<span.*?</span>|<.*?>", " ", unescape(found[1])).split())
