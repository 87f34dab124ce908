"""The words of the review page. A language file may translate each under ``page.review.<key>``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from geo.i18n import Language, Words

WORDS: Final[Mapping[str, Words]] = MappingProxyType({
    "title": {"en": "Your text", "ru": "Свой текст"},
    "intro": {
        "en": "Bring an article about the region: the atlas proposes claims and puts them on the map, you decide about each. It is read on this server, offline; nothing of it goes to anyone else.",
        "ru": "Принесите статью о регионе: атлас предложит утверждения и покажет их на карте, а вы решите о каждом. Статья читается на этом сервере, без сети, и никуда больше не передаётся.",
    },
    "paste": {"en": "Text of the article, English or Russian", "ru": "Текст статьи, по-русски или по-английски"},
    "file": {"en": "Or a file: plain text, Markdown, HTML, PDF or DOCX, up to 2 MB", "ru": "Или файл: простой текст, Markdown, HTML, PDF или DOCX, до 2 МБ"},
    "read": {"en": "Read the text", "ru": "Прочесть текст"},
    "reading": {"en": "Reading …", "ru": "Читаю …"},
    "nothing_brought": {"en": "Paste a text or choose a file first.", "ru": "Сначала вставьте текст или выберите файл."},
    "no_claims": {
        "en": "No claim was found: the text ties nothing to a place or country that the atlas knows.",
        "ru": "Утверждений не найдено: текст ничего не связывает с местом или страной, известными атласу.",
    },
    "left_out": {
        "en": "The end of the text was not read ({number} of {all} characters): it holds more names and words than are read in one go. Bring the rest as a text of its own.",
        "ru": "Конец текста не прочитан (знаков: {number} из {all}): в нём больше имён и слов, чем читается за один раз. Остаток можно принести отдельным текстом.",
    },
    "kept_session": {
        "en": "The draft is kept in this server's memory under this page's address: it survives a reload, but not a restart of the server. Whoever has the address can change it.",
        "ru": "Черновик хранится в памяти этого сервера под адресом этой страницы: он переживёт перезагрузку страницы, но не перезапуск сервера. Кто знает адрес, может его изменить.",
    },
    "kept_shared": {
        "en": "The draft, with the text, is kept on this server under this page's address for 30 days after its last change. Whoever has the address can change it; to show your work to others, share it below.",
        "ru": "Черновик вместе с текстом хранится на этом сервере под адресом этой страницы 30 дней после последней правки. Кто знает адрес, может его изменить; чтобы показать работу другим, поделитесь ею ниже.",
    },
    "not_saved": {
        "en": "Not saved yet. {why} Your decisions are safe in this window as long as it stays open; saving is tried again with each step.",
        "ru": "Пока не сохранено. {why} Ваши решения целы, пока это окно открыто; с каждым шагом сохранение повторяется.",
    },
    "save_now": {"en": "Save now", "ru": "Сохранить"},
    "not_loaded": {"en": "The draft that this address names can't be opened. {why}", "ru": "Черновик по этому адресу открыть не удалось. {why}"},
    "again": {"en": "Try again", "ru": "Попробовать снова"},
    "region": {"en": "The text with its candidates", "ru": "Текст с предложенными утверждениями"},
    "previous": {"en": "Previous", "ru": "Назад"},
    "next": {"en": "Next", "ru": "Вперёд"},
    "accept": {"en": "Accept", "ru": "Принять"},
    "reject": {"en": "Reject", "ru": "Отклонить"},
    "reopen": {"en": "Undo", "ru": "Вернуть"},
    "add": {"en": "Add a claim", "ru": "Добавить утверждение"},
    "add_how": {
        "en": "From the words that you mark in the text; where none are marked, a second claim about the passage that is looked at",
        "ru": "По словам, выделенным в тексте; если ничего не выделено — второе утверждение о том же фрагменте",
    },
    "added": {"en": "You added this claim; its fields were proposed from the words that you marked.", "ru": "Это утверждение добавили вы; поля предложены по выделенным словам."},
    "too_long": {"en": "Mark a shorter passage: at most {most} characters.", "ru": "Выделите фрагмент короче: не больше {most} знаков."},
    "progress": {"en": "{done} of {all} reviewed", "ru": "Проверено {done} из {all}"},
    "part": {"en": "part {part} of {parts}", "ru": "часть {part} из {parts}"},
    "verdict.open": {"en": "candidate", "ru": "предложено"},
    "verdict.accepted": {"en": "accepted", "ru": "принято"},
    "verdict.rejected": {"en": "rejected", "ru": "отклонено"},
    "keys": {
        "en": "Keys: a accept, r reject, u undo, j or ↓ next, k or ↑ previous, n next candidate, c add a claim from the marked words",
        "ru": "Клавиши: a принять, r отклонить, u вернуть, j или ↓ вперёд, k или ↑ назад, n к следующему предложенному, c добавить утверждение по выделенным словам",
    },
    "keys_on": {"en": "Keys work", "ru": "Клавиши действуют"},
    "how": {
        "en": "Dashed: proposed, nobody has looked at it yet. Solid: accepted. Struck through: rejected. Names of places are underlined.",
        "ru": "Пунктир: предложено, никем не проверено. Сплошная линия: принято. Зачёркнуто: отклонено. Названия мест подчёркнуты.",
    },
    "claim": {"en": "Claim {number}", "ru": "Утверждение {number}"},
    "place": {"en": "Where it stands", "ru": "Где"},
    "place_none": {"en": "not located: on the countries it is about", "ru": "без места: на странах, о которых речь"},
    "find": {"en": "Find another place", "ru": "Найти другое место"},
    "find_help": {"en": "A name in any spelling, English or Russian", "ru": "Название в любом написании, по-русски или по-английски"},
    "found_none": {"en": "No place of this name is known here.", "ru": "Место с таким названием здесь неизвестно."},
    "point": {"en": "Or a point on the map", "ru": "Или точка на карте"},
    "lat": {"en": "Latitude", "ru": "Широта"},
    "lon": {"en": "Longitude", "ru": "Долгота"},
    "put": {"en": "Put it there", "ru": "Поставить туда"},
    "pick": {"en": "Place it by a click on the map", "ru": "Указать щелчком на карте"},
    "no_country": {"en": "There is no country at this point, so a claim can't stand on it.", "ru": "В этой точке нет страны, поэтому утверждение не может там стоять."},
    "by_hand": {"en": "{mention} (point {lat}, {lon})", "ru": "{mention} (точка {lat}, {lon})"},
    "kind": {"en": "Kind", "ru": "Вид"},
    "modality": {"en": "Modality", "ru": "Модальность"},
    "countries": {"en": "Countries it is about", "ru": "О каких странах"},
    "threats": {"en": "Threats", "ru": "Угрозы"},
    "exposed": {"en": "{threat}: exposed", "ru": "{threat}: под угрозой"},
    "source": {"en": "{threat}: source", "ru": "{threat}: источник"},
    "summary_en": {"en": "Summary in English, in your own words", "ru": "Пересказ по-английски, своими словами"},
    "summary_ru": {"en": "Summary in Russian, in your own words", "ru": "Пересказ по-русски, своими словами"},
    "why": {"en": "Why this was proposed", "ru": "Почему так предложено"},
    "why_place": {"en": "{mention}: {why}", "ru": "{mention}: {why}"},
    "why_threat": {"en": "{threat}, “{words}”: {why}", "ru": "{threat}, «{words}»: {why}"},
    "sign_rule": {"en": "the rules find: {threat}", "ru": "правила находят: {threat}"},
    "sign_again": {"en": "the rules find it more than once: {threat}", "ru": "правила находят не раз: {threat}"},
    "runner_up": {"en": "Also possible: {place}", "ru": "Возможно и так: {place}"},
    "score": {"en": "Score {score} of 1: it only ranks.", "ru": "Оценка {score} из 1: она лишь упорядочивает."},
    "about": {"en": "About the text", "ru": "О тексте"},
    "about_help": {"en": "Needed before the text is taken away or shared.", "ru": "Нужно заполнить, прежде чем выгрузить текст или поделиться им."},
    "about.title": {"en": "Title", "ru": "Заглавие"},
    "about.author": {"en": "Author", "ru": "Автор"},
    "about.publisher": {"en": "Publisher", "ru": "Издатель"},
    "about.date": {"en": "Date (2024, 2024-05 or 2024-05-17)", "ru": "Дата (2024, 2024-05 или 2024-05-17)"},
    "about.url": {"en": "Address on the web, where it has one", "ru": "Адрес в интернете, если есть"},
    "about.id": {"en": "Id (lower-case letters, digits, hyphens)", "ru": "Идентификатор (строчные латинские буквы, цифры, дефисы)"},
    "about.wrong": {"en": "{field}: this can't be right.", "ru": "{field}: так не бывает."},
    "about.missing": {"en": "Still to be filled in: {fields}.", "ru": "Ещё не заполнено: {fields}."},
    "take": {"en": "Take it away", "ru": "Выгрузить"},
    "take_help": {
        "en": "The text folder holds accepted claims: unpacked in the atlas's data folder it is one more text. The other two hold candidates too, and say so. None holds the article.",
        "ru": "В папке текста — принятые утверждения: распакованная в папку данных атласа, она станет ещё одним текстом. В двух других есть и предложенные, с пометкой. Самой статьи нет ни в одной.",
    },
    "take.folder": {"en": "Text folder (ZIP)", "ru": "Папка текста (ZIP)"},
    "take.jsonld": {"en": "Web annotations", "ru": "Веб-аннотации"},
    "take.csv": {"en": "CSV table", "ru": "Таблица CSV"},
    "take.none": {"en": "Nothing is accepted yet.", "ru": "Пока ничего не принято."},
    "problems": {"en": "What stands in the way", "ru": "Что мешает"},
    "share": {"en": "Share it", "ru": "Поделиться"},
    "share_help": {
        "en": "Kept on this server: metadata, claims, places, positions and hashes of the passages. Whoever has the link sees them on the map, beside the atlas's own texts. What is shared can't be changed, only deleted.",
        "ru": "На этом сервере сохранятся: сведения о тексте, утверждения, места, положения и хеши фрагментов. Кто получит ссылку, увидит их на карте рядом с текстами атласа. Изменить то, чем поделились, нельзя, можно только удалить.",
    },
    "share_open": {"en": "Share candidates that are not reviewed yet too, marked as such", "ru": "Показать и непроверенные утверждения, с пометкой"},
    "share_article": {
        "en": "Keep the article itself too, for everybody who has the link: I may pass it on",
        "ru": "Сохранить и саму статью для всех, у кого есть ссылка: я вправе её распространять",
    },
    "share_button": {"en": "Share and get the link", "ru": "Поделиться и получить ссылку"},
    "share_link": {"en": "Link for everybody", "ru": "Ссылка для всех"},
    "share_token": {
        "en": "Your key, shown only now: with it you can delete the text. Nobody can find it out for you later.",
        "ru": "Ваш ключ, показан только сейчас: с ним текст можно удалить. Позже его никто не восстановит.",
    },
    "delete": {"en": "Delete a text that you shared", "ru": "Удалить присланный вами текст"},
    "delete_link": {"en": "Its link", "ru": "Его ссылка"},
    "delete_token": {"en": "Your key", "ru": "Ваш ключ"},
    "delete_button": {"en": "Delete it for everybody", "ru": "Удалить для всех"},
    "deleted": {"en": "The text has been deleted: the link now leads to none.", "ru": "Текст удалён: ссылка больше никуда не ведёт."},
    "discard": {"en": "Delete this draft", "ru": "Удалить этот черновик"},
    "discard_sure": {"en": "Delete the draft with all decisions?", "ru": "Удалить черновик со всеми решениями?"},
    "discard_yes": {"en": "Yes, delete it", "ru": "Да, удалить"},
})  # fmt: skip


def say(language: Language, key: str, **values: object) -> str:
    """Return one of the page's words in a language, its placeholders filled."""
    said = language.part(f"page.review.{key}", WORDS[key])
    return said.format(**values) if values else said
