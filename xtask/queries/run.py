"""Runs the queries of docs/queries.md with one engine, and compares their answers.

Usage: run.py <engine> <page>, in a folder with the tables. Prints what differs, and fails then.
"""

import csv
import io
import re
import sys


def blocks(page):
    """The fenced blocks of the page: what follows the marks, and the text."""
    return re.findall(r"^```(\w+(?: \w+)?)\n(.*?)^```$", page, re.M | re.S)


def duckdb():
    import duckdb

    connection = duckdb.connect()

    def run(text):
        answer = connection.execute(text)
        return [] if answer.description is None else answer.fetchall()

    return run


def datafusion():
    from datafusion import SessionContext

    context = SessionContext()

    def run(text):
        columns = context.sql(text).to_pydict().values()
        return list(zip(*columns))

    return run


def clickhouse():
    from chdb.session import Session

    session = Session()

    def run(text):
        return list(csv.reader(io.StringIO(session.query(text, "CSV").bytes().decode())))

    return run


def word(value):
    """A value as the page writes it: no engine's way of writing a whole number counts."""
    try:
        number = float(value)
    except ValueError:
        return str(value)
    return f"{number:g}"


def main(engine, page):
    run = {"duckdb": duckdb, "datafusion": datafusion, "clickhouse": clickhouse}[engine]()
    found = blocks(page)
    compared = 0
    for index, (kind, text) in enumerate(found):
        if kind in (f"sql {engine}", "sql every"):
            for statement in filter(str.strip, text.split(";\n")):
                run(statement)
        elif kind == "sql query":
            following, answer = found[index + 1]
            assert following == "csv", "a query is followed by its answer"
            _, *expected = csv.reader(io.StringIO(answer))
            got = [[word(value) for value in row] for row in run(text)]
            if got != [[word(value) for value in row] for row in expected]:
                sys.exit(f"{engine} answers otherwise than docs/queries.md:\n{text}\n{got}")
            compared += 1
    assert compared == sum(kind == "sql query" for kind, _ in found) >= 2
    print(f"{engine}: {compared} answers")


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as file:
        main(sys.argv[1], file.read())
