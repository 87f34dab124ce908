"""A pack: one form, one name, whole or refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from geo.errors import DataError
from geo.model.pack import Pack, canonical, pack_hash, read_pack, short_hash
from tests.store.packs.conftest import make_pack


def test_equal_packs_have_one_form_and_one_name():
    one, two = make_pack(held=True), make_pack(held=True)
    assert canonical(one) == canonical(two)
    assert pack_hash(canonical(one)) == pack_hash(canonical(two))
    assert canonical(one) != canonical(make_pack())
    raw = json.loads(canonical(one))
    assert list(raw) == sorted(raw)
    assert b", " not in canonical(make_pack()).split(b'"summary"')[0].split(b'"paragraphs"')[0]


def test_it_is_read_back():
    pack = make_pack(held=True)
    assert read_pack(canonical(pack)) == pack


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff", b'{"format": 2}', canonical(make_pack())[:-1]])
def test_what_is_no_pack_is_refused(body):
    with pytest.raises(DataError):
        read_pack(body)


def test_claims_of_another_text_and_another_article_are_refused():
    raw = json.loads(canonical(make_pack(held=True)))
    with pytest.raises(ValidationError, match="the article that text describes"):
        Pack.model_validate(raw | {"article": raw["article"] + " "})
    claims = [raw["claims"][0] | {"id": "elsewhere-001"}]
    with pytest.raises(ValidationError, match="claims of osh-2020 expected"):
        Pack.model_validate(raw | {"claims": claims})


@given(st.binary(min_size=32, max_size=32))
def test_the_short_hash_fits_into_a_link(raw):
    short = short_hash(raw.hex())
    assert len(short) == 11
    assert short.replace("-", "").replace("_", "").isalnum() or not short.strip("-_")
