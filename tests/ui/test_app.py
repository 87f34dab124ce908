"""The whole script: from an address to what is shown, and back to an address."""

import pytest

from geo.i18n import language, languages
from geo.query.filter import filters
from geo.query.link import parse_link
from geo.query.selection import select
from geo.query.sentence import sentence
from geo.ui import main, state
from geo.ui.atlas import atlas
from geo.ui.page import pages
from tests.ui.shown import choose, chosen, claims, components, panel


def texts(test):
    return [item.value for item in test.text]


def says(test, words):
    return any(words in text for text in texts(test))


def shown(test):
    """Return the ids of the claims in the first table."""
    return list(claims(test)["id"])


ADDRESSES = [
    {},
    {"country": "KGZ"},
    {"country": "KGZ,UZB"},
    {"threat": "interethnic_violence"},
    {"kind": "base,border"},
    {"modality": "forecast"},
    {"text": "trenin-2010"},
    {"as_of": "2012-07-01"},
    {"pov": "defacto"},
    {"lang": "ru"},
    {"sel": "country:KGZ"},
    {"at": "5.00/41.0000/70.0000"},
    {
        "country": "KGZ",
        "threat": "interethnic_violence",
        "lang": "ru",
        "sel": "country:KGZ",
        "at": "5.00/41.0000/70.0000",
    },
]


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_address_becomes_view_and_stays_in_the_address(run, address):
    test = run(address)
    dataset = atlas()
    wanted, notices = parse_link(dataset, {key: [value] for key, value in address.items()})
    assert notices == ()
    view = test.session_state[state.VIEW]
    assert view == wanted
    assert says(test, sentence(dataset, view, select(dataset, view), language(view.language)))
    again, notices = parse_link(dataset, {key: [value] for key, value in flat(test).items()})
    assert (again, notices) == (view, ())
    assert flat(test)["v"] == dataset.version


def place_of(block, wanted, path=()):
    """Return where a container stands on the page: the numbers by which the browser knows it."""
    for number, child in block.children.items():
        if getattr(child.proto, "id", "").endswith(f"-{wanted}"):
            return (*path, number)
        if hasattr(child, "children") and (found := place_of(child, wanted, (*path, number))):
            return found
    return None


@pytest.mark.parametrize(
    "address",
    [
        {"sel": "country:KGZ"},
        {"country": "KGZ", "threat": "interethnic_violence", "modality": "forecast"},
        {"country": "nowhere", "v": "older"},
        {"pack": "none-of-this-name"},
    ],
    ids=["evidence", "no claim", "notices", "no such text"],
)
def test_map_keeps_its_place_whatever_stands_above_it(run, address):
    # The browser makes what has moved anew: the reader's zoom and open popup would be lost.
    here = place_of(run().main, "atlas_map_box")
    assert here is not None
    assert place_of(run(address).main, "atlas_map_box") == here


def flat(test):
    return {key: value[-1] if isinstance(value, list) else value for key, value in test.query_params.items()}


def test_every_filter_has_a_control_set_from_the_address(run):
    dataset = atlas()
    for name, part in filters().items():
        if part.widget == "multiselect":
            value = next(iter(part.options(dataset)))
            test = run({name: value})
            assert chosen(test, name) == [value]
    assert chosen(run({"as_of": "2012-07-01"}), "as_of") == ["2012-07-01"]
    assert chosen(run({"lang": "ru", "pov": "defacto"}), "lang") == ["ru"]


def test_a_filter_changes_what_is_shown_and_keeps_the_rest(run):
    test = run({"country": "KGZ", "lang": "ru", "pov": "defacto"})
    before = shown(test)
    choose(test, modality=["forecast"])
    assert 0 < len(shown(test)) < len(before)
    assert set(shown(test)) < set(before)
    address = flat(test)
    assert (address["country"], address["modality"], address["lang"], address["pov"]) == (
        "KGZ", "forecast", "ru", "defacto",
    )  # fmt: skip
    choose(test, country=[])
    address = flat(test)
    assert "country" not in address
    assert (address["modality"], address["lang"], address["pov"]) == ("forecast", "ru", "defacto")


def test_a_date_changes_the_view_and_the_standing_date_leaves_the_address(run):
    test = run()
    assert chosen(test, "as_of") == []
    choose(test, as_of=["2010-12-01"])
    assert flat(test)["as_of"] == "2010-12-01"
    assert {claim.rpartition("-")[0] for claim in shown(test)} == {"trenin-2010"}
    choose(test, as_of=[])
    assert "as_of" not in flat(test)


def test_the_position_that_the_map_wrote_survives_a_change(run):
    test = run({"country": "KGZ"})
    test.query_params["at"] = "6.5/40.5/72.8"
    choose(test, kind=["hotspot"])
    assert flat(test)["at"] == "6.5/40.5/72.8"
    assert test.session_state[state.VIEW].position.zoom == 6.5


def test_going_back_shows_the_earlier_view(run):
    test = run({"country": "KGZ"})
    earlier = dict(test.query_params)
    choose(test, country=["ARM"])
    test.query_params.clear()
    for key, value in earlier.items():
        test.query_params[key] = value
    test.run()
    assert chosen(test, "country") == ["KGZ"]
    assert test.session_state[state.VIEW].chosen("country") == ("KGZ",)


