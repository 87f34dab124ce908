"""`make bench`: the atlas beside an empty Streamlit page and the usual folium page, in one run.

Nothing here is collected by pytest but test_bench.py, which tests the parts that need no server.
"""
