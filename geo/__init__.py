"""CSTO Atlas: what analytical texts say about the CSTO and its neighbours, on maps.

Importing the package is cheap: it reads no data and imports neither Streamlit nor folium.
"""

__version__ = "0.1.0"
