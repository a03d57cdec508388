"""Every number that the public can reach stands in what was stored, and none moves when somebody comes or goes."""

import csv
import io
import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

import openpyxl
import pikepdf
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from consult.comments.services import publish
from consult.consultations.models import Activity, Consultation, State
from consult.contract.deployment import deployment_of
from consult.decisions import issues
from consult.decisions import services as decisions
from consult.decisions.answers import AnswerDetails
from consult.decisions.models import Decision, Disposition
from consult.desk.exclusions import exclude
from consult.desk.readings import record_reading
from consult.disclosure.rules import ORDINARY
from consult.exports.making import publish_results
from consult.exports.models import Edition
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import database_of
from consult.reports.making import report_of, sections_on_offer
from consult.reports.models import ReportCount
from consult.reports.versions import ask_for_report, digest_of, make_version, publish_report
from consult.submissions.models import Cause, Status, Submission
from consult.submissions.revision import revise
from tests.consult.exports.test_exact_publication import make as publish_exact_counts
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.support import pdfs
from tests.support.deployments import change_deployment
from tests.support.pages import read_leniently, words_in
from tests.support.web import FormClient

ASKED = {
    "asks_consent": True,
    "questions": [
        {"key": "position", "kind": "scale", "label": "Do you support it?", "scale": "support", "sensitive": False},
        {"key": "reasons", "kind": "long_text", "label": "Why?"},
    ],
}
OPINIONS = ("support", "support", "oppose", "strongly_oppose", "dont_know")
COUNTED = re.compile(r"(?:[Aa]bout |[Ff]rom )?(\d[\d,]*) (?:responses?|people|points|persons?|comments)\b")
PLAIN = re.compile(r"\d[\d,]*")
IN_SENTENCES = {"0", "4", "5", "10"}
"""Of the rules, as the page says them: 0 can be up to 4 people, a multiple of 5, 10 or more apart."""


@dataclass(frozen=True)
class Case:
    """A decided consultation: a way in which 130 took part, with cross-tables, and one of 24 with exact counts."""

    consultation: Consultation
    many: Activity
    few: Activity


@pytest.fixture
def case(session: Session) -> Case:
    """All that can be published of a consultation is."""
    settings = deployment_of(session).settings
    with_exact = replace(settings, council=replace(settings.council, may_publish_exact_counts=True))
    change_deployment(database_of(session), settings=with_exact)
    consultation = make_consultation(session, state=State.ANALYSING, slug="cameras", title="Cameras")
    many = make_activity(session, consultation, title="Tell us", questions=ASKED)
    few = make_activity(session, consultation, title="At the meeting", questions=ASKED, position=1)
    for activity, people in ((many, 130), (few, 24)):
        for number in range(people):
            answers = {"position": OPINIONS[number % 5]}
            if number < 10:
                answers |= {"reasons": f"Reason {'abcdefghij'[number]}.", "consent_to_publish": "unnamed"}
            make_submission(session, activity, answers=answers, area="Abbey" if number % 3 else "Beckton")
    session.expire(consultation, ["activities"])
    officer = make_actor(session, Role.OFFICER)
    written = _written(session, many)
    for response in session.scalars(select(Submission)):
        record_reading(session, officer, response)
    publish(session, officer, many, [response.id for response in written])
    publish_results(session, officer, many, with_crossed=True)
    publish_results(session, officer, few)
    publish_exact_counts(session, few)
    _decide(session, consultation, written)
    _report(session, consultation)
    return Case(consultation, many, few)


def _written(session: Session, activity: Activity) -> list[Submission]:
    found = session.scalars(select(Submission).where(Submission.activity_id == activity.id).order_by(Submission.id))
    return [one for one in found if "reasons" in one.answers]


