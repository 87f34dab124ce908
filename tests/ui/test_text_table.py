"""A table that Streamlit lets readers download begins no cell with a formula."""

from streamlit.testing.v1 import AppTest


def _page():
    from geo.ui.record import text_table

    rows = [("=HYPERLINK(1)", "plain"), ("+1", "@x"), ("-2", "")]
    text_table("tried", rows, {"one": 100, "two": 100}, str.upper)


def test_no_cell_begins_a_formula():
    table = AppTest.from_function(_page).run().dataframe[0].value
    assert list(table["one"]) == ["'=HYPERLINK(1)", "'+1", "'-2"]
    assert list(table["two"])[:2] == ["plain", "'@x"]
