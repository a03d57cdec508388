"""A report of 60 pages, and the auditor's pack of every response, in a process of its own to read its memory."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from pypdf import PdfReader

from bench.site import Site
from bench.table import Ratio
from consult.consultations.models import Activity, Consultation, State
from consult.exports.editions import newest_edition
from consult.exports.making import publish_results
from consult.kernel import clock
from consult.kernel.authz import SYSTEM
from consult.publishing.blocks import Bar, Bars, Heading, Paragraph, PublishedDocument, Quotation, Table
from consult.publishing.docx import make_docx
from consult.publishing.page import make_html
from consult.publishing.pdf import make_pdf

PAGES, PARTS = 60, 95


def measure_documents() -> list[Ratio]:
    """Return seconds of a report of 60 pages as PDF and for word processors, beside HTML."""
    document = _long_report()
    html = _seconds(lambda: make_html(document))
    pdf = _seconds(lambda: make_pdf(document))
    pages = len(PdfReader(io.BytesIO(make_pdf(document))).pages)
    if pages < PAGES:
        raise ValueError(f"The report has {pages} pages only.")
    docx = _seconds(lambda: make_docx(document))
    return [
        Ratio(f"report of {pages} pages as PDF", pdf, html, "s beside HTML", "<= 30 s"),
        Ratio(f"report of {pages} pages as DOCX", docx, html, "s beside HTML", "<= 30 s"),
    ]


def measure_pack(site: Site, folder: Path) -> list[Ratio]:
    """Return seconds and memory of the sealed pack of all responses, whose counts are checked, beside its responses."""
    with site.database.unit_of_work() as session:
        activity = session.get_one(Activity, site.activity_id)
        consultation = session.get_one(Consultation, activity.consultation_id)
        consultation.state, consultation.closes_at = State.CLOSED, clock.now() - timedelta(hours=1)
        people = (newest_edition(session, activity.id) or publish_results(session, SYSTEM, activity)).people
    target = folder / "pack.zip"
    command = [sys.executable, "-m", "bench.packing", str(site.activity_id), str(target)]
    done = subprocess.run(command, env={**os.environ, **site.environment}, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"bench.packing failed: {done.stderr.decode()[-2000:]}")
    found = json.loads(done.stdout.splitlines()[-1])
    if found["differences"] or found["rows"] != people:
        raise RuntimeError(f"The pack is not what it says: {found}")
    alone = found["responses_cpu"]
    return [
        Ratio(f"sealed pack of {people:,}", found["cpu"], alone, "CPU s beside the export of responses", "-"),
        Ratio(
            f"sealed pack of {people:,}, memory", found["resident_mb"], found["idle_mb"], "MB beside idle", "<= 256 MB"
        ),
    ]


def _long_report() -> PublishedDocument:
    blocks: list[Heading | Paragraph | Quotation | Table | Bars] = []
    for number in range(PARTS):
        rows = tuple((f"Answer {line} to question {number}", f"{line * 5:,}", str(line)) for line in range(12))
        bars = tuple(Bar(row[0], row[1], line / 12) for line, row in enumerate(rows))
        blocks += [
            Heading(2, f"Question {number}"),
            Bars(f"What was answered to question {number}", bars),
            Table(f"Question {number}?", ("Answer", "People", "Per cent"), rows, numbers=1),
            Paragraph("People could choose more than one answer. " * 6),
            Quotation("We were seen, and nobody said why. " * 6, "Published text TX-0000-0000"),
        ]
    return PublishedDocument("Report of the bench", "Council", tuple(blocks), has_contents=True)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
