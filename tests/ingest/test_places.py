import pytest

from geo.ingest.choose import distance_km


@pytest.mark.parametrize(
    ("text", "words", "place_id"),
    [
        # Badakhshan on both sides of the Panj.
        ("Fighting broke out in Badakhshan, Afghanistan, police said.", "Badakhshan", "province:AF-BDS"),
        ("Khorog, the main town of Tajikistan's Badakhshan, was quiet.", "Badakhshan", "province:TJ-GB"),
        ("В афганской провинции Бадахшан неспокойно.", "Бадахшан", "province:AF-BDS"),
        ("Хорог, центр Горного Бадахшана, таджикские власти закрыли.", "Горного", "province:TJ-GB"),
        # A city and the province of its name.
        ("The mayor of Osh spoke.", "Osh", "osh"),
        ("Farmers in Osh Region protested.", "Osh", "province:KG-O"),
        ("В Ошской области завершилась посевная.", "Ошской", "province:KG-O"),
        ("В городе Ош тихо.", "Ош", "osh"),
        # Georgia beside the United States, Brest in Belarus and in France.
        ("Georgia and Armenia signed a treaty in Tbilisi.", "Georgia", "country:GEO"),
        ("The plane landed in Atlanta, Georgia, on Monday.", "Georgia", "province:US-GA"),
        ("Lorries queue at Brest, Belarus.", "Brest", "geonames:629634"),
        ("The frigate left Brest, France, for the sea.", "Brest", "geonames:3030300"),
        # Historical names.
        ("He was born in Leninakan.", "Leninakan", "gyumri"),
        ("Он вырос в Курган-Тюбе, в Таджикистане.", "Курган-Тюбе", "geonames:1220747"),
        ("В Нур-Султане прошёл саммит.", "Нур-Султане", "astana"),
        # Borders as pairs.
        ("Shots on the Tajik-Afghan border were heard.", "Tajik-Afghan", "border:AFG-TJK"),
        ("Перестрелка на таджикско-афганской границе.", "таджикско", "border:AFG-TJK"),
        ("The border between Kyrgyzstan and Tajikistan is closed.", "border", "border:KGZ-TJK"),
        ("На армяно-азербайджанской границе тихо.", "армяно", "border:ARM-AZE"),
        ("На границе Таджикистана и Афганистана бой.", "границе", "border:AFG-TJK"),
        # Valleys and areas.
        ("В Ферганской долине засуха.", "Ферганской", "fergana_valley"),
        ("Riots broke out in southern Kyrgyzstan.", "southern", "southern_kyrgyzstan"),
        ("Kyrgyzstan is calm, but not the south of the country.", "south of", "southern_kyrgyzstan"),
        # Rivers and the towns of their names.
        ("The Panj and Vakhsh rivers rose in Tajikistan.", "Vakhsh", "place:vakhsh_river"),
        ("Таджикистан: реки Пяндж и Вахш обмелели.", "Пяндж", "place:panj_river"),
        ("Lorries stood on the Naryn – Osh road in Kyrgyzstan.", "Naryn", "geonames:1527592"),
        ("Police in Panj, Tajikistan, made arrests.", "Panj", "place:panj_town"),
        ("Shepherds of the Naryn region, Kyrgyzstan, met.", "Naryn", "province:KG-N"),
        # Districts of provinces far from the capitals.
        ("A bomb went off in Mir Ali, Pakistan.", "Mir Ali", "place:mir_ali"),
        ("Взрыв в Миран-Шахе, в Пакистане.", "Миран", "place:miranshah"),
        ("A blast hit Kuqa in Xinjiang.", "Kuqa", "place:kuqa"),
        # A province without its type.
        ("Rain fell in Sughd, in Tajikistan.", "Sughd", "province:TJ-SU"),
        ("Oil workers in Mangystau, Kazakhstan, went home.", "Mangystau", "province:KZ-47"),
        ("A bus fell into a gorge in Dagestan.", "Dagestan", "province:RU-DA"),
        ("Doctors left for Karakalpakstan.", "Karakalpakstan", "province:UZ-QR"),
        ("Soldiers dug in along the road in Syunik, Armenia.", "Syunik", "province:AM-SU"),
        ("В Вайоц-Дзоре, в Армении, снег.", "Вайоц", "province:AM-VD"),
        ("Мост построят в области Жетысу.", "Жетысу", "place:zhetysu"),
        # Jalalabad on both sides.
        ("Crowds met in Jalalabad and Osh, Kyrgyzstan.", "Jalalabad", "geonames:1528249"),
        ("A bomb went off in Jalalabad, Afghanistan.", "Jalalabad", "geonames:1139715"),
        # Crossings, passes, districts, unrecognised entities.
        ("Lorries wait at Torkham, in Pakistan.", "Torkham", "place:torkham"),
        ("The convoy crossed the Khyber Pass.", "Khyber", "place:khyber_pass"),
        ("Движение на Торугарте закрыто.", "Торугарте", "place:torugart"),
        ("Работают пункты пропуска «Кордай» и «Кызыл-Бель».", "Кордай", "geonames:1524243"),
        ("Учения прошли на полигоне «Эдельвейс» в Киргизии.", "Эдельвейс", "place:edelweiss"),
        ("Перестрелка в Кара-Суйском районе Киргизии.", "Кара", "place:kara_suu_d"),
        ("Вода в Ноокатском и Тогуз-Тороуском районах Киргизии.", "Тогуз", "place:toguz_toro"),
        ("Мины сняли в Приднестровской Молдавской Республике.", "Приднестровской", "place:transnistria"),
        ("В Нагорно-Карабахской Республике выборы.", "Нагорно", "place:nagorno_karabakh"),
        ("Voters in Gagauzia, Moldova, stayed away.", "Gagauzia", "place:gagauzia"),
        ("ДНР закрыла рынок.", "ДНР", "place:dnr"),
    ],
)  # fmt: skip
def test_which_one(place, text, words, place_id):
    found = place(text, words)
    assert found is not None
    assert found.place_id == place_id, found.why


