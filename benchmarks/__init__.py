"""What palermo costs in time, memory and bytes, beside the same questions asked of the CSV files with pandas.

`python -m benchmarks` measures and prints. See docs/concepts/speed.md.
"""
