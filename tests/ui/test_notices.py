"""A link made with older data opens with what has changed since; one made with unknown data says so."""

import json

import pytest

from geo.i18n import language
from geo.ui.notices import CHANGES_SHOWN

LOG = """
[[version]]
id = "2026.11.0"
note = {{ en = "Second.", ru = "Вторая." }}
{changes}
[[version]]
id = "2026.10.0"
note = {{ en = "First.", ru = "Первая." }}
"""
CHANGE = """
[[version.change]]
claim = "{claim}"
change = "{change}"
note = {{ en = "Because of {claim} ![x](http://example.org/a.png).", ru = "Из-за {claim}." }}
"""


def claims_of(folder) -> list[str]:
    return [
        one["id"] for one in json.loads((folder / "texts" / "trenin-2010" / "claims.json").read_text("utf-8"))
    ]


def changed(folder, *changes: tuple[str, str]) -> None:
    blocks = "".join(CHANGE.format(claim=claim, change=change) for claim, change in changes)
    (folder / "changes.toml").write_text(LOG.format(changes=blocks), "utf-8")


def notice(test) -> list[str]:
    """Return the lines of the notice: what is drawn before the page."""
    return [
        item.value
        for item in test.text
        if item.value.startswith("– ") or "2026.10" in item.value or "1999.1" in item.value
    ]


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        (
            "en",
            ("Added: {0}. Because of {0}", "Withdrawn: trenin-2010-999", "Corrected: {1}. Because of {1}"),
        ),
        ("ru", ("Добавлено: {0}. Из-за {0}", "Отозвано: trenin-2010-999", "Исправлено: {1}. Из-за {1}")),
    ],
)
def test_a_link_made_with_older_data_lists_what_has_changed(run, data_copy, tag, words):
    folder, _edit = data_copy
    first, second, *_rest = claims_of(folder)
    changed(folder, (first, "added"), ("trenin-2010-999", "withdrawn"), (second, "corrected"))
    test = run({"v": "2026.10.0", "lang": tag})
    heading, *lines = notice(test)
    assert "2026.10.0" in heading
    assert "2026.11.0" in heading
    assert [
        line.removeprefix("– ").startswith(word.format(first, second))
        for line, word in zip(lines, words, strict=True)
    ] == [True] * 3
    # Nothing was left out, so nothing says so; and what comes from the data is text.
    assert language(tag).text("link.heading") not in [item.value for item in test.text]
    assert not any("example.org" in item.value for item in (*test.markdown, *test.caption))
    test.button(key="dismiss_notices").click().run()
    assert notice(test) == []
    assert test.query_params["v"] == "2026.11.0"


def test_many_changes_are_all_listed_the_rest_behind_one_click(run, data_copy):
    folder, _edit = data_copy
    claims = claims_of(folder)[: CHANGES_SHOWN + 3]
    changed(folder, *((claim, "corrected") for claim in claims))
    test = run({"v": "2026.10.0"})
    heading = f"{len(claims) - CHANGES_SHOWN} more"
    (more,) = [one for one in test.expander if one.label == heading]
    assert len(more.text) == 3
    assert len(notice(test)) == 1 + len(claims)


def test_an_unchanged_version_and_an_unknown_one_say_so(run, data_copy):
    folder, _edit = data_copy
    changed(folder)
    assert notice(run({"v": "2026.10.0"})) == [
        "The link was made with data version 2026.10.0. No claim has changed since."
    ]
    (said,) = notice(run({"v": "1999.1.0"}))
    assert "which this atlas never had" in said


def test_what_was_left_out_stands_beside_what_has_changed(run, data_copy):
    folder, _edit = data_copy
    changed(folder)
    said = [item.value for item in run({"v": "2026.10.0", "country": "XXX"}).text]
    assert said.index("Some of what this link asked for is not shown:") < said.index(
        "The link was made with data version 2026.10.0. No claim has changed since."
    )


def test_a_log_that_cannot_be_read_still_leaves_a_warning(run, data_copy):
    folder, _edit = data_copy
    (folder / "changes.toml").write_text("version = 3", "utf-8")
    (said,) = notice(run({"v": "2026.10.0"}))
    assert "numbers may differ" in said
