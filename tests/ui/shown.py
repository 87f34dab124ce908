"""What the components of a page show, and changes made as the panel makes them, without a browser."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from geo.i18n import language
from geo.ui import state
from geo.ui.atlas import atlas
from geo.ui.filter_panel import read_change
from geo.ui.page import pages
from geo.ui.server import SCRIPT
from geo.ui.table import COLUMNS, claim_row


def opened(page: str, seconds: float = 60, /, **query: str | list[str]) -> AppTest:
    """Open one page at an address; each of its runs may take so many seconds."""
    test = AppTest.from_file(str(SCRIPT), default_timeout=seconds)
    for key, value in query.items():
        test.query_params[key] = value
    # AppTest opens the first page by itself; a page is known by the hash of its path.
    test._page_hash = calc_hash(page) if page != next(iter(pages())) else test._page_hash
    test.run()
    assert not test.exception, [item.value for item in test.exception]
    return test


def components(test: AppTest, name: str) -> dict[str, dict[str, Any]]:
    """Return the data of each component of one kind, by the end of its id, which is its key."""
    found = [item.proto for item in test.get("bidi_component") if item.proto.component_name == f"geo.{name}"]
    return {proto.id.split("-", 2)[-1]: json.loads(json.loads(proto.json)[0]) for proto in found}


def panel(test: AppTest) -> dict[str, Any] | None:
    """Return what the panel of filters shows; None where there is none."""
    return next(iter(components(test, "filters").values()), None)


def chosen(test: AppTest, key: str) -> list[str]:
    """Return what is chosen in one control of the panel."""
    shown = panel(test)
    assert shown is not None
    return list(shown["chosen"][key])


def choose(test: AppTest, **values: Sequence[str]) -> AppTest:
    """Choose in the panel and run the page again, as the component's callback does."""
    shown = panel(test)
    assert shown is not None
    sent = {
        "number": shown["answered"] + 1,
        "chosen": {**shown["chosen"], **{k: list(v) for k, v in values.items()}},
    }
    read = read_change(atlas(), test.session_state[state.VIEW], sent)
    assert read is not None
    test.session_state[state.VIEW], test.session_state[state.ANSWERED] = read
    test.session_state[state.CHANGED] = True
    test.run()
    assert not test.exception, [item.value for item in test.exception]
    return test


def table(test: AppTest, name: str) -> pd.DataFrame:
    """Return a table as it is shown, its rows indexed by what they open."""
    (data,) = [data for key, data in components(test, "table").items() if key.endswith(f"table.{name}")]
    headings = [column["label"] for column in data["columns"]]
    rows = data["rows"] if "rows" in data else [
        claim_row(atlas(), one, data["language"]) for one in data["ids"]
    ]  # fmt: skip
    return pd.DataFrame(rows, index=data["selections"], columns=headings, dtype="object")


def claims(test: AppTest, name: str = "claims") -> pd.DataFrame:
    """Return a table of claims by the ids of its columns."""
    frame = table(test, name)
    words = language(test.session_state[state.VIEW].language)
    assert list(frame.columns) == [words.text(f"column.{column}") for column in COLUMNS]
    return frame.set_axis(list(COLUMNS), axis="columns")