@pytest.mark.parametrize("name", ["Баткен", "Баткена", "Баткену", "Баткеном", "Баткене"])
def test_every_russian_case_is_found(place, name):
    found = place(f"Автобус и {name} рядом", name)
    assert found is not None
    assert (found.mention, found.name) == (name, "Batken")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Islamic Movement of Uzbekistan recruits in Kunduz.", "Uzbekistan"),
        ("Исламское движение Узбекистана запрещено.", "Узбекистана"),
        ("The Minsk Group met.", "Minsk"),
        ("Сообщает «Эхо Москвы».", "Москвы"),
        ("Agents of Sputnik Tajikistan left.", "Tajikistan"),
        ("Гостиница «Алай» закрыта в Оше.", "Алай"),
        ("Vladimir Putin flew home.", "Vladimir"),
        ("Генерал Роман Тульский прибыл.", "Роман"),
        ("George Washington slept here.", "Washington"),
        ("Ethnic Uzbeks fled.", "Uzbeks"),
        ("Узбеки и киргизы живут рядом.", "Узбеки"),
        ("Police came in March.", "March"),
        ("Победа далась не сразу.", "Победа"),
        ("The meeting began at 18:50 Moscow time.", "Moscow"),
        ("Секретарь Совета безопасности уехал.", "Совета"),
        ("The Slavonic Bazaar opened in Vitebsk.", "Slavonic"),
        ("The tomb of Amir Timur was mended in Uzbekistan.", "Amir"),
        ("The Ak Zhol party won six seats in Kazakhstan.", "Ak Zhol"),
        ("Партия «Кентау» распущена в Казахстане.", "Кентау"),
        ("В гостинице «Узбекистан» тихо.", "Узбекистан"),
    ],
)
def test_what_is_no_place(place, text, words):
    assert place(text, words) is None


@pytest.mark.parametrize(
    ("text", "words", "place_id"),
    [
        ("Moscow denied the report.", "Moscow", "country:RUS"),
        ("Tashkent and Dushanbe agreed on water.", "Tashkent", "country:UZB"),
        ("Talks with Yerevan go on.", "Yerevan", "country:ARM"),
        ("Позиция Москвы ясна.", "Москвы", "country:RUS"),
        ("The Kremlin is silent.", "Kremlin", "country:RUS"),
        ("It rained in Moscow.", "Moscow", "geonames:524901"),
        ("В Москве дождь.", "Москве", "geonames:524901"),
    ],
)
def test_a_capital_for_its_government(place, text, words, place_id):
    found = place(text, words)
    assert found is not None
    assert found.place_id == place_id, found.why


def test_what_can_not_be_located_stays_unlocated(reader):
    text = "Residents of the villages of Jashtyk, Borborduk and Kulundu in Kyrgyzstan fled."
    found = {one.mention: one for one in reader.read(text).mentions}
    assert found["Jashtyk"].place_id is None
    assert (found["Jashtyk"].lon, found["Jashtyk"].precision) == (None, "none")
    assert found["Kulundu"].lon is not None


def test_the_runner_up_and_the_reasons_are_kept(place):
    found = place("Fighting broke out in Badakhshan, Afghanistan.", "Badakhshan")
    assert found.why["runner_up"]["place_id"] == "province:TJ-GB"
    assert any("encloses" in str(reason) for reason in found.why["context"])
    assert found.score > found.why["runner_up"]["score"]


def test_distance():
    assert distance_km(68.78, 38.54, 69.24, 41.31) == pytest.approx(310, abs=5)
    assert distance_km(10, 20, 10, 20) == 0


def test_peoples_weigh_nothing_and_adjectives_do(reader):
    def codes(text):
        return {one.iso3 for one in reader.read(text).countries}

    assert codes("Ethnic Uzbeks in Osh, Kyrgyzstan, fled.") == {"KGZ"}
    assert codes("The Uzbek president visited Osh in Kyrgyzstan.") == {"KGZ", "UZB"}


def test_a_spelling_of_the_gazetteer_is_found_whatever_its_case_and_hyphens(place):
    for text in ("OSH, Kyrgyzstan -- Police", "В МАЗАРИ ШАРИФЕ", "в Мазари-Шарифе", "In Mazar-e-\nSharif"):
        words = text.split(",")[0].split(" ", 1)[-1] if "," not in text else "OSH"
        assert place(text, words) is not None, text


def test_a_word_that_ends_a_sentence_says_nothing_of_the_name_that_begins_the_next(reader):
    text = (
        "Protesters clashed with security forces in Khorog, the provincial capital. Police killed one of them, and "
        "the police later closed the road to Ishkoshim."
    )
    assert [one.mention for one in reader.read(text).mentions] == ["Khorog", "Ishkoshim"]


def test_a_person_named_after_one_region_is_no_place_and_a_list_of_villages_is(reader):
    one = "The leader of the breakaway region of Abkhazia, Badra Gunba, spoke in Sukhumi."
    assert "Badra Gunba" not in {mention.mention for mention in reader.read(one).mentions}
    several = "Shots were heard in the villages of Orobash, Kulmes and Tarsay in Batken region."
    assert {"Orobash", "Kulmes", "Tarsay"} <= {mention.mention for mention in reader.read(several).mentions}
    assert {mention.mention for mention in reader.read("Стреляли в селе Кулмес, Батыр ушёл.").mentions} == {
        "Кулмес"
    }
