import pytest


def threats(reader, text):
    return {one.threat: one for one in reader.read(text).threats}


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("Gunmen attacked a post in Osh.", "insurgency_terrorism"),
        ("Police seized forty kilograms of heroin in Kulob.", "drug_trafficking"),
        ("Изъято сорок килограммов героина.", "drug_trafficking"),
        ("Pogroms swept southern Kyrgyzstan.", "interethnic_violence"),
        ("Столкновения на национальной почве унесли семь жизней.", "interethnic_violence"),
        ("Protesters filled the square.", "social_unrest"),
        ("Shots were exchanged on the Kyrgyz-Tajik border.", "border_incident"),
        ("Попытка захвата власти провалилась.", "regime_instability"),
        ("ОДКБ не имеет мандата и бездействует.", "institutional_weakness"),
        ("Armenia froze its participation in the CSTO.", "alliance_discord"),
        ("The withdrawal of American troops left a vacuum.", "western_withdrawal"),
    ],
)
def test_found(reader, text, threat):
    assert threat in threats(reader, text)


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("There was no pogrom in Osh.", "interethnic_violence"),
        ("Officials denied protests in Osh.", "social_unrest"),
        ("Стрельбы на границе не было.", "border_incident"),
        ("Он жил без террора.", "insurgency_terrorism"),
        ("An Afghan poet visited Dushanbe.", "afghanistan_spillover"),
        ("The ministers discussed reform.", "institutional_weakness"),
        ("The border is open.", "border_incident"),
    ],
)
def test_left_out(reader, text, threat):
    assert threat not in threats(reader, text)


def test_not_only_is_no_negation(reader):
    assert "social_unrest" in threats(reader, "It was not only protests that shook Osh.")


def test_who_is_exposed_and_who_is_the_source(reader):
    found = threats(reader, "Militants from Afghanistan attacked posts in Tajikistan.")[
        "insurgency_terrorism"
    ]
    assert (found.exposed, found.source) == (("TJK",), ("AFG",))
    assert found.why["source"]
    discord = threats(reader, "The CSTO proved helpless.")["institutional_weakness"]
    assert discord.exposed == ("CSTO",)


def test_the_words_that_decided_are_in_the_text(reader):
    text = "Боевики напали на пост в Хатлонской области."
    found = threats(reader, text)["insurgency_terrorism"]
    assert text[found.start : found.end] == "Боевики"
    assert found.why["terms"]


def test_vague_instability_gives_way_to_what_is_named(reader):
    assert set(threats(reader, "Instability and protests in Osh.")) == {"social_unrest"}
    assert set(threats(reader, "Instability in Osh grows.")) == {"unspecified_instability"}
