"""A reviewed text as a folder: copied into the data, it validates as any other."""

import io
import shutil
import tomllib
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import UnknownValueError
from geo.ingest.drafting import make_draft
from geo.ingest.reader import load_reader
from geo.model.draft import Patch, Work, make_pack, make_text, patched
from geo.query.text_folder import text_files, text_folder
from geo.store import find_data_dir, load_dataset
from geo.store.validate import problems
from tests.store.packs.conftest import make_draft as small_draft
from tests.store.packs.conftest import make_pack as small_pack

ARTICLE = (
    "Border guards clashed near Batken on Monday. Drug traffickers cross from Badakhshan into Tajikistan.\n"
    "The Osh region fears renewed ethnic violence. The CSTO summit discussed the Tajik-Afghan border.\n"
    "Russia should reinforce its base near Dushanbe."
)
ABOUT = {
    "title": 'On "borders"\\ and more', "author": "Ada Example", "publisher": "Пресса = [x]", "date": "2024-05",
    "url": "https://example.org/a",
}  # fmt: skip


def test_copied_into_the_data_it_validates(tmp_path, atlas):
    draft = make_draft(atlas, load_reader(find_data_dir()), ARTICLE)
    steps = [Patch(claim=claim.id, verdict="accepted") for claim in draft.claims]
    steps.append(Patch(claim=draft.claims[1].id, verdict="rejected"))
    steps.append(Patch(claim=draft.claims[0].id, edits={"place": "province_kg_b"}))
    pack = make_pack(
        draft, patched(draft, Work(), steps), make_text(draft, "example-2024", ABOUT), ("accepted",)
    )
    assert pack.places
    data = tmp_path / "data"
    shutil.copytree(find_data_dir(), data, ignore=shutil.ignore_patterns("text.txt"))
    with zipfile.ZipFile(io.BytesIO(text_folder(pack))) as packed:
        packed.extractall(data)
    (data / "texts" / "example-2024" / "text.txt").write_bytes(ARTICLE.encode())
    # With the article at hand, every hash is checked too.
    assert [str(problem) for problem in problems(data)] == []
    dataset = load_dataset(data)
    mine = [claim for claim in dataset.claims if claim.text == "example-2024"]
    assert mine == list(pack.claims)
    assert dataset.texts_by_id["example-2024"] == pack.text
    assert dataset.passages.state(mine[0]) == "held"
    # A folder that was spoilt does not validate: the check above can fail.
    path = data / "texts" / "example-2024" / "claims.json"
    path.write_text(path.read_text("utf-8").replace('"country:', '"county:'), "utf-8")
    place = next(iter(pack.places))
    (data / "places" / f"{place.id}.json").unlink()
    assert problems(data)


def test_the_article_is_in_none_of_the_files():
    files = text_files(small_pack_reviewed())
    assert sorted(files) == ["texts/osh-2020/claims.json", "texts/osh-2020/text.toml"]
    assert all("Fighters cross" not in content for content in files.values())
    assert "status" not in files["texts/osh-2020/claims.json"]


def small_pack_reviewed():
    draft = small_draft()
    work = patched(draft, Work(), [Patch(claim=claim.id, verdict="accepted") for claim in draft.claims])
    return make_pack(draft, work, small_pack().text, ("accepted",))


def test_what_nobody_has_reviewed_is_no_data():
    with pytest.raises(UnknownValueError, match="reviewed claims only"):
        text_folder(small_pack())


def test_the_same_text_gives_the_same_bytes():
    assert text_folder(small_pack_reviewed()) == text_folder(small_pack_reviewed())


def test_no_path_leads_out_of_the_data_folder():
    for path in text_files(small_pack_reviewed()):
        assert not Path(path).is_absolute()
        assert ".." not in Path(path).parts


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_title_is_read_back_from_the_toml(title, author):
    pack = small_pack_reviewed()
    text = pack.text.model_copy(update={"title": title, "author": author})
    raw = tomllib.loads(text_files(pack.model_copy(update={"text": text}))["texts/osh-2020/text.toml"])
    assert (raw["title"], raw["author"]) == (title, author)
    assert raw["paragraphs"] == [list(span) for span in text.paragraphs]
