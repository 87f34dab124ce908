"""Answers from the dataset for a view. Pure: no Streamlit, no folium, no files."""
