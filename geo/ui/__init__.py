"""The interface, with Streamlit: server, script, pages, and the state that a link carries."""
