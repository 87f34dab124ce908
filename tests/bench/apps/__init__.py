"""The two pages that the atlas is compared with, each a stock Streamlit script."""
