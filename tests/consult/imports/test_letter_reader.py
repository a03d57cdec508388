"""The text of letters as files, whatever a stranger put into them."""

from pathlib import Path

import docx
import pikepdf
import pytest

from consult.imports.letter_reader import MAX_ATTACHMENTS, READERS, read_docx, read_eml, read_pdf, read_txt
from tests.support.documents import small_pdf
from tests.support.mails import mail


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Where the letter lies; its attachments go beside it."""
    return tmp_path / "letter"


def test_a_word_document_gives_paragraphs_and_tables_in_order(source: Path, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Before.")
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "left", "right"
    document.add_paragraph("After: Привет, مرحبا.")
    document.save(str(source))
    assert read_docx(source, tmp_path)["text"] == "Before.\n\nleft\tright\n\nAfter: Привет, مرحبا."


def test_a_pdf_with_a_password_says_so_and_a_scan_has_no_text(source: Path, tmp_path: Path) -> None:
    source.write_bytes(small_pdf())
    assert str(read_pdf(source, tmp_path)["text"]).strip() == ""
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.save(source, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    assert read_pdf(source, tmp_path) == {"trouble": "password"}


def test_a_text_is_read_in_its_encoding(source: Path, tmp_path: Path) -> None:
    source.write_bytes("No – thank you.".encode("windows-1252"))
    assert read_txt(source, tmp_path) == {"text": "No – thank you."}


def test_a_mail_gives_its_plain_words_its_sender_and_its_day(source: Path, tmp_path: Path) -> None:
    source.write_bytes(mail(page="<p>We are <b>not</b> read.</p>", files={"a.pdf": b"%PDF-"}).as_bytes())
    read = read_eml(source, tmp_path)
    assert str(read["text"]).split() == ["The", "consultation", "We", "are", "against", "the", "cameras."]
    assert (read["sender"], read["sent"]) == ("rita@people.example", "2026-01-12")
    assert read["files"] == [{"name": "a.pdf", "file": "0"}]
    assert (tmp_path / "0").read_bytes() == b"%PDF-"


def test_a_mail_that_is_a_page_alone_gives_its_words(source: Path, tmp_path: Path) -> None:
    message = mail()
    message.set_content("<p>No &amp; never.</p><script>steal()</script><div>Yours</div>", subtype="html")
    source.write_bytes(message.as_bytes())
    assert str(read_eml(source, tmp_path)["text"]).split() == ["The", "consultation", "No", "&", "never.", "Yours"]


def test_a_mail_in_a_mail_is_attached_and_no_more_than_a_number_of_files(source: Path, tmp_path: Path) -> None:
    files = {f"{number}.txt": b"a" for number in range(MAX_ATTACHMENTS + 5)}
    source.write_bytes(mail(files=files, inner=mail("Inner words.")).as_bytes())
    read = read_eml(source, tmp_path)
    assert isinstance(read["files"], list)
    assert len(read["files"]) == MAX_ATTACHMENTS
    source.write_bytes(mail(inner=mail("Inner words.")).as_bytes())
    assert read_eml(source, tmp_path)["files"] == [{"name": "mail.eml", "file": "0"}]
    assert b"Inner words." in (tmp_path / "0").read_bytes()


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (b"From: a@b.example\nContent-Type: text/plain; charset=no-such\n\nWords \xff here", "Words"),
        (b"From: a@b.example\nDate: no day\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nCut o", "Cut o"),
        (b"Subject: =?utf-8?b?broken\n\nAll the same", "All the same"),
    ],
)
def test_broken_parts_of_a_mail_leave_the_rest_readable(
    source: Path, tmp_path: Path, written: bytes, text: str
) -> None:
    source.write_bytes(written)
    assert text in str(read_eml(source, tmp_path)["text"])


def test_what_is_no_mail_is_told(source: Path, tmp_path: Path) -> None:
    source.write_bytes(b"Just words without any heading")
    assert read_eml(source, tmp_path) == {"trouble": "strange"}
    assert set(READERS) == {"pdf", "docx", "txt", "eml"}
