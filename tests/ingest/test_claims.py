import hashlib
import json

import pytest

from geo.model.claim import Claim
from geo.query.records import FIELDS

TEXT = (
    "Боевики напали на заставу у Ишкашима, сообщили в Душанбе 3 мая 2015 года.\n\n"
    "The CSTO should send peacekeepers to southern Kyrgyzstan. Rain fell. "
    "If unrest returns to Osh, Uzbekistan could close the Kyrgyz-Uzbek border in 2011."
)


@pytest.fixture
def claims(reader):
    return reader.read(TEXT, "sample-2015").claims


def test_claims_have_the_fields_of_geo_claims_and_a_score(claims):
    assert claims
    assert {frozenset(one) for one in claims} == {frozenset({*FIELDS, "score"})}
    assert [one["id"] for one in claims] == [f"sample-2015-{n:03d}" for n in range(1, len(claims) + 1)]


def test_claims_fit_the_model(claims):
    own = set(Claim.model_fields)
    for one in claims:
        Claim.model_validate({key: value for key, value in one.items() if key in own})


def test_passages_are_the_text_and_their_hash_holds(claims):
    for one in claims:
        passage = TEXT[one["start"] : one["end"]]
        assert hashlib.sha256(passage.encode()).hexdigest() == one["sha256"]
        assert one["mention"] in passage


def test_kind_modality_and_date_are_proposed(claims):
    first, second, third = claims
    assert (first["kind"], first["modality"], first["date_start"]) == ("event", "fact", "2015-05-03")
    assert first["voice"] == "quoted"
    assert (second["kind"], second["modality"], second["place"]) == (
        "proposal",
        "proposal",
        "southern_kyrgyzstan",
    )
    assert second["parties"] == ["CSTO"]
    assert (third["modality"], third["date_start"]) == ("forecast", "2011")


def test_summaries_are_in_both_languages_and_not_the_text(claims):
    for one in claims:
        assert one["summary"]["en"] != one["summary"]["ru"]
        assert TEXT[one["start"] : one["end"]] not in one["summary"].values()


def test_reading_is_deterministic_and_plain(reader):
    once, again = (json.dumps(reader.read(TEXT).as_record(), ensure_ascii=False) for _ in range(2))
    assert once == again
    assert set(json.loads(once)) == {"mentions", "countries", "threats", "claims"}
    mention = json.loads(once)["mentions"][0]
    assert list(mention) == [
        "start", "end", "mention", "name", "place_id", "iso3", "lon", "lat", "precision", "score", "why",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", " ", "…", "a" * 100_000, "🙂" * 50, "(((«", "Osh", "{} {0} %s {mention}", "-" * 5000]
)
def test_odd_texts_are_read(reader, text):
    assert reader.read(text).claims == ()


def test_a_headline_is_quoted_apart_from_the_line_that_it_leads_into(reader):
    headline = "Clashes at the Kyrgyz-Tajik border"
    line = (
        "Batken officials said on Monday that two people died in Vorukh, and that shots were heard for hours near the "
        "village of Ak-Sai, where the road to Isfara was blocked."
    )
    text = f"{headline}\n{line} It ended at night."
    first, second = reader.read(text).claims
    assert text[first["start"] : first["end"]] == headline
    assert text[second["start"] : second["end"]] == line
    assert first["kind"] == "border"
    assert second["kind"] == "event"
    assert "border_incident" in {link["threat"] for link in second["threats"]}


def test_a_place_and_a_day_before_a_report_are_no_claim(reader):
    headline = "Smugglers held in Batken region"
    line = (
        "BISHKEK, Nov. 14. Border guards stopped a lorry with three tonnes of fuel on the road from Osh to Isfana on Friday, "
        "and took the driver, who lives in Samarkandek, to Batken."
    )
    text = f"{headline}\n{line}"
    quoted = [text[one["start"] : one["end"]] for one in reader.read(text).claims]
    assert quoted == [headline, line.partition(". ")[2].partition(". ")[2]]


@pytest.mark.parametrize(
    "aside",
    [
        "Read more: Clashes at the Kyrgyz-Tajik border.",
        "Photo: Border guards killed in Batken are buried.",
        "Читайте также: Столкновения на киргизско-таджикской границе.",
        "Reporting by A. Karimov in Dushanbe; troops were not to be reached.",
    ],
)
def test_captions_credits_and_pointers_to_other_articles_are_no_claims(reader, aside):
    text = f"Two soldiers were killed in Vorukh.\n\n{aside}\n\nA photo of the clash near Isfara went round."
    quoted = [text[one["start"] : one["end"]] for one in reader.read(text).claims]
    assert quoted == ["Two soldiers were killed in Vorukh.", "A photo of the clash near Isfara went round."]


def test_a_sentence_that_is_wrapped_is_quoted_whole(reader):
    text = "Officials said on Monday that two people had died in Vorukh, near the\nKyrgyz village of Ak-Sai, after shots."
    (claim,) = reader.read(text).claims
    assert text[claim["start"] : claim["end"]] == text
