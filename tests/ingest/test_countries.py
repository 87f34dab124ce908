"""What a text is about, and what it only passes by."""

import pytest


@pytest.fixture
def codes(reader):
    return lambda text: {one.iso3 for one in reader.read(text).countries}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        # A neighbour in a description.
        ("Bandits stopped lorries in Khatlon, Tajikistan, which borders Afghanistan.", {"TJK"}),
        ("Armenia, bordering Turkey and Iran, held elections.", {"ARM"}),
        ("В Баткене, рядом с Таджикистаном, у жителей Киргизии нет воды.", {"KGZ"}),
        ("Плато лежит южнее России и западнее Китая, в Казахстане.", {"KAZ"}),
        ("Turkey fears for its towns near the borders with Iraq and Syria.", {"TUR"}),
        # A comparison.
        ("Unlike Ukraine and Georgia, Kyrgyzstan has kept its base.", {"KGZ"}),
        ("Киргизия не пойдёт по примеру Сирии, сказал он.", {"KGZ"}),
        # An outlet, an airline, a currency, an origin, a commentator.
        ("Armenia closed a school, the Russian state news agency said.", {"ARM"}),
        ("Kazakhstan opened an airport for Turkish Airlines.", {"KAZ"}),
        ("В Казахстане построят мост, пишет польское издание.", {"KAZ"}),
        ("Uzbekistan borrowed ten million Canadian dollars.", {"UZB"}),
        ("A Kazakhstan trader of Korean origin and of Greek descent was robbed.", {"KAZ"}),
        ("Таджикистан строит плотину, считает швейцарский эксперт.", {"TJK"}),
        ("The paper KAZAKHSTAN TODAY writes of floods in Kyrgyzstan.", {"KGZ"}),
        # A chain of countries that names a road; two are a pair.
        ("Afghanistan digs for the Turkmenistan - Afghanistan - Pakistan - India pipeline.", {"AFG"}),
        ("Trade of Armenia - Iran grows.", {"ARM", "IRN"}),
        # Where a report was written, where strangers met, where a man was born, a title.
        ("МОСКВА, 9 фев. В Армении землетрясение, Армения просит помощи.", {"ARM"}),
        ("LONDON (Agency) - Tajikistan sold cotton. Tajikistan needs money.", {"TJK"}),
        ("Moldova spoke of it at a conference in Bratislava. Moldova is content.", {"MDA"}),
        ("Боевик родился в Намангане. Киргизия ищет его по всей Киргизии.", {"KGZ"}),
        ("В гостинице «Россия» выступил президент Киргизии.", {"KGZ"}),
        # Two peoples of one noun, and citizens of a state.
        ("Uzbek and Kyrgyz neighbourhoods of Osh, Kyrgyzstan, are calm.", {"KGZ"}),
        ("Россияне обстреляли порт. Украина ответила.", {"RUS", "UKR"}),
        # A surname that is no case of Гана.
        ("Ашраф Гани покинул Афганистан.", {"AFG"}),
    ],
)
def test_what_a_text_passes_by_it_is_not_about(codes, text, about):
    assert codes(text) == about


def test_a_country_that_is_named_in_another_way_too_stays(codes):
    assert codes("Tajikistan borders Afghanistan. Afghanistan sent two men home.") == {"TJK", "AFG"}
    assert codes("The Tajik-Afghan border was closed.") == {"TJK", "AFG"}
    assert codes("Рубеж Таджикистана и Афганистана закрыт.") == {"TJK", "AFG"}


def test_what_takes_part_stays(codes):
    assert codes("Kyrgyzstan closed its border with Tajikistan.") == {"KGZ", "TJK"}
    assert codes("Armenia and countries like Iran trade.") == {"ARM", "IRN"}
    assert codes("Kazakhstan heard the Polish army and police of the press.") == {"KAZ", "POL"}
    assert codes("Армения бережёт границу Грузии.") == {"ARM", "GEO"}


def test_where_nothing_else_is_named_what_is_passed_by_stays(codes):
    assert codes("The Russian news agency closed.") == {"RUS"}


def test_the_reason_is_kept(place):
    found = place("Tajikistan borders Afghanistan.", "Afghanistan")
    assert any(str(one).startswith("in passing: a neighbour") for one in found.why["context"])
    assert found.place_id == "country:AFG"


def test_borders_with_two_countries_are_not_the_one_between_them(reader):
    found = {one.place_id for one in reader.read("Turkey shut its borders with Iraq and Syria.").mentions}
    assert found == {"country:TUR", "country:IRQ", "country:SYR"}
