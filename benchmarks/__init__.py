"""What is measured: each module is run by itself, ``python -m benchmarks.matching``."""
