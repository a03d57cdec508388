"""The standard library's CSV writer over a raw cursor: `python -m bench.reference.writer DATABASE FILE`."""

import csv
import sqlite3
import sys

from bench.memory import measured

if __name__ == "__main__":
    source, target = sys.argv[1:3]
    cursor = sqlite3.connect(source).execute("SELECT * FROM answer ORDER BY id")
    with measured(), open(target, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(cursor)
