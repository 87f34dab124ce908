from __future__ import annotations

import re
from importlib import resources

import pytest

from geo.errors import RenderError
from geo.render import bundle

SOURCES = sorted(
    path.name for path in (resources.files("geo.render") / "assets").iterdir() if path.name.endswith(".js")
)


def test_bundle_holds_each_module_once_after_what_it_imports() -> None:
    script = bundle.bundled("standalone.js", "AtlasPage")
    order = re.findall(r'^modules\["([\w.]+)"\] = ', script, re.MULTILINE)
    assert order[-1] == "standalone.js"
    assert len(order) == len(set(order))
    assert set(order) == set(SOURCES) - {"streamlit.js"}
    for match in re.finditer(r'= modules\["([\w.]+)"\];', script):
        assert script.index(f'modules["{match.group(1)}"] = (') < match.start()
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)


@pytest.mark.parametrize(
    "source",
    [
        'import fallback from "./dom.js";', 'import * as dom from "./dom.js";', 'export { a } from "./dom.js";',
        'import { a } from "https://example.org/a.js";', "const here = import.meta.url;",
    ],
)  # fmt: skip
def test_other_forms_are_refused(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    monkeypatch.setattr(bundle, "asset", lambda _name: source)
    with pytest.raises(RenderError, match="imports expected"):
        bundle.bundled.__wrapped__("other.js", "Other")


def test_circle_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'}
    monkeypatch.setattr(bundle, "asset", lambda name: texts[name])
    with pytest.raises(RenderError, match="no circle"):
        bundle.bundled.__wrapped__("a.js", "A")


@pytest.mark.parametrize("name", SOURCES)
def test_no_module_can_put_markup_or_code_into_the_page(name: str) -> None:
    source = bundle.asset(name)
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "createContextualFragment",
    ):
        assert way not in source
    assert not re.search(r"(?:setTimeout|setInterval)\(\s*[\"'`]", source)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", source)


def test_style_sheets_fetch_nothing() -> None:
    for name in ("atlas_map.css", "standalone.css"):
        assert "url(" not in bundle.asset(name)
        assert "@import" not in bundle.asset(name)
