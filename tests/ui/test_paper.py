"""The length of a page in print: reckoned, set closer, and at the last cut with a word about it."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo.ui import paper as paper_module
from geo.ui.paper import ROWS_OF_A_CUT_TABLE, SHEET, TYPES, Paper

STYLE = Path(paper_module.__file__).parent / "assets" / "layout.css"
SHORT = {"a": "one", "b": "two"}
LONG = {"a": "x" * 100, "b": "y" * 100}


def paper(rows: int, row: dict[str, str] = SHORT) -> Paper:
    made = Paper()
    made.table([row] * rows)
    return made


def test_more_rows_are_set_closer_and_at_the_last_cut():
    assert [paper(rows).type for rows in (5, 60, 80, 95, 200)] == [
        "usual",
        "usual",
        "close",
        "closest",
        "cut",
    ]
    assert paper(30, LONG).type != paper(30).type


@given(st.lists(st.integers(0, 60), max_size=6))
def test_what_is_added_never_makes_the_type_larger(tables):
    made, order = Paper(), [*(name for name, _size in TYPES), "cut"]
    before = order.index(made.type)
    for rows in tables:
        made.table([LONG] * rows)
        made.beside(rows, 0)
        made.text("word " * rows, columns=2)
        assert before <= order.index(made.type)
        before = order.index(made.type)


def test_the_sheet_says_what_was_cut():
    def script(rows):
        from geo.i18n import language
        from geo.ui.paper import Paper

        made = Paper()
        made.table([{"a": "x"}] * rows)
        made.mark(language("en"))

    cut = AppTest.from_function(script, kwargs={"rows": 100}).run()
    assert [item.value for item in cut.text] == [
        f"Cut to fit on one sheet: each table shows its first {ROWS_OF_A_CUT_TABLE} rows, and 91 more are on the page itself."
    ]
    assert not AppTest.from_function(script, kwargs={"rows": 5}).run().text


def test_a_cut_page_fits():
    made = Paper()
    for _ in range(3):
        made.table([LONG] * ROWS_OF_A_CUT_TABLE)
    made.beside(ROWS_OF_A_CUT_TABLE)
    for _ in range(30):
        made.text("source " * 12, columns=2)
    assert made._pixels * TYPES[-1][1] <= SHEET
    # The style sheet cuts where the sentence says.
    assert f"tr:nth-child(n + {ROWS_OF_A_CUT_TABLE + 1})" in STYLE.read_text("utf-8")
