"""The table of claims: its rows are in a file that the browser fetches once, a rerun sends their ids.

What a row says depends on the claim and the language alone, so filtering need not send it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from geo.i18n import Language, languages
from geo.model.claim import Claim
from geo.render.static_file import StaticFile
from geo.store import Dataset
from geo.store.kept import per_dataset
from geo.ui.picking import ROW_HEIGHT, words_of
from geo.ui.table import COLUMNS, WITH_STATUS, claim_row, status_row

_WIDTHS: Final = {
    "place": 150, "summary": 360, "kind": 130, "modality": 130, "threats": 170, "voice": 110, "text": 110,
    "period": 110, "mention": 160, "id": 150, "status": 130,
}  # fmt: skip


@per_dataset
def row_files(dataset: Dataset) -> Mapping[str, StaticFile]:
    """Return the file of each language by hashed name: claim id to cells, in the order of `COLUMNS`."""
    return MappingProxyType(dict(_files(dataset).values()))


@per_dataset
def _files(dataset: Dataset) -> Mapping[str, tuple[str, StaticFile]]:
    found = {}
    for tag in languages():
        rows = {claim.id: claim_row(dataset, claim.id, tag) for claim in dataset.claims}
        file = StaticFile.of_json(rows)
        found[tag] = (file.name(f"claims_{tag}"), file)
    return found


def claims_payload(
    dataset: Dataset,
    claims: tuple[Claim, ...],
    opened: str | None,
    language: Language,
    said: Mapping[str, str],
) -> dict[str, Any]:
    """Return what the table's component draws.

    Parameters
    ----------
    said
        ``heading``, ``help``, and ``nothing`` for when there is no claim.
    """
    ground = dataset.ground
    own = [claim.id for claim in claims if claim.id not in ground.claims_by_id]
    more = {
        # Claims of a text from outside are in no file; the atlas's own get the cell that those have more.
        "more": {claim: status_row(dataset, claim, language.tag) for claim in own},
        "rest": [language.text("status.reviewed")],
    }
    return {
        **words_of(language),
        **said,
        **({} if dataset.base is None else more),
        "label": said["heading"],
        "columns": [
            {"label": language.text(f"column.{column}"), "width": _WIDTHS.get(column, 130)}
            for column in (COLUMNS if dataset.base is None else WITH_STATUS)
        ],
        "file": _files(ground)[language.tag][0],
        "ids": [claim.id for claim in claims],
        "selections": [f"claim:{claim.id}" for claim in claims],
        "opened": opened,
        "height": min(7, len(claims)) * ROW_HEIGHT,
        "row_height": ROW_HEIGHT,
    }
