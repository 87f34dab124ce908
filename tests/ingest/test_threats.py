import pytest

from geo.model.cues import Cues

TABLES = ("names", "government", "people", "negation", "quotation", "modality", "roles", "kinds")


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


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("Crowds stormed the parliament and the prime minister stepped down.", "regime_instability"),
        ("Оппозиция говорит о фальсификации выборов.", "regime_instability"),
        ("A note from Abkhazia speaks of its independence.", "separatism"),
        ("Приднестровье требует признать независимость.", "separatism"),
        ("Azerbaijani forces shelled Armenian positions again.", "interstate_war"),
        ("Казахстан закрыл пункты пропуска на границе.", "border_incident"),
        ("A man attacked police officers with explosives.", "insurgency_terrorism"),
        ("Recruiters lure young labourers into the Islamic State.", "radicalisation_extremism"),
        ("Таможенники нашли в кузове тайник, в нём везли сигареты.", "organised_crime"),
        ("Uzbeks were beaten and their homes burned in Osh.", "interethnic_violence"),
        ("Жители Актау перекрыли трассу и требуют повысить зарплату.", "social_unrest"),
        ("The army is short of fuel and the police are demoralised.", "institutional_weakness"),
        ("Ереван отказался участвовать в учениях ОДКБ.", "alliance_discord"),
        ("Moscow is losing influence as Beijing and Washington vie for the region.", "great_power_friction"),
        ("The president accused foreign powers of funding the opposition.", "intervention_sovereignty"),
        ("Leaders in the region fear that unrest could spread to neighbouring states.", "regional_contagion"),
        ("Таджикистан опасается прорыва боевиков из Афганистана.", "afghanistan_spillover"),
        ("The last American soldiers left Afghanistan in August.", "western_withdrawal"),
        ("The observers were denied access to the village.", "institutional_weakness"),
        ("Наблюдателей ОБСЕ не пустили в село.", "institutional_weakness"),
        ("The border forces lack the money to mend their outposts.", "institutional_weakness"),
        ("ОДКБ ограничилась выражением озабоченности.", "institutional_weakness"),
        ("Raiders stole a herd on the border and drove it away.", "border_incident"),
        ("Фуры скопились у таможни из-за блокады.", "border_incident"),
        ("Ethnic Armenians fled the town in a long column.", "interethnic_violence"),
        ("Protests broke out after the presidential election.", "regime_instability"),
        ("Правящая коалиция распалась, в стране правительственный кризис.", "regime_instability"),
        ("Politicians fear for the sovereignty of the country.", "intervention_sovereignty"),
        ("Moscow warned that American troops must not stay.", "great_power_friction"),
        ("Москва и Вашингтон обвинили дипломатов в шпионаже.", "great_power_friction"),
        ("Лукашенко недоволен: у Минска новый спор с Москвой.", "alliance_discord"),
        ("Islamabad says that the group has a safe haven in Afghanistan.", "afghanistan_spillover"),
        ("Беспорядки в Киргизии могут перекинуться на Узбекистан.", "regional_contagion"),
        ("Украина сообщила о контрнаступлении.", "interstate_war"),
        ("Нападавшие открыли стрельбу, убиты двое.", "insurgency_terrorism"),
    ],
)
def test_ordinary_ways_of_saying_it(reader, text, threat):
    assert threat in threats(reader, text)


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("Соседи заговорили о торговле.", "regime_instability"),
        ("The court sentenced five men for plotting to overthrow the government.", "regime_instability"),
        ("Tourists from Poland liked the beaches of Abkhazia.", "separatism"),
        ("The rebels and the army agreed on a ceasefire.", "interstate_war"),
        ("Troops practised repelling an invasion during the exercise.", "interstate_war"),
        ("После войны завод переехал в Ташкент.", "interstate_war"),
        ("Посольство вручило ноту протеста.", "social_unrest"),
        ("Казахстан закрыл пункт пропуска на ремонт.", "border_incident"),
        ("The Afghan army fought in Helmand.", "afghanistan_spillover"),
        ("Floods are feared on the Panj in Tajikistan.", "afghanistan_spillover"),
        ("Двух контрабандистов задержали с опиумом.", "organised_crime"),
        ("Министр внутренних дел прибыл в Ош.", "intervention_sovereignty"),
        ("Тренировка Коллективных сил ОДКБ завершилась.", "alliance_discord"),
        ("Торговля между странами СНГ выросла.", "alliance_discord"),
        ("Поставки за рубеж увеличились, сообщил министр.", "border_incident"),
        ("The market is close to the border.", "border_incident"),
        ("An earthquake killed three people near the border.", "border_incident"),
        ("Протестантская община построила храм.", "social_unrest"),
        ("The Xinjiang Autonomous Region will get a railway.", "separatism"),
        ("Неизвестные обстреляли автобус.", "interstate_war"),
        ("Россия и США сотрудничают в сфере туризма.", "great_power_friction"),
        ("The opposition leader faces criminal charges.", "organised_crime"),
        ("Жители заняли место у сцены, прибыл парламент.", "regime_instability"),
    ],
)
def test_words_that_mean_something_else(reader, text, threat):
    assert threat not in threats(reader, text)


def test_in_a_short_text_vague_instability_gives_way_to_a_danger_of_another_sentence(reader):
    text = "Tensions are high in the south. Uzbeks were beaten in Osh."
    assert set(threats(reader, text)) == {"interethnic_violence"}
    long = text + " The shops were open." * 30
    assert set(threats(reader, long)) == {"interethnic_violence", "unspecified_instability"}


def test_not_the_first_is_no_negation(reader):
    assert "intervention_sovereignty" in threats(reader, "Это не первая попытка внешнего вмешательства.")


def test_a_rule_may_look_into_the_next_sentence(reader):
    text = "Two shots came from nowhere. The border guards of Batken were put on alert."
    found = threats(reader, text)["border_incident"]
    assert text[found.start : found.end] == "shots"
    assert found.why["terms"] == ["border guards", "shots"]
    far = "Two shots came from nowhere. It was a cold day in May. The border guards of Batken slept."
    assert "border_incident" not in threats(reader, far)


def test_a_rule_may_ask_that_the_whole_text_lacks_something(reader):
    assert "social_unrest" in threats(reader, "Rioting broke out. Shops were looted.")
    ethnic = "Rioting broke out. Shops were looted. Ethnic clashes killed nine."
    assert set(threats(reader, ethnic)) == {"interethnic_violence"}


def test_a_weak_word_said_twice_is_one_sign(reader):
    assert "insurgency_terrorism" not in threats(reader, "Islamic State, they say, is the Islamic State.")


def test_no_word_is_two_signs(reader):
    assert "interstate_war" not in threats(reader, "Azerbaijani grapes sold well.")


def test_a_rule_names_classes_that_there_are():
    with pytest.raises(ValueError, match="no_such_class"):
        Cues.model_validate(
            {
                **{table: {} for table in TABLES},
                "threat": {"separatism": {"rules": [{"all": ["no_such_class"]}]}},
            }
        )
