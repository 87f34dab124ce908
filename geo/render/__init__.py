"""Draws a view: the map's payload and files, the folium host and the charts. Knows no Streamlit.

Only this layer knows folium and plotly. The map itself is drawn in the browser by the modules in
``assets/``; what is here says what to draw, in a few kilobytes of JSON.
"""
