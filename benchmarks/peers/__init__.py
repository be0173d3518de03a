"""What a programme lead's analyst would write instead: one Streamlit script a way of drawing.

Each draws the points of the CSV file that ``BENCH_POINTS`` names (name, sector, latitude,
longitude) under one filter, the box "Sector". ``benchmarks.servers`` starts them.
"""
