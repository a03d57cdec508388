"""The child process that opens a stranger's file: little memory, little time, and nothing but its two files.

`python -m consult.files.cleaners ENDING SOURCE TARGET TITLE` prints what it found as JSON.
"""

import json
import resource
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from consult.files.cleaners.findings import TOO_COMPLICATED, Finding, Refused

ADDRESSES = 2 * 1024**3
MEMORY = 280 * 1024**2
"""What the child may hold of its own; with the programs that it loads it stays within 300 MB."""
LARGEST_STREAM = 64 * 1024**2
"""What one part of a PDF that has to be read may unpack to."""
SECONDS = 20
LARGEST_RESULT = 200 * 1024**2

Cleaner = Callable[[Path, Path, str], Sequence[Finding]]


def _pdf(source: Path, target: Path, title: str) -> Sequence[Finding]:
    from pikepdf import settings

    from consult.files.cleaners.pdf import clean_pdf

    # A bomb is refused while it unpacks, before it is read; what a picture unpacks to is never looked at here.
    settings.set_qpdf_limits(flate_max_memory=LARGEST_STREAM)
    return clean_pdf(source, target, title)


def _office(source: Path, target: Path, title: str) -> Sequence[Finding]:
    from consult.files.cleaners.office import clean_office

    return clean_office(source, target, title)


def _picture(format_name: str) -> Cleaner:
    def clean(source: Path, target: Path, _title: str) -> Sequence[Finding]:
        from consult.files.cleaners.pictures import clean_picture

        return clean_picture(source, target, format_name)

    return clean


def _text(source: Path, target: Path, _title: str) -> Sequence[Finding]:
    from consult.files.cleaners.text import clean_text_file

    return clean_text_file(source, target)


def _csv(source: Path, target: Path, _title: str) -> Sequence[Finding]:
    from consult.files.cleaners.text import clean_csv

    return clean_csv(source, target)


CLEANERS: Mapping[str, Cleaner] = {
    "pdf": _pdf,
    "docx": _office,
    "odt": _office,
    "xlsx": _office,
    "ods": _office,
    "csv": _csv,
    "txt": _text,
    "png": _picture("PNG"),
    "jpg": _picture("JPEG"),
}


def main(ending: str, source: str, target: str, title: str) -> int:
    """Clean one file within the limits; the result goes to standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_RESULT, LARGEST_RESULT))
    try:
        findings = CLEANERS[ending](Path(source), Path(target), title)
    except Refused as refused:
        print(json.dumps({"refused": str(refused)}))
        return 0
    except MemoryError:
        print(json.dumps({"refused": str(TOO_COMPLICATED)}))
        return 0
    print(json.dumps({"findings": [[finding.code, finding.detail] for finding in findings]}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
