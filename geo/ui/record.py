"""What stands at the end of the data page: what is uncertain, what changed, and every table to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from geo.i18n import Words, language, pick
from geo.query.export import Export, everything, made_on
from geo.query.format import Format, query_formats
from geo.query.formats.csv_rows import cell
from geo.query.tables import table_csv, table_sizes, uncertain
from geo.store import Dataset
from geo.store.changes import load_changes
from geo.store.kept import per_dataset
from geo.ui.facts import fact_card
from geo.ui.page import Context
from geo.ui.picking import Heading, picking_table
from geo.ui.plain import plain

_WORDS: Final[Mapping[str, Words]] = {
    "uncertain": {"en": "What is uncertain: reference facts ({number})", "ru": "Что ненадёжно: справочные факты ({number})"},
    "uncertain_help": {
        "en": "Facts that are not well verified: those of low confidence, which nobody has verified, first.",
        "ru": "Факты, проверенные недостаточно; сначала те, что не проверены вовсе (низкая достоверность).",
    },
    "inferred": {"en": "What is uncertain: inferred claims ({number})", "ru": "Что ненадёжно: выведенные утверждения ({number})"},
    "inferred_help": {
        "en": "Claims that a text does not make in so many words, or whose place it does not name.",
        "ru": "Утверждения, которых текст прямо не делает, или место которых он не называет.",
    },
    "changes": {"en": "Data versions and what each changed", "ru": "Версии данных и что в них изменилось"},
    "downloads": {"en": "All tables to download", "ru": "Все таблицы для скачивания"},
    "downloads_help": {
        "en": "Claims of both texts in each format, each stamped with data version and licences; reference tables as CSV.",
        "ru": "Утверждения всех текстов в каждом формате, с версией данных и лицензиями; справочные таблицы в CSV.",
    },
    "all_claims": {"en": "All claims: {format}", "ru": "Все утверждения: {format}"},
    "table": {"en": "Table", "ru": "Таблица"},
    "pick": {"en": "Reference table", "ru": "Справочная таблица"},
    "size": {"en": "{name} ({number})", "ru": "{name} ({number})"},
    "download": {"en": "Download {name}.csv", "ru": "Скачать {name}.csv"},
    "fact": {"en": "On record", "ru": "Запись"},
    "confidence": {"en": "Confidence", "ru": "Достоверность"},
    "note": {"en": "Note", "ru": "Примечание"},
    "source": {"en": "Source", "ru": "Источник"},
    "what": {"en": "Inferred", "ru": "Что выведено"},
    "statement": {"en": "the statement", "ru": "само утверждение"},
    "place": {"en": "its place", "ru": "место"},
    "says": {"en": "What is said", "ru": "Что сказано"},
    "version": {"en": "Version", "ru": "Версия"},
    "claim": {"en": "Claim", "ru": "Утверждение"},
    "change": {"en": "Change", "ru": "Изменение"},
    "added": {"en": "added", "ru": "добавлено"},
    "withdrawn": {"en": "withdrawn", "ru": "отозвано"},
    "corrected": {"en": "corrected", "ru": "исправлено"},
}  # fmt: skip


def data_record(context: Context) -> None:
    """Draw the sections."""
    _uncertain(context)
    _inferred(context)
    _changes(context)
    _downloads(context)


def _say(context: Context, key: str, **values: object) -> str:
    said = context.language.part(f"page.data.{key}", _WORDS[key])
    return said.format(**values) if values else said


def _uncertain(context: Context) -> None:
    rows = _facts(context.dataset, context.language.tag)
    st.header(plain(_say(context, "uncertain", number=len(rows))), anchor="uncertain")
    st.text(_say(context, "uncertain_help"))
    headings = {"table": 160, "fact": 460, "confidence": 190, "note": 320, "source": 280}
    text_table("uncertain", rows, headings, partial(_say, context))


@per_dataset
def _facts(dataset: Dataset, tag: str) -> tuple[tuple[str, ...], ...]:
    rows = []
    for ref, _fact in uncertain(dataset):
        card = fact_card(dataset, ref, language(tag))
        rows.append(
            (ref.partition(":")[0], *(card[n] for n in ("statement", "confidence", "note", "source")))
        )
    return tuple(rows)


def _inferred(context: Context) -> None:
    found = [
        claim for claim in context.dataset.claims
        if claim.basis == "inferred" or (claim.place is not None and claim.place_basis == "inferred")
    ]  # fmt: skip
    rows = [
        {
            _say(context, "claim"): claim.id,
            _say(context, "what"): ", ".join(
                _say(context, key)
                for key, basis in (("statement", claim.basis), ("place", claim.place_basis))
                if basis == "inferred"
            ),
            _say(context, "says"): pick(claim.summary, context.language.tag),
        }
        for claim in found
    ]
    widths = {_say(context, "claim"): 170, _say(context, "what"): 200, _say(context, "says"): 760}
    said = _say(context, "inferred", number=len(found))
    picking_table(
        context, "data.inferred", said, rows, [f"claim:{claim.id}" for claim in found],
        over=Heading(said, _say(context, "inferred_help")), widths=widths,
    )  # fmt: skip


def _changes(context: Context) -> None:
    st.header(_say(context, "changes"), anchor="changes")
    tag = context.language.tag
    rows = []
    for version in load_changes(context.dataset.data_dir).version:
        rows.append((version.id, "", "", pick(version.note, tag)))
        rows += [
            (version.id, change.claim, _say(context, change.change), pick(change.note, tag))
            for change in version.change
        ]
    widths = {"version": 110, "claim": 180, "change": 120, "note": 640}
    text_table("changes", rows, widths, partial(_say, context))


def _downloads(context: Context) -> None:
    dataset, view = context.dataset, context.view
    st.header(_say(context, "downloads"), anchor="downloads")
    st.text(_say(context, "downloads_help"))
    export = Export(dataset, everything(view), made_on())

    def written(form: Format) -> bytes:
        return b"".join(form.write(export))

    with st.container(horizontal=True):
        for form in query_formats().values():
            label = context.language.part(f"format.{form.id}.label", form.words["label"])
            st.download_button(
                plain(_say(context, "all_claims", format=label)),
                # Made when it is asked for, not on each change.
                data=partial(written, form),
                file_name=f"csto-atlas{form.suffix}",
                mime=form.media_type,
                key=f"data.download.{form.id}",
                on_click="ignore",
            )
    sizes = table_sizes(dataset)
    name = st.selectbox(
        _say(context, "pick"),
        list(sizes),
        format_func=lambda table: plain(_say(context, "size", name=table, number=sizes[table])),
        key="data.table",
    )
    st.download_button(
        plain(_say(context, "download", name=name)),
        data=partial(table_csv, dataset, name),
        file_name=f"csto-atlas-{name}.csv",
        mime="text/csv",
        key="data.download_table",
        on_click="ignore",
    )


def text_table(
    name: str, rows: Iterable[tuple[Any, ...]], widths: Mapping[str, int], heading: Callable[[str], str]
) -> None:
    """Show rows as a table; a cell is text, never Markdown nor (once downloaded) a formula, and wraps.

    Parameters
    ----------
    name
        Its key on the page.
    widths
        Pixels by column, in the order of the cells.
    heading
        Returns a column's heading.
    """
    frame = pd.DataFrame([[cell(one) for one in row] for row in rows], columns=list(widths))
    st.dataframe(
        frame,
        key=f"data.{name}",
        hide_index=True,
        row_height=66,
        height=600 if len(frame) > 20 else "content",
        column_config={
            column: st.column_config.Column(heading(column), width=width) for column, width in widths.items()
        },
    )
