"""The files of a signed assessment are there for everybody."""

import io
import zipfile
from collections.abc import Iterator

import pikepdf
import pytest
from sqlalchemy.orm import Session

from plugins.impact.assessments.exemptions import Exemption
from plugins.impact.assessments.models import AssessmentVersion
from plugins.impact.engagement.withholding import withhold
from tests.plugins.impact.engagement.conftest import make_log
from tests.support.pdfs import words_of
from tests.support.web import FormClient


@pytest.mark.parametrize(("ending", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_version_is_taken_as_a_file(signed: AssessmentVersion, client: FormClient, ending: str, start: bytes) -> None:
    place = f"/impact/assessments/{signed.assessment.number}"
    assert f"/versions/1.{ending}" in client.get(place).text
    answer = client.get(f"{place}/versions/1.{ending}")
    assert answer.data.startswith(start)
    assert f"{signed.assessment.number}-version-1.{ending}" in answer.headers["Content-Disposition"]
    assert client.get(f"{place}/versions/2.{ending}").status_code == 404


def _strings_in(part: object) -> Iterator[str]:
    if isinstance(part, pikepdf.String):
        yield str(part)
    elif isinstance(part, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
        for item in part if isinstance(part, pikepdf.Array) else part.values():
            # Each indirect object is looked through by itself.
            if not getattr(item, "is_indirect", False):
                yield from _strings_in(item)


def _all_in_pdf(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert bool(pdf.Root["/MarkInfo"]["/Marked"])
        assert "/K" in pdf.Root["/StructTreeRoot"]
        assert str(pdf.Root["/Lang"]).lower().startswith("en")
        streams = [part.read_bytes().decode("latin-1") for part in pdf.objects if isinstance(part, pikepdf.Stream)]
        strings = [text for part in pdf.objects for text in _strings_in(part)]
        return "\n".join([words_of(pdf), content.decode("latin-1"), *streams, *strings])


def _all_in_docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join([*archive.namelist(), *(archive.read(name).decode("latin-1") for name in archive.namelist())])


def test_a_withheld_word_is_in_no_byte_of_page_pdf_and_docx(session: Session, client: FormClient) -> None:
    log, secret = make_log(session), "Quillfeather"
    hidden = log.desk.write(log.assessment, "places", {"name": f"{secret} Meetinghouse", "kind": "worship"})
    log.desk.withhold(hidden, "name", secret)
    voice = log.heard(log.held(), log.contact(), said=f"Ask {secret} of Broadwayside.")
    exemption = Exemption(field="said", passage=secret, exemption="s40", reason="It names a person.")
    withhold(session, log.desk.author, voice.engagement, voice.id, exemption)
    log.desk.sign_again(log.assessment)
    log.desk.sign_again(log.assessment)
    place = f"/impact/assessments/{log.assessment.number}"
    pages = [place, f"{place}/versions/1", f"{place}/versions/2/changes", "/impact/assessments"]
    said = [client.get(page).text for page in (*pages, "/registers/impact.assessments")]
    files = [
        _all_in_pdf(client.get(f"{place}/versions/2.pdf").data),
        _all_in_docx(client.get(f"{place}/versions/2.docx").data),
    ]
    assert [text.lower().count(secret.lower()) for text in (*said, *files)] == [0] * 7
    # What stands beside it is there, so the word would have been found; and each mark says which exemption and why.
    for text in (said[0], *files):
        packed = "".join(text.split())
        for words in ("Meetinghouse", "Broadwayside", "withheld,Section31", "withheld,Section40", "Itnamesaperson."):
            assert words in packed