def _decide(session: Session, consultation: Consultation, cited: list[Submission]) -> None:
    officer = make_actor(session, Role.OFFICER)
    issue = issues.add_issue(session, officer, consultation, "Who is watched", "People fear mistakes.")
    for response in cited:
        issues.cite(session, issue, response, officer)
    details = AnswerDetails(changed_paragraph="Paragraph three")
    issues.answer_issue(session, officer, issue, Disposition.CHANGED, "We asked.", "Cabinet", issue.version, details)
    texts = dict.fromkeys(decisions.TEXTS, "As decided.")
    decisions.save_decision(session, officer, consultation, texts, "Cabinet", clock.london(clock.now()).date(), 0)
    decisions.publish_decision(session, officer, consultation, unread_reason="Some came late.")


def _report(session: Session, consultation: Consultation) -> None:
    sections = [section.code for section in sections_on_offer(session)]
    ask_for_report(session, make_actor(session, Role.OFFICER), consultation, sections)
    digest = digest_of(report_of(session, consultation, sections))
    job = publish_report(session, make_actor(session, Role.OFFICER), consultation, digest)
    make_version(session, job, **job.args)


def walked(client: FormClient, session: Session, start: str = "/") -> dict[str, str | bytes]:
    """Return what everybody reads at each address that links lead to: the words of a page, the bytes of a file."""
    session.expire_all()
    found: dict[str, str | bytes] = {}
    waiting = deque([start])
    while waiting:
        address = waiting.popleft()
        if address in found:
            continue
        answer = client.get(address)
        found[address] = b""
        if answer.status_code != 200:
            continue
        if not answer.content_type.startswith("text/html"):
            found[address] = _as_read(answer.data)
            continue
        page = read_leniently(answer.text)
        # What all pages share has no number of people; a moment is told by no page but in its own words.
        found[address] = words_in(page.find(".//main"))
        waiting.extend(link for link in _links(page, address) if link not in found)
    return found


def _as_read(file: bytes) -> str | bytes:
    """Return a file as it is; of a PDF, which says when it was made, the words."""
    if not file.startswith(b"%PDF"):
        return file
    with pikepdf.open(io.BytesIO(file)) as pdf:
        return pdfs.words_of(pdf)


def _links(page: object, address: str) -> Iterator[str]:
    for link in page.iter("a", "link"):  # type: ignore[attr-defined]  # an element of lxml
        target = urlsplit(urljoin(f"http://localhost{address}", link.get("href") or ""))
        if target.netloc == "localhost" and not target.path.startswith(("/static", "/assets", "/sign-in")):
            yield target.path + (f"?{target.query}" if target.query else "")


def stored(session: Session) -> set[str]:
    """Return every number that was stored to be told of people."""
    found: set[int] = set()
    for edition in session.scalars(select(Edition).options(undefer(Edition.crossed))):
        found |= {edition.people, edition.total}
        for table in edition.tables:
            found |= {line["people"] for line in table["lines"] if line["people"] is not None}
            found |= {int(line["percent"]) for line in table["lines"] if line["percent"] is not None}
            found.add(table.get("base") or 0)
        for crossed in edition.crossed["tables"] if edition.crossed else []:
            found |= {people for row in crossed["people"] for people in row}
        if edition.exact is not None:
            found |= {people for lines in edition.exact.counts.values() for people in lines.values()}
    for decision in session.scalars(select(Decision)):
        assert decision.issues is not None
        found.add(ORDINARY.rounded(decision.issues["received"]))
        found |= {issue[name] for issue in decision.issues["issues"] for name in ("told_points", "told_cited")}
    found |= set(session.scalars(select(ReportCount.number)))
    return {f"{number:,}" for number in found}


def _adds(session: Session, activity: Activity) -> None:
    late = make_submission(session, activity, answers={"position": "strongly_oppose"}, area="Beckton")
    record_reading(session, make_actor(session, Role.OFFICER), late)


def _excludes(session: Session, activity: Activity) -> None:
    exclude(session, make_actor(session, Role.OFFICER), activity, _some(session, activity), "abusive", "")


def _corrects(session: Session, activity: Activity) -> None:
    said = {"position": "dont_know"}
    revise(session, activity, _some(session, activity), Cause.CORRECTION, reason="Misread.", answers=said)


