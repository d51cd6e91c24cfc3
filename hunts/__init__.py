"""Long searches for faults, on a database of their own: SQLite, or PostgreSQL through `python -m tooling.postgresql`.

The last figures stand in docs/assurance.md.
"""
