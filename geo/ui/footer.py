"""What stands under every page: data version, point of view, where the data comes from."""

from __future__ import annotations

import streamlit as st

from geo.i18n import Language, pick
from geo.model.view import View
from geo.store import Dataset
from geo.ui.plain import plain


def footer(dataset: Dataset, view: View, language: Language) -> None:
    """Draw the footer."""
    point_of_view = dataset.boundaries.points_of_view[view.point_of_view]
    st.divider()
    st.caption(
        plain(
            language.text(
                "footer.line",
                version=dataset.version,
                point_of_view=pick(point_of_view.names, language.tag),
            )
        )
    )
