"""Take the pictures of the README from the running atlas: `make screenshots`."""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.bench.browser import chromium
from tests.browser.conftest import serving
from tests.browser.fixtures import PATIENCE, ROOT

SIZE = {"width": 1400, "height": 900}
COMMON, RARE = 208, 48
"""Colours of a picture: those that cover most of it, and those of thin lines, which say what is what on the map."""
LARGEST = 300_000
"""Most bytes of a picture."""


@dataclass(frozen=True)
class Shot:
    """One picture: its name, the view's address, what to do there first, and how it is to look."""

    name: str
    address: str
    prepare: Callable[[Page], Page] = lambda page: page
    scheme: str = "light"


def settled(page: Page) -> None:
    """Wait until the page has drawn all that is in sight."""
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible()
    expect(page.locator('[data-testid="stSkeleton"]')).to_have_count(0)
    if page.locator(".st-key-atlas_map").count():
        expect(page.locator('.atlas-map[data-ready="true"]')).to_be_visible()
    # Pictures fade in, and figures are drawn when they come into sight.
    page.wait_for_timeout(1500)


def compared(page: Page) -> Page:
    """Look at the comparison, which stands below the reader."""
    page.locator("#compare").evaluate("heading => heading.scrollIntoView({ block: 'start' })")
    return page


def dossier(page: Page) -> Page:
    """Download the view's dossier and open it from disk, with no network."""
    page.get_by_role("button", name="Cite and export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Dossier").click()
    path = Path(tempfile.mkdtemp()) / "dossier.html"
    download.value.save_as(path)
    page.context.set_offline(True)
    page.goto(path.as_uri())
    expect(page.locator('.atlas-map[data-ready="true"]')).to_be_visible()
    page.wait_for_timeout(1500)
    return page


SHOTS = (
    Shot("map", "?sel=claim:lukyanov-2011-043"),
    Shot("country", "countries?sel=country:KGZ"),
    Shot("comparison", "texts?sel=place:southern_kyrgyzstan", compared),
    Shot("dossier", "?threat=interethnic_violence", dossier),
    Shot("map-dark-ru", "?lang=ru&threat=afghanistan_spillover&at=4.70/41.5/64", scheme="dark"),
)


def palette(image: Image.Image) -> Image.Image:
    """Return an image whose palette suits another one."""
    common = image.quantize(COMMON, Image.Quantize.MEDIANCUT).getpalette() or []
    rare = image.quantize(RARE, Image.Quantize.MAXCOVERAGE).getpalette() or []
    made = Image.new("P", (1, 1))
    made.putpalette(common[: 3 * COMMON] + rare[: 3 * RARE])
    return made


def optimised(picture: bytes) -> bytes:
    """Return a PNG with a palette, as small as it gets.

    Raises
    ------
    ValueError
        Where it is larger than `LARGEST` all the same.
    """
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    written = io.BytesIO()
    image.quantize(palette=palette(image), dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    if len(written.getvalue()) > LARGEST:
        raise ValueError(f"a picture of at most {LARGEST} bytes expected, got {len(written.getvalue())}")
    return written.getvalue()


@contextmanager
def opened(browser: Browser, address: str, scheme: str) -> Iterator[Page]:
    """Open an address in a context of its own."""
    context = browser.new_context(viewport=SIZE, color_scheme=scheme, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address)
    settled(page)
    yield page
    context.close()


def main() -> None:
    """Serve the atlas, take each picture and write it."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument(
        "--output", type=Path, default=ROOT / "docs" / "screenshots", help="folder of the pictures"
    )
    parser.add_argument(
        "names", nargs="*", help=f"some of {', '.join(shot.name for shot in SHOTS)} (default: all)"
    )
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, chromium() as browser:
        for shot in SHOTS:
            if options.names and shot.name not in options.names:
                continue
            with opened(browser, f"{server}/{shot.address}", shot.scheme) as page:
                target = options.output / f"{shot.name}.png"
                target.write_bytes(optimised(shot.prepare(page).screenshot()))
                sys.stdout.write(f"{target.name}: {target.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
