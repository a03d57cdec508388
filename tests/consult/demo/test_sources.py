"""The files that come with the demonstration."""

import csv
import io

from consult.demo.sources import ATTRIBUTION, FACES, STATEMENTS, WARDS, read_source


def test_every_file_is_named_with_its_source_in_the_readme() -> None:
    readme = read_source("README.md").decode()
    assert all(name in readme for name in (FACES, STATEMENTS, WARDS))
    assert ATTRIBUTION in " ".join(readme.replace("\n> ", " ").split())


def test_there_are_24_opinions_among_the_statements() -> None:
    rows = list(csv.DictReader(io.StringIO(read_source(STATEMENTS).decode())))
    opinions = [row for row in rows if 15 <= int(row["comment-id"]) <= 38]
    assert (len(rows), len(opinions)) == (39, 24)
    assert {row["moderated"] for row in opinions} == {"1"}
