"""Compare readings of the founding texts with their claims, where the texts are at hand."""

from __future__ import annotations

import os

from geo.ingest import Reader
from geo.store.dataset import load_dataset
from tests.evaluation.measure import Counts, say


def report_founding(reader: Reader, faults: bool) -> None:
    """Print, for each text: claims whose named place was found, countries, and threats by claim."""
    if not os.environ.get("ATLAS_TEXTS"):
        say("\nfounding texts: not run, ATLAS_TEXTS names no folder")
        return
    dataset = load_dataset()
    for text in dataset.texts:
        full = (
            dataset.passages.full_text(text.id) if hasattr(dataset.passages, "full_text") else _full(text.id)
        )
        reading = reader.read(full, text.id)
        claims = [claim for claim in dataset.claims if claim.text == text.id]
        named = [
            claim
            for claim in claims
            if claim.place and claim.place_basis == "explicit" and claim.basis == "explicit"
        ]
        right = 0
        for claim in named:
            near = [
                one for one in reading.mentions if claim.start - 200 < one.end and one.start < claim.end + 100
            ]
            hit = any(one.place_id == claim.place for one in near)
            right += hit
            if faults and not hit:
                say(
                    f"    {claim.id}: {claim.place} expected, found {sorted({str(one.place_id) for one in near})}"
                )
        countries, threats = Counts(), Counts()
        about = {code for claim in claims if claim.basis == "explicit" for code in claim.iso3}
        countries.add(about, {one.iso3 for one in reading.countries})
        threats.add(
            {link.threat for claim in claims for link in claim.threats},
            {one.threat for one in reading.threats},
        )
        located, anchored = 0, [claim for claim in claims if claim.threats]
        for claim in anchored:
            wanted = {link.threat for link in claim.threats}
            seen = {
                one.threat
                for one in reading.threats
                if claim.start - 1 < one.end and one.start < claim.end + 1
            }
            located += bool(wanted & seen)
        say(
            f"\n{text.id}: places of explicit claims {right}/{len(named)}, countries F1 {countries.f1:.3f},"
            f" threats of the text F1 {threats.f1:.3f} (P {threats.precision:.3f} R {threats.recall:.3f}),"
            f" claims with a threat whose threat was found in their passage {located}/{len(anchored)},"
            f" candidate claims {len(reading.claims)} beside {len(claims)}"
        )


def _full(text_id: str) -> str:
    from pathlib import Path

    return (Path(os.environ["ATLAS_TEXTS"]) / f"{text_id}.txt").read_bytes().decode("utf-8")
