"""How the product keeps its pace as cases grow, beside what a tutorial gives on the same rows.

`python -m benchmarks.scale --database URL [--smaller URL] [--only lists,search] [--rounds N]` on a database of
`benchmarks.province`. Everything of a chapter runs interleaved in shuffled order in one process, so that a busy machine
is busy for all; medians are compared, and each ratio is held against its goal. Peers are shown every case: they pay for
no rights. `--smaller` is a database with fewer cases, for growth. The chapter `steps` writes; the others only read.
"""
