"""The script that Streamlit runs.

It stands in a folder of its own: Streamlit takes a folder ``pages`` beside a script for its older
kind of pages, and ours holds modules.
"""
