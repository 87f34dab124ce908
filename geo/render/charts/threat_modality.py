"""How sure the texts are of one threat: the claims about it, by text and modality."""

from __future__ import annotations

from geo.query.answers import asked_threat
from geo.query.profile import said_how
from geo.render.said import said_chart
from geo.render.subject import threat_subject

CHART = said_chart(
    "threat_modality",
    30,
    "threats",
    {
        "label": {"en": "How sure, and in which text", "ru": "Насколько уверенно и в каком тексте"},
        "help": {
            "en": "Claims about this threat by what kind of statement they are. A warning is no fact. Click a number to read them.",
            "ru": "Утверждения об этой угрозе по характеру высказывания. Предостережение — не факт. Нажмите на число, чтобы прочесть их.",
        },
    },
    lambda dataset, view, selection: said_how(dataset, selection.claims, threat=asked_threat(dataset, view)),
    subject=threat_subject,
)
