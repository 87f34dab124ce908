"""The table of claims: ids in the payload, rows in a file that is served under that name."""

import gzip
import json

import pytest

from geo.i18n import language, languages
from geo.model.view import View
from geo.query.selection import select
from geo.ui.atlas import atlas
from geo.ui.claim_rows import claims_payload, row_files
from geo.ui.table import COLUMNS, claims_table

SAID = {"heading": "Claims", "help": "", "nothing": "None."}


@pytest.mark.parametrize("tag", list(languages()))
def test_the_rows_of_the_named_file_are_the_claims_of_the_view(tag):
    dataset = atlas()
    claims = select(dataset, View().choose("country", ("KGZ",))).claims
    payload = claims_payload(dataset, claims, "claim:trenin-2010-001", language(tag), SAID)
    held = json.loads(gzip.decompress(row_files(dataset)[payload["file"]].gzipped))
    assert set(held) == {claim.id for claim in dataset.claims}
    wanted = claims_table(dataset, tuple(claim.id for claim in claims), tag)
    assert [held[one] for one in payload["ids"]] == wanted.to_numpy().tolist()
    assert payload["selections"] == [f"claim:{claim.id}" for claim in claims]
    assert [column["label"] for column in payload["columns"]] == [
        language(tag).text(f"column.{name}") for name in COLUMNS
    ]


def test_a_name_changes_with_what_the_rows_say():
    names = set(row_files(atlas()))
    assert len(names) == len(languages())
    assert all(len(name.split(".")[1]) == 12 for name in names)


def test_a_change_sends_a_few_bytes_a_claim():
    dataset = atlas()
    payload = claims_payload(dataset, dataset.claims, None, language("ru"), SAID)
    assert len(json.dumps(payload)) < 60 * len(dataset.claims) + 2000
