"""Check everything that ``data/`` holds and report every problem, never only the first.

What a file's own shape says is checked where it is read (`geo.store.texts`, `places`, `taxonomy`,
`reference`, `boundaries`); here stand the checks between files. A part that can't be read is
reported, and the checks that need it are left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from geo.errors import DataError, Problem, UnknownValueError
from geo.model.boundary import Manifest
from geo.store import changes, cues, placement
from geo.store import reference as reference_store
from geo.store import taxonomy as taxonomy_store
from geo.store.boundaries import Boundaries
from geo.store.dataset import read_version
from geo.store.gazetteer import FOLDER as GAZETTEER
from geo.store.gazetteer import load_gazetteer
from geo.store.placement import claim_file
from geo.store.places import read_places
from geo.store.records import read_model
from geo.store.texts import Passages, passage_problems, read_texts

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model.claim import Claim
    from geo.model.place import Place
    from geo.model.taxonomy import Taxonomy
    from geo.model.text import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Report:
    """What an examination found, and one line that says how much was looked at."""

    problems: tuple[Problem, ...]
    summary: str


@dataclass(frozen=True)
class Parts:
    """What could be read of a data folder; None for a part that could not."""

    texts: tuple[Text, ...]
    claims: tuple[Claim, ...]
    places: dict[str, Place]
    taxonomy: Taxonomy | None
    reference: reference_store.Reference | None
    boundaries: Boundaries | None
    passages: Passages


def problems(data_dir: Path, text_dir: Path | None = None) -> list[Problem]:
    """Return every problem of a data folder, sorted by file and record; see `examine`."""
    return list(examine(data_dir, text_dir).problems)


def examine(data_dir: Path, text_dir: Path | None = None) -> Report:
    """Check a data folder.

    Parameters
    ----------
    data_dir
        The folder to check.
    text_dir
        A folder with ``<text id>.txt``: hashes of texts and passages are checked where it has them.
    """
    found: list[Problem] = []

    def read(load: Callable[[Path], T]) -> T | None:
        try:
            return load(data_dir)
        except DataError as error:
            found.extend(error.problems)
            return None

    version, log = read(read_version), read(changes.load_changes)
    texts, claims, wrong_claims = read_texts(data_dir)
    found += wrong_claims
    places, wrong = read_places(data_dir)
    found += wrong
    parts = Parts(
        texts, claims, places, read(taxonomy_store.load_taxonomy), read(reference_store.load_reference),
        read(Boundaries.load), Passages.read(data_dir, texts, text_dir),
    )  # fmt: skip
    # What only reading needs, a data folder may lack.
    if (data_dir / GAZETTEER).is_dir():
        read(load_gazetteer)
        words, weights = read(cues.load_cues), read(cues.load_weights)
        if words is not None and weights is not None and parts.taxonomy is not None:
            found += cues.problems(words, weights, parts.taxonomy)
    # Where a claim of a file can't be read, the numbers of the others say nothing.
    found += content_problems(parts, unread=frozenset(problem.file for problem in wrong_claims))
    # With a claim unread, the log can't be held against what is there.
    if version is not None and log is not None and not wrong_claims:
        found += changes.problems(log, version, (claim.id for claim in claims))
    if parts.boundaries is not None:
        found += placement.geometry_problems(places, parts.boundaries)
        if parts.reference is not None:
            found += placement.facility_problems(parts.reference.facilities, parts.boundaries)
    found += _manifest(data_dir / "boundaries")
    summary = (
        f"no problems in {len(claims)} claims of {len(texts)} texts and {len(places)} places; "
        f"passages verified in {len(parts.passages.contents)} of {len(texts)} texts"
    )
    return Report(tuple(sorted(set(found))), summary)


def content_problems(parts: Parts, unread: frozenset[str] = frozenset()) -> list[Problem]:
    """Check texts, claims and places against each other, the taxonomy, the facts and the boundaries.

    Parameters
    ----------
    parts
        Whose claims to check; what a part that is None would be needed for is left out.
    unread
        Files of claims in which not every record could be read.
    """
    found = passage_problems(parts.texts, parts.claims, parts.passages)
    found += _order([claim for claim in parts.claims if claim_file(claim) not in unread])
    for check in (_texts, _codes, _facts):
        found += check(parts)
    found += placement.name_problems(parts.places)
    if parts.boundaries is not None:
        found += placement.claim_problems(parts.claims, parts.places, parts.boundaries)
    return found


def _texts(parts: Parts) -> list[Problem]:
    found: list[Problem] = []
    for text in parts.texts:
        file = f"texts/{text.id}/text.toml"
        for field, spans in (("boilerplate", text.boilerplate), ("paragraphs", text.paragraphs)):
            edge = 0
            for number, (start, end) in enumerate(spans, 1):
                if not (edge <= start < end <= text.chars):
                    wanted = f"spans in order, apart, within {text.chars} characters"
                    found.append(Problem.of(file, text.id, f"{field}.{number}", wanted, (start, end)))
                edge = max(edge, end)
        content = parts.passages.contents.get(text.id)
        if content is not None and len(content) != text.chars:
            found.append(
                Problem.of(file, text.id, "chars", f"{len(content)}, as the text at hand has", text.chars)
            )
    return found


def _order(all_claims: Sequence[Claim]) -> list[Problem]:
    """Check that the claims of each file stand by start and are numbered as they stand."""
    found: list[Problem] = []
    for text in sorted({claim.text for claim in all_claims}):
        claims = [claim for claim in all_claims if claim.text == text]
        seen: set[str] = set()
        for number, claim in enumerate(claims, 1):
            if claim.id in seen:
                found.append(Problem.of(claim_file(claim), claim.id, "id", "an id used once", claim.id))
            elif claim.id != f"{text}-{number:03d}":
                found.append(
                    Problem.of(
                        claim_file(claim),
                        claim.id,
                        "id",
                        f"{text}-{number:03d}, by its place in the file",
                        claim.id,
                    )
                )
            seen.add(claim.id)
            if number > 1 and claim.start < claims[number - 2].start:
                wanted = f"at least {claims[number - 2].start}, the start of the claim before"
                found.append(Problem.of(claim_file(claim), claim.id, "start", wanted, claim.start))
    return found


def _codes(parts: Parts) -> list[Problem]:
    taxonomy = parts.taxonomy
    if taxonomy is None:
        return []
    found: list[Problem] = []
    for claim in parts.claims:

        def note(field: str, expected: str, got: object, claim: Claim = claim) -> None:
            found.append(Problem.of(claim_file(claim), claim.id, field, expected, got))

        if claim.kind not in taxonomy.kinds:
            note("kind", f"one of {', '.join(taxonomy.kinds)}", claim.kind)
        if claim.modality not in taxonomy.modalities:
            note("modality", f"one of {', '.join(taxonomy.modalities)}", claim.modality)
        for code in claim.iso3:
            if code not in taxonomy.iso3166:
                note("iso3", "ISO 3166-1 alpha-3 codes", code)
            elif parts.boundaries is not None and code not in parts.boundaries.country_codes:
                note("iso3", "a country of the boundaries", code)
        for code in claim.parties:
            if not taxonomy.is_party(code):
                note("parties", "a country or organisation", code)
        for number, link in enumerate(claim.threats):
            if link.threat not in taxonomy.threats:
                note(f"threats.{number}.threat", f"one of {', '.join(taxonomy.threats)}", link.threat)
            named = [("exposed", code) for code in link.exposed] + [("source", code) for code in link.source]
            for role, code in named:
                if not taxonomy.is_party(code):
                    note(f"threats.{number}.{role}", "a country or organisation", code)
        if not claim.actors and claim.place is None:
            note("iso3", "a country, party or place that the claim is about", list(claim.iso3))
    found += [
        Problem.of(f"places/{place.id}.json", place.id, "iso3", "ISO 3166-1 alpha-3 codes", code)
        for place in parts.places.values()
        for code in place.iso3
        if code not in taxonomy.iso3166
    ]
    for organisation in taxonomy.organisations.values():
        seat = organisation.headquarters
        if seat is not None and seat not in parts.places:
            found.append(
                Problem.of(
                    "taxonomy/organisations.toml", organisation.id, "headquarters", "a place's id", seat
                )
            )
    return found


def _facts(parts: Parts) -> list[Problem]:
    if parts.reference is None:
        return []
    found: list[Problem] = []
    for claim in parts.claims:
        refs = {
            "correction.fact": claim.correction.fact if claim.correction else None,
            "outcome": claim.outcome,
        }
        for field, ref in refs.items():
            if ref is None:
                continue
            try:
                parts.reference.fact(ref)
            except UnknownValueError:
                found.append(
                    Problem.of(claim_file(claim), claim.id, field, "a reference fact as <table>:<id>", ref)
                )
    return found


def _manifest(folder: Path) -> list[Problem]:
    """Check that the boundaries' files are exactly those of the manifest, byte for byte."""
    try:
        manifest = read_model(folder / "manifest.json", Manifest)
    except DataError as error:
        return list(error.problems)
    found: list[Problem] = []
    for entry in manifest.file:
        path = folder / entry.path
        name = f"boundaries/{entry.path}"
        if not path.is_file():
            found.append(Problem(name, "-", "file", "to exist", "no such file"))
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != entry.sha256:
            found.append(Problem(name, "-", "sha256", f"{entry.sha256}, as manifest.json says", digest))
    listed = {entry.path for entry in manifest.file} | {"manifest.json"}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in listed:
            found.append(
                Problem(f"boundaries/{name}", "-", "file", "to be listed in manifest.json", "not listed")
            )
    return found
