"""PDFs written anew."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from consult.files.cleaners.findings import Finding, Refused
from consult.files.cleaners.pdf import clean_pdf
from tests.support.documents import small_pdf


def cleaned(tmp_path: Path, content: bytes) -> tuple[bytes, list[Finding]]:
    source, target = tmp_path / "before", tmp_path / "after"
    source.write_bytes(content)
    findings = list(clean_pdf(source, target, "The plan"))
    with pikepdf.open(target) as pdf:
        out = io.BytesIO()
        # Packed streams would hide what is searched for.
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return out.getvalue(), findings


def with_annotation(**entries: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries))
        page.obj.Annots = Array([annotation])
        if entries["Subtype"] == Name.Widget:
            pdf.Root.AcroForm = Dictionary(Fields=Array([annotation]))
        pdf.save(out)
    return out.getvalue()


def test_scripts_authors_and_earlier_versions_go_and_the_title_is_the_public_one(tmp_path: Path) -> None:
    after, findings = cleaned(tmp_path, small_pdf(script="app.alert(1)", author="Mrs Miggins"))
    for unseen in (b"app.alert", b"OpenAction", b"Miggins", b"JavaScript"):
        assert unseen not in after
    assert b"The plan" in after
    assert findings == []


@pytest.mark.parametrize(
    "entries",
    [
        {"Subtype": Name.Link, "A": Dictionary(S=Name.JavaScript, JS=String("danger()"))},
        {"Subtype": Name.Link, "A": Dictionary(S=Name.Launch, F=String("danger.exe"))},
        {"Subtype": Name.Link, "A": Dictionary(S=Name.URI, URI=String(" javascript:danger()"))},
        {"Subtype": Name.Link, "A": Dictionary(S=Name.GoToR, F=String("//host/danger"))},
        {"Subtype": Name.Widget, "AA": Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("danger()")))},
        {"Subtype": Name.FileAttachment, "FS": Dictionary(F=String("danger.exe"))},
        {
            "Subtype": Name.Link,
            "A": Dictionary(
                S=Name.URI, URI=String("https://a.example"), Next=Dictionary(S=Name.JavaScript, JS=String("danger()"))
            ),
        },
    ],
)
def test_whatever_runs_or_fetches_is_taken_out(tmp_path: Path, entries: dict[str, Any]) -> None:
    after, _ = cleaned(tmp_path, with_annotation(**entries))
    assert b"danger" not in after


def test_links_to_pages_stay(tmp_path: Path) -> None:
    link = {"Subtype": Name.Link, "A": Dictionary(S=Name.URI, URI=String("https://council.example/plan"))}
    assert b"council.example/plan" in cleaned(tmp_path, with_annotation(**link))[0]


def test_attached_files_go(tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["secret.txt"] = pikepdf.AttachedFileSpec(pdf, b"the secret list")
        pdf.save(out)
    after, _ = cleaned(tmp_path, out.getvalue())
    assert b"secret" not in after


def test_comments_are_counted(tmp_path: Path) -> None:
    _, findings = cleaned(tmp_path, with_annotation(Subtype=Name.Text, Contents=String("Is he guilty?")))
    assert findings == [Finding("comments", "1")]


def test_a_signature_is_named(tmp_path: Path) -> None:
    signed = with_annotation(Subtype=Name.Widget, FT=Name.Sig, V=Dictionary(Type=Name.Sig, Name=String("Somebody")))
    assert Finding("signature") in cleaned(tmp_path, signed)[1]


def test_one_with_a_password_or_damaged_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(Refused, match="password"):
        cleaned(tmp_path, out.getvalue())
    with pytest.raises(Refused, match="cannot be opened"):
        cleaned(tmp_path, b"%PDF-1.7\n<script>")
