"""The Content Security Policy in a real browser: nothing of ours breaks it, and what it forbids is stopped."""

import re

import pytest
from playwright.sync_api import expect

from geo.i18n import language, languages
from geo.ui.page import pages

from .test_app import READY, ready, settled

pytestmark = pytest.mark.slow

LISTEN = """
window.violations = [];
document.addEventListener('securitypolicyviolation', event => window.violations.push(
  [event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample].join(' ')));
"""


STREAMLITS_OWN = re.compile(r"script-src wasm-eval http://127\.0\.0\.1:\d+/static/js/protobuf\.[\w-]+\.js ")
"""Streamlit's protocol library tries WebAssembly for whole numbers of 64 bits, and does without where it may not."""


def violations(page):
    """Return what was refused on the page so far, less what is Streamlit's own."""
    found = page.evaluate("window.violations")
    own = [one for one in found if STREAMLITS_OWN.fullmatch(one)]
    assert len(own) <= 1
    return [one for one in found if one not in own]


@pytest.fixture
def watched(open_page):
    """Return a function that opens an address on a page that notes every violation from the start."""

    def opened(address: str, **options: object):
        page = open_page("about:blank", **options)
        page.add_init_script(LISTEN)
        page.goto(address)
        return page

    return opened


@pytest.mark.parametrize("tag", sorted(languages()))
def test_no_page_breaks_the_policy(atlas_server, watched, tag):
    """Walk every page as a reader does, by the links at the top: each page's parts are loaded then."""
    shown = [*pages().values()]
    page = watched(f"{atlas_server}/?lang={tag}&country=KGZ")
    ready(page)
    for one in [*shown[1:], shown[0]]:
        page.get_by_role("link", name=one.title(language(tag)), exact=True).first.click()
        expect(page).to_have_url(re.compile(f"/{one.id if one is not shown[0] else ''}[?]"))
        settled(page)
        expect(page.get_by_role("heading").first).to_be_visible()
        page.wait_for_timeout(300)
        assert violations(page) == [], one.id
        expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.parametrize("tag", sorted(languages()))
def test_the_map_with_its_evidence_and_chart_breaks_nothing(atlas_server, watched, tag):
    page = watched(
        f"{atlas_server}/?lang={tag}&country=KGZ&sel=country:KGZ", viewport={"width": 1400, "height": 2600}
    )
    ready(page)
    expect(page.locator("section.panel article.claim")).not_to_have_count(0)
    expect(page.get_by_role("grid").first).to_be_visible()
    page.locator(".atlas-chart").first.scroll_into_view_if_needed()
    expect(page.locator(".atlas-chart svg").first).to_be_visible()
    page.wait_for_timeout(300)
    assert violations(page) == []


def test_the_map_in_a_frame_of_its_own_site_breaks_nothing(atlas_server, watched):
    page = watched(f"{atlas_server}/?embed=true&country=KGZ")
    expect(page.locator(READY)).to_be_visible()
    settled(page)
    assert violations(page) == []


INJECTED = {
    "an inline script": ("script-src-elem inline", """
        const s = document.createElement('script');
        s.textContent = 'window.harmed = true';
        document.head.append(s);
    """),
    "a handler in an attribute": ("script-src-attr inline", """
        const d = document.body.appendChild(document.createElement('div'));
        d.setAttribute('onclick', 'window.harmed = true');
        d.click();
    """),
    # In a timer, as the driver's own evaluation is exempt from the policy.
    "text run as code": ("script-src eval", """
        setTimeout(() => { try { new Function('window.harmed = true')(); } catch { window.refused = true; } }, 0);
    """),
    "another host's script": ("script-src-elem https://example.org/a.js", """
        const s = document.createElement('script');
        s.src = 'https://example.org/a.js';
        document.head.append(s);
    """),
    "a frame": ("frame-src https://example.org", """
        const f = document.createElement('iframe');
        f.src = 'https://example.org/';
        document.body.append(f);
    """),
    "another host's picture": ("img-src https://example.org/x.png", """
        const i = document.createElement('img');
        i.src = 'https://example.org/x.png';
        document.body.append(i);
    """),
    "a request to another host": ("connect-src https://example.org/", """
        fetch('https://example.org/').catch(() => {});
    """),
    "a form sent to another host": ("form-action https://example.org/", """
        const f = document.body.appendChild(document.createElement('form'));
        f.action = 'https://example.org/';
        f.submit();
    """),
}  # fmt: skip


def test_what_is_injected_is_stopped_and_seen(atlas_server, watched):
    page = watched(f"{atlas_server}/data")
    settled(page)
    for what, (refused, script) in INJECTED.items():
        before = len(violations(page))
        page.evaluate(f"() => {{ {script} }}")
        page.wait_for_timeout(300)
        found = violations(page)[before:]
        assert any(one.startswith(refused) for one in found), (what, found)
        assert not page.evaluate("Boolean(window.harmed)"), what
