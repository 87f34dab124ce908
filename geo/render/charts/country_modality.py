"""How one country is spoken of: claims that name it, by text and modality."""

from __future__ import annotations

from geo.query.profile import profile_country, said_how
from geo.render.said import said_chart
from geo.render.subject import country_subject

CHART = said_chart(
    "country_modality",
    40,
    "countries",
    {
        "label": {"en": "How it is spoken of", "ru": "Как о ней говорят"},
        "help": {
            "en": "Claims that name the country in any role, by what kind of statement they are. Click a number to read them.",
            "ru": "Утверждения, где страна названа в любой роли, по характеру высказывания. Нажмите на число, чтобы прочесть их.",
        },
    },
    lambda dataset, view, selection: said_how(
        dataset, selection.claims, country=profile_country(dataset, view)
    ),
    subject=country_subject,
)
