"""Draw a chart on any page: heading, figure, words and table, and what a click on it opens."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.query.selection import is_selection
from geo.render.chart import Chart
from geo.ui import state
from geo.ui.page import Context
from geo.ui.plain import plain


def draw_chart(context: Context, chart: Chart, shows_something: bool | None = None) -> None:
    """Draw a chart with its heading, its words for who can't see it and its table.

    A click on a point opens the evidence of the selection that the point stands for.

    Parameters
    ----------
    shows_something
        Whether there is anything to draw; by default, whether the view has claims.
    """
    words = context.language
    st.subheader(plain(chart.label(words)), anchor=chart.id)
    if "help" in chart.words:
        st.caption(plain(words.part(f"chart.{chart.id}.help", chart.words["help"])))
    if shows_something is None:
        shows_something = bool(context.selection.claims)
    if not shows_something:
        st.text(words.text("empty.chart"))
        return
    given = (context.dataset, context.view, context.selection, words)
    key = _chart_key(context, chart)

    def picked() -> None:
        marked = [chart.selection_of(point) for point in st.session_state[key].selection.points]
        known = [found for found in marked if found is not None and is_selection(context.dataset, found)]
        if known or not marked:
            state.select(known[0] if known else None)

    st.plotly_chart(
        chart.figure(*given),
        key=key,
        on_select=picked,
        selection_mode="points",
        alt=chart.alt(*given),
        config={"displayModeBar": False, "topojsonURL": "./"},
    )
    # Made when it is opened: a table costs the browser as much as the chart does.
    twin = st.expander(words.text("chart.table"), key=f"chart.{chart.id}.twin", on_change="rerun")
    if twin.open:
        twin.dataframe(pd.DataFrame(chart.table(*given)), key=f"chart.{chart.id}.table", hide_index=True)


def _chart_key(context: Context, chart: Chart) -> str:
    """Return the chart's key: a new one once what it has marked is no longer what is open.

    A chart remembers its marked point, and a click on that point would only take the mark away.
    """
    counter = f"chart.{chart.id}.times"
    times = st.session_state.get(counter, 0)
    held = st.session_state.get(f"chart.{chart.id}.{times}")
    points = held.selection.points if held is not None else []
    if points and context.view.selection not in [chart.selection_of(point) for point in points]:
        times = st.session_state[counter] = times + 1
    return f"chart.{chart.id}.{times}"