@pytest.mark.parametrize("name", list(pages()))
@pytest.mark.parametrize("tag", list(languages()))
def test_every_page_draws_in_every_language(run, monkeypatch, name, tag):
    # AppTest opens only the first page, so this page is made the only one.
    monkeypatch.setattr(main, "pages", lambda: {name: pages()[name]})
    test = run({"country": "KGZ", "lang": tag})
    assert test.session_state[state.VIEW].page == name
    assert flat(test)["country"] == "KGZ"
    assert len(test.main.title) == 1


def test_the_data_page_counts_every_claim(run, monkeypatch):
    monkeypatch.setattr(main, "pages", lambda: {"data": pages()["data"]})
    test = run()
    kinds, modalities = test.dataframe[0].value, test.dataframe[1].value
    assert kinds["claims"].sum() == modalities["claims"].sum() == len(atlas().claims)
    licences = [frame.value["licence"] for frame in test.dataframe if "licence" in frame.value]
    assert len(licences) == 3
    assert all(value for column in licences for value in column)


def test_a_page_change_that_empties_the_address_keeps_the_view(run):
    test = run({"country": "KGZ", "lang": "ru"})
    test.query_params.clear()
    test.run()
    assert flat(test)["country"] == "KGZ"
    assert flat(test)["lang"] == "ru"


def test_language_changes_everything_but_the_view(run):
    test = run({"country": "KGZ"})
    choose(test, lang=["ru"])
    russian = language("ru")
    assert says(test, "Киргизия") or says(test, "Кыргызстан")
    assert russian.text("claims.heading") in {data["heading"] for data in components(test, "table").values()}
    assert flat(test) == {"country": "KGZ", "lang": "ru", "v": atlas().version}


@pytest.mark.parametrize("tag", ["en", "ru"])
def test_nothing_left_says_so_and_can_be_cleared_one_by_one(run, tag):
    test = run({"country": "ARM", "threat": "interethnic_violence", "kind": "base", "lang": tag})
    words = language(tag)
    assert says(test, words.text("empty.heading"))
    for name in ("country", "threat", "kind"):
        assert test.button(key=f"clear.{name}").label
    test.button(key="clear.threat").click().run()
    assert flat(test)["kind"] == "base"
    assert "threat" not in flat(test)
    assert not says(test, words.text("empty.heading"))
    choose(test, **{name: [] for name in filters()})
    assert set(flat(test)) <= {"lang", "v"}
    assert len(shown(test)) == len(atlas().claims)


UNKNOWN = "![](https://example.org/x.png)"


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"country": "KGZ,XXX"}, "XXX"),
        ({"threat": UNKNOWN}, UNKNOWN),
        ({"colour": "red"}, "colour"),
        ({"sel": "country:ZZZ"}, "country:ZZZ"),
        ({"lang": "xx"}, "xx"),
        ({"at": "a/b/c"}, "a/b/c"),
        ({"as_of": "yesterday"}, "yesterday"),
    ],
)
def test_what_a_link_asks_for_in_vain_is_named(run, query, named):
    test = run(query)
    assert says(test, language("en").text("link.heading"))
    assert says(test, named)
    # Text from outside is shown as text and reaches no Markdown.
    assert not any(named in item.value for item in [*test.markdown, *test.caption, *test.warning])
    test.button(key="dismiss_notices").click().run()
    assert not says(test, named)


def test_the_valid_part_of_a_link_still_holds(run):
    test = run({"country": "KGZ,XXX", "threat": "nonsense"})
    assert test.session_state[state.VIEW].filters == (("country", ("KGZ",)),)


def test_claims_that_stand_nowhere_are_listed(run):
    test = run()
    dataset = atlas()
    wanted = [claim.id for claim in select(dataset, test.session_state[state.VIEW]).unlocated]
    if wanted:
        assert list(claims(test, "unlocated")["id"]) == wanted
    else:
        (said,) = [data for key, data in components(test, "table").items() if key.endswith("unlocated")]
        assert said["nothing"] == language("en").text("unlocated.none")


HOSTILE = "<img src=x onerror=alert(1)> `${1}` </script> {{ 7*7 }} ![](https://example.org/x.png) :red[x] $x$"


def test_hostile_text_is_only_ever_text(run, data_copy):
    _, edit = data_copy
    claim = edit(0, voice=HOSTILE, mention=HOSTILE[:80], summary={"en": HOSTILE, "ru": HOSTILE})
    test = run({"sel": f"claim:{claim}"})
    row = claims(test).set_index("id").loc[claim]
    assert (row["summary"], row["voice"], row["mention"]) == (HOSTILE, HOSTILE, HOSTILE[:80])
    for item in [*test.markdown, *test.caption, *test.subheader, *test.title]:
        assert "onerror" not in item.value
        assert "example.org" not in item.value


def test_broken_data_is_a_page_that_names_each_record(run, data_copy):
    folder, edit = data_copy
    claim = edit(0, kind="nonsense")
    (folder / "VERSION").unlink()
    test = run({"lang": "ru"})
    assert says(test, language("ru").text("broken.explanation"))
    said = test.code[0].value
    assert "VERSION:-: version expected" in said
    assert f"texts/trenin-2010/claims.json:{claim}: kind expected" in said
    assert panel(test) is None


def test_data_that_is_put_right_is_read_again(run, data_copy):
    folder, _ = data_copy
    version = (folder / "VERSION").read_text("utf-8")
    (folder / "VERSION").unlink()
    test = run()
    assert panel(test) is None
    (folder / "VERSION").write_text(version, "utf-8")
    test.run()
    assert panel(test) is not None
