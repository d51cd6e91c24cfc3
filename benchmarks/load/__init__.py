"""Sixteen people of mixed roles at once: `python -m benchmarks.load --database URL [--minutes 5] [--pause 2]`.

On a database of `benchmarks.province`. gunicorn serves the product with two workers, as it is served in an office, but
for the static files; everybody signs in, opens pages as the role does, and thinks for a while in between. One of them
asks costly questions all the time, which may be answered with the request to narrow the filter. Printed are the answers
by page (how many, median, 95th percentile, longest, in milliseconds), every answer that is an error, and the memory of
the workers after the first tenth of the time and at the end. The exit code is 1 when something failed.
"""
