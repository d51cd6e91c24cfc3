"""What a query plan says, on both databases: which tables are read whole, and what is sorted."""

import re
from contextlib import contextmanager

from django.db import connection

WHOLE = {
    "postgresql": re.compile(r"Seq Scan on (mediation_\w+)"),
    # SQLite walks through the cases themselves in the order of their ids and stops at the end of the page.
    "sqlite": re.compile(r"SCAN (mediation_(?!dispute\b|words_index\b)\w+)$", re.M),
}
SORTED = {"postgresql": re.compile(r"^\s*(?:->)?\s*Sort\s", re.M), "sqlite": re.compile("USE TEMP B-TREE FOR ORDER BY")}


AVOIDED = ("seqscan", "sort", "incremental_sort", "bitmapscan")  # an index for values in no order is read by a bitmap


@contextmanager
def planned(in_order=False):
    """The plans of the questions asked inside, as text; PostgreSQL reads a table whole, or sorts, only where it must.

    Not those of counts: they stop at their cap, whatever they read.
    """
    plans = []

    def explain(execute, sql, params, many, context):
        if sql.startswith("SELECT") and "COUNT(" not in sql:
            with connection.cursor() as cursor:
                how = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
                cursor.cursor.execute(f"{how} {sql}", params)
                plans.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        _avoid(cursor, "off", in_order)
    with connection.execute_wrapper(explain):
        yield plans
    with connection.cursor() as cursor:
        _avoid(cursor, "on", in_order)


def _avoid(cursor, switch, in_order):
    for what in AVOIDED[: len(AVOIDED) if in_order else 1]:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL enable_{what} = {switch}")


def read_whole(plans):
    """The tables that plans read from one end to the other."""
    return {table for plan in plans for table in WHOLE[connection.vendor].findall(plan)}


def sorts(plans):
    """How many plans sort what they found."""
    return sum(bool(SORTED[connection.vendor].search(plan)) for plan in plans)
