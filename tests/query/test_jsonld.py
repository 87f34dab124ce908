"""Web Annotation, read by a JSON-LD processor; the W3C context is stood in for by the terms we use."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from geo.model.view import View
from geo.query.export import Export
from geo.query.formats.jsonld import CONTEXT, FORMAT, VOCABULARY
from geo.store import Dataset

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
RDF_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
DAY = dt.date(2026, 1, 2)


def loader(url: str, _options: Any) -> dict[str, Any]:
    assert url == CONTEXT, "nothing else is asked for"
    document = json.loads((Path(__file__).parent / "anno_context.json").read_text("utf-8"))
    return {
        "contextUrl": None,
        "contentType": "application/ld+json",
        "documentUrl": url,
        "document": document,
    }


def written(dataset: Dataset, view: View | None = None) -> bytes:
    return b"".join(FORMAT.write(Export(dataset, view or View(), DAY)))


def expanded(content: bytes) -> dict[str, Any]:
    (found,) = jsonld.expand(json.loads(content), {"documentLoader": loader})
    return found


def annotations(content: bytes) -> list[dict[str, Any]]:
    return expanded(content)[f"{AS}first"][0][f"{AS}items"][0]["@list"]


def value(node: dict[str, Any], term: str) -> Any:
    return node[f"{VOCABULARY}{term}"][0]["@value"]


def codes(node: dict[str, Any], term: str) -> list[str]:
    return [one["@value"] for one in node[f"{VOCABULARY}{term}"][0]["@list"]]


def test_it_is_a_collection_with_every_claim(world: Dataset) -> None:
    content = written(world)
    collection = expanded(content)
    assert collection["@type"] == [f"{AS}OrderedCollection"]
    assert collection[f"{AS}totalItems"][0]["@value"] == len(world.claims)
    assert [value(one, "claim") for one in annotations(content)] == [claim.id for claim in world.claims]
    assert value(collection, "data_version") == world.version
    assert value(collection, "made") == "2026-01-02"


def test_an_annotation_points_at_its_passage(world: Dataset) -> None:
    for claim, one in zip(world.claims, annotations(written(world)), strict=True):
        assert one["@type"] == [f"{OA}Annotation"]
        assert one["@id"].startswith("urn:uuid:")
        (target,) = one[f"{OA}hasTarget"]
        assert target[f"{OA}hasSource"][0]["@id"] == world.texts_by_id[claim.text].url
        (selector,) = target[f"{OA}hasSelector"]
        assert selector["@type"] == [f"{OA}TextPositionSelector"]
        assert (selector[f"{OA}start"][0]["@value"], selector[f"{OA}end"][0]["@value"]) == (
            claim.start,
            claim.end,
        )
        (state,) = target[f"{OA}hasState"]
        assert state["@type"] == [f"{VOCABULARY}HashState"]
        assert value(state, "sha256") == claim.sha256


def test_bodies_are_our_words_and_tags(world: Dataset) -> None:
    for claim, one in zip(world.claims, annotations(written(world)), strict=True):
        bodies = one[f"{OA}hasBody"]
        said = {
            body["http://purl.org/dc/elements/1.1/language"][0]["@value"]: body[RDF_VALUE][0]["@value"]
            for body in bodies if body[f"{OA}hasPurpose"][0]["@id"] == f"{OA}describing"
        }  # fmt: skip
        assert said == claim.summary
        tags = {
            body[RDF_VALUE][0]["@value"]
            for body in bodies
            if body[f"{OA}hasPurpose"][0]["@id"] == f"{OA}tagging"
        }
        assert tags == {claim.kind, *(link.threat for link in claim.threats)}


def test_what_the_model_has_no_word_for_is_kept(world: Dataset) -> None:
    for claim, one in zip(world.claims, annotations(written(world)), strict=True):
        assert (value(one, "mention"), value(one, "voice")) == (claim.mention, claim.voice)
        assert codes(one, "iso3") == list(claim.iso3)
        links = one[f"{VOCABULARY}threats"][0]["@list"]
        assert [(value(link, "threat"), codes(link, "exposed"), codes(link, "source")) for link in links] == [
            (link.threat, list(link.exposed), list(link.source)) for link in claim.threats
        ]
        if claim.correction is not None:
            note = one[f"{VOCABULARY}correction"][0][f"{VOCABULARY}note"]
            assert {part["@language"]: part["@value"] for part in note} == claim.correction.note


def test_a_quote_only_where_the_licence_lets_us(world: Dataset) -> None:
    assert b"TextQuoteSelector" not in written(world)
    free = tuple(text.model_copy(update={"redistributable": text.id == "beta-2011"}) for text in world.texts)
    found = annotations(written(replace(world, texts=free)))
    for claim, one in zip(world.claims, found, strict=True):
        quotes = [
            selector[f"{OA}exact"][0]["@value"]
            for selector in one[f"{OA}hasTarget"][0][f"{OA}hasSelector"] if f"{OA}exact" in selector
        ]  # fmt: skip
        assert quotes == ([world.passages.passage(claim)] if claim.text == "beta-2011" else [])
    # A text at hand that is another one gives no quote, whatever its licence.
    orphaned = replace(
        world, texts=free, passages=type(world.passages)({"beta-2011": "Something else entirely."})
    )
    assert b"TextQuoteSelector" not in written(orphaned)


def test_it_becomes_rdf(world: Dataset) -> None:
    quads = jsonld.to_rdf(
        json.loads(written(world)), {"documentLoader": loader, "format": "application/n-quads"}
    )
    assert quads.count("<http://www.w3.org/ns/oa#hasTarget>") == len(world.claims)
    assert quads.count(f"<{VOCABULARY}HashState>") == len(world.claims)


def test_ids_are_the_same_in_every_view_of_a_version(world: Dataset) -> None:
    everything = {value(one, "claim"): one["@id"] for one in annotations(written(world))}
    some = {
        value(one, "claim"): one["@id"]
        for one in annotations(written(world, View().choose("country", ("KAZ",))))
    }
    assert some.items() < everything.items()
    assert len(set(everything.values())) == len(everything)
    other = {one["@id"] for one in annotations(written(replace(world, version="2021.1.0")))}
    assert other.isdisjoint(everything.values())


def test_no_claim_makes_an_empty_page(world: Dataset) -> None:
    view = View().choose("country", ("KAZ",)).choose("kind", ("base",))
    found = expanded(written(world, view))
    assert found[f"{AS}totalItems"][0]["@value"] == 0
    assert found[f"{AS}first"][0][f"{AS}items"][0]["@list"] == []


@pytest.mark.parametrize("tag", ["en", "ru"])
def test_the_label_says_what_it_holds(world: Dataset, tag: str) -> None:
    view = View(language=tag).choose("country", ("KAZ",))
    label = expanded(written(world, view))["http://www.w3.org/2000/01/rdf-schema#label"][0]["@value"]
    assert Export(world, view, DAY).stamp.shows in label
