"""A province of cases (做出来的一百万件): `python -m benchmarks.province --cases 100000 --database URL [--lives FILE]`.

Every case is a life that real people took step by step: the cases of the demo year, told once by the product itself
into FILE (var/lives.sqlite3, made when it is missing). A life is lived again by other people of the same roles, in
another town, at another enterprise, whole weeks earlier: so its states, versions, events, letters and deadlines belong
together as the product left them, and `manage.py check_integrity --sample N` finds nothing. What is counted anew:
numbers of cases and letters (dense, in the order of their days), open deadlines, hashes. The bytes of letters and files
are stand-ins of a line. The same seed gives the same province. Rows are written by COPY or executemany, without
indexes and foreign keys, which come (and are checked) afterwards.
"""