def _withdraws(session: Session, activity: Activity) -> None:
    revise(session, activity, _some(session, activity), Cause.WITHDRAWAL, status=Status.WITHDRAWN)


def _erases(session: Session, activity: Activity) -> None:
    revise(session, activity, _some(session, activity), Cause.ERASURE, status=Status.WITHDRAWN)


def _some(session: Session, activity: Activity) -> Submission:
    """Return somebody who wrote no words: these would go from the pages, as they must."""
    found = select(Submission).where(Submission.activity_id == activity.id, Submission.status == Status.SUBMITTED)
    return next(one for one in session.scalars(found.order_by(Submission.id)) if "reasons" not in one.answers)


def test_no_public_byte_moves_when_people_come_go_or_change(client: FormClient, session: Session, case: Case) -> None:
    before = walked(client, session)
    for name in ("results", "results.csv", "results.xlsx", "outcome", "comments", "reports"):
        assert f"/consultations/cameras/{name}" in before
    assert f"/consultations/cameras/results/{case.few.id}/exact-counts" in before
    changes: tuple[Callable[[Session, Activity], None], ...] = (_adds, _excludes, _corrects, _withdraws, _erases)
    for change in changes:
        for activity in (case.many, case.few):
            change(session, activity)
        after = walked(client, session)
        assert {address for address in before if after.get(address) != before[address]} == set(), change.__name__
        assert after.keys() == before.keys()


def test_every_number_of_people_on_any_public_page_was_stored(client: FormClient, session: Session, case: Case) -> None:
    pages = {address: words for address, words in walked(client, session).items() if isinstance(words, str)}
    known = stored(session) | IN_SENTENCES
    told = {(address, number) for address, words in pages.items() for number in COUNTED.findall(words)}
    assert len(told) >= 15
    assert {(address, number) for address, number in told if number not in known} == set()


def test_every_number_of_the_files_and_tables_is_the_stored_one(
    client: FormClient, session: Session, case: Case
) -> None:
    editions = {one.activity_id: one for one in session.scalars(select(Edition).options(undefer(Edition.crossed)))}
    titles = {case.many.title: editions[case.many.id], case.few.title: editions[case.few.id]}
    there = {
        (title, table["key"], line["code"]): (line["people"], line["percent"])
        for title, edition in titles.items()
        for table in edition.tables
        for line in table["lines"]
    }
    for rows in _rows_of_each_file(client):
        told = {
            (row["activity"], row["key"], str(row["code"] or "")): (
                int(row["people"]),
                float(row["percent"]) if row["percent"] not in {None, ""} else None,
            )
            for row in rows
        }
        assert told == there
    crossed = list(csv.DictReader(io.StringIO(_text(client, "results-tables.csv"), newline="")))
    tables = editions[case.many.id].crossed
    assert tables is not None
    assert [int(row["people"]) for row in crossed] == [
        people for table in tables["tables"] for line in table["people"] for people in line
    ]


def _text(client: FormClient, name: str) -> str:
    return str(client.get(f"/consultations/cameras/{name}").data, "utf-8-sig")


def _rows_of_each_file(client: FormClient) -> Iterator[list[dict[str, Any]]]:
    yield list(csv.DictReader(io.StringIO(_text(client, "results.csv"), newline="")))
    yield [json.loads(line) for line in _text(client, "results.jsonl").splitlines()]
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/consultations/cameras/results.xlsx").data))["Results"]
    head, *rows = sheet.iter_rows(values_only=True)
    yield [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_the_lines_of_the_results_page_are_the_stored_ones(client: FormClient, session: Session, case: Case) -> None:
    page = read_leniently(client.get("/consultations/cameras/results").text)
    cells = [words_in(cell) for cell in page.iter("td") if PLAIN.search(words_in(cell))]
    known = stored(session)
    assert len(cells) > 20
    assert {number for cell in cells for number in PLAIN.findall(cell) if number not in known} == set()
