"""What is measured, against what: one module a claim, run by `python -m benchmarks.<name>`; figures in RESULTS.md."""
