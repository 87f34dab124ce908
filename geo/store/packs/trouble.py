"""What can go wrong with kept texts, and how a page says it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from geo.errors import AtlasError
from geo.i18n import Language, Words

Reason = Literal[
    "away", "busy", "disk_full", "broken", "unknown", "damaged", "unfit", "token", "too_large", "no_room", "too_often",
]  # fmt: skip
"""``away``: no answer from the database. ``damaged``: the row is not what was kept. ``unfit``: it is, but
does not go with this atlas's data. ``no_room``: the atlas's own limit, where ``disk_full`` is the machine's."""

PASSING: Final[frozenset[Reason]] = frozenset({"away", "busy", "disk_full", "no_room", "too_often"})
"""Reasons that may be gone in a while, so that trying again makes sense."""

WORDS: Final[Mapping[Reason, Words]] = MappingProxyType({
    "away": {
        "en": "The store of shared texts does not answer just now. Try again in a while.",
        "ru": "Хранилище присланных текстов сейчас не отвечает. Попробуйте немного позже.",
    },
    "busy": {
        "en": "The store of shared texts is busy. Try again in a while.",
        "ru": "Хранилище присланных текстов занято. Попробуйте немного позже.",
    },
    "disk_full": {
        "en": "The disk that shared texts are kept on is full; nothing was saved. The atlas's keeper has to make room.",
        "ru": "На диске для присланных текстов нет места; ничего не сохранено. Место должен освободить хранитель атласа.",
    },
    "broken": {
        "en": "The store of shared texts answered with an error; nothing was saved.",
        "ru": "Хранилище присланных текстов ответило ошибкой; ничего не сохранено.",
    },
    "unknown": {
        "en": "There is no such text here: the link is wrong, or the text has been deleted.",
        "ru": "Такого текста здесь нет: ссылка неверна, или текст удалён.",
    },
    "damaged": {
        "en": "The text that is kept here is not the one that was shared, so it is not shown.",
        "ru": "Хранится не тот текст, которым делились, поэтому он не показан.",
    },
    "unfit": {
        "en": "The shared text does not go with this atlas's data, so it is not shown.",
        "ru": "Присланный текст не подходит к данным этого атласа, поэтому он не показан.",
    },
    "token": {
        "en": "This is not the owner's key of this text; nothing was deleted.",
        "ru": "Это не ключ владельца этого текста; ничего не удалено.",
    },
    "too_large": {
        "en": "The text with its claims takes {got}; at most {most} can be kept.",
        "ru": "Текст с утверждениями занимает {got}; можно хранить не больше {most}.",
    },
    "no_room": {
        "en": "The room that this atlas gives to shared texts is used up; nothing was saved.",
        "ru": "Место, отведённое в этом атласе для присланных текстов, занято; ничего не сохранено.",
    },
    "too_often": {
        "en": "Too many texts have been kept within the last hour; nothing was saved. Try again later.",
        "ru": "За последний час сохранено слишком много текстов; ничего не сохранено. Попробуйте позже.",
    },
})  # fmt: skip


class PackError(AtlasError):
    """Something about a kept text failed, for one of the `Reason`. Nothing is ever half written."""

    def __init__(self, reason: Reason, detail: str = "", **values: str) -> None:
        self.reason = reason
        self.values = values
        super().__init__(f"{reason}: {detail}" if detail else reason)

    def say(self, language: Language) -> str:
        """Return the reason in words; a language file may translate it under ``pack.<reason>``."""
        return language.part(f"pack.{self.reason}", WORDS[self.reason]).format(**self.values)

    @property
    def passing(self) -> bool:
        """Whether trying again later makes sense."""
        return self.reason in PASSING


def megabytes(size: int) -> str:
    """Return a size in bytes for people, such as ``2.1 MB``."""
    return f"{size / 1_000_000:.1f} MB"
