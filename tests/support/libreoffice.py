"""LibreOffice reads what was written for word processors, as people who have no other program do."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def read_by_libreoffice(content: bytes, folder: Path) -> str:
    """Return the text that LibreOffice Writer finds in a DOCX; skips the test where Writer is not installed."""
    program = shutil.which("soffice")
    if program is None or not Path(program).resolve().with_name("libswlo.so").exists():  # Writer is a part of its own
        if os.environ.get("CONSULT_REQUIRE_LIBREOFFICE") == "1":
            pytest.fail("LibreOffice Writer was not found.")
        pytest.skip("LibreOffice Writer was not found: install it (Debian: apt install libreoffice-writer).")
    (folder / "written.docx").write_bytes(content)
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = [program, home, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    subprocess.run([*asked, str(folder / "written.docx")], check=True, capture_output=True, timeout=120)
    return (folder / "written.txt").read_text()
