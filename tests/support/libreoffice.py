"""LibreOffice reads what was written for word processors, as people who have no other program do."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def read_by_libreoffice(content: bytes, folder: Path) -> str:
    """Return the text that LibreOffice Writer finds in a DOCX; skips the test where Writer is not installed."""
    return saved_by_libreoffice(content, folder, "docx", "txt", "txt:Text (encoded):UTF8").decode()


def text_of_pdf(content: bytes, folder: Path) -> str:
    """Return what a PDF says, line by line as it is set; skips the test where pdftotext is not installed."""
    program = shutil.which("pdftotext")
    if program is None:
        if os.environ.get("CONSULT_REQUIRE_LIBREOFFICE") == "1":
            pytest.fail("pdftotext was not found.")
        pytest.skip("pdftotext was not found: install it (Debian: apt install poppler-utils).")
    (folder / "read.pdf").write_bytes(content)
    asked = [program, "-layout", str(folder / "read.pdf"), "-"]
    return subprocess.run(asked, check=True, capture_output=True, timeout=60, text=True).stdout


def saved_by_libreoffice(content: bytes, folder: Path, ending: str, wanted: str, written_as: str = "") -> bytes:
    """Return what LibreOffice Writer makes of a file when it opens it and saves it as another kind."""
    program = shutil.which("soffice")
    if program is None or not Path(program).resolve().with_name("libswlo.so").exists():  # Writer is a part of its own
        if os.environ.get("CONSULT_REQUIRE_LIBREOFFICE") == "1":
            pytest.fail("LibreOffice Writer was not found.")
        pytest.skip("LibreOffice Writer was not found: install it (Debian: apt install libreoffice-writer).")
    (folder / f"written.{ending}").write_bytes(content)
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    made = folder / "saved"
    asked = [program, home, "--headless", "--convert-to", written_as or wanted, "--outdir", str(made)]
    subprocess.run([*asked, str(folder / f"written.{ending}")], check=True, capture_output=True, timeout=120)
    return (made / f"written.{wanted}").read_bytes()
