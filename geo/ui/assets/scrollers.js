// Streamlit's tables scroll sideways where they are wider than the screen. A region that scrolls must be
// reached from the keyboard, so while it does it is a stop on the way, named after the heading above it.

const TABLES = '[data-testid="stTable"]';
const known = new WeakSet();

function headingOf(element) {
  const headings = [...document.querySelectorAll("h1, h2, h3")].filter((one) => one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  return headings.at(-1)?.textContent.trim() ?? "";
}

function stopAt(box) {
  const scrolls = box.scrollWidth > box.clientWidth + 1;
  if (scrolls === box.hasAttribute("tabindex")) return;
  if (scrolls) {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", headingOf(box));
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
  }
}

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => stopAt(target.closest(TABLES)?.firstElementChild ?? target)));

function look() {
  for (const element of document.querySelectorAll(TABLES)) {
    const box = element.firstElementChild;
    if (!box || known.has(box)) continue;
    known.add(box);
    sizes.observe(box);
    // What is in it may grow while it stays as wide as it is.
    for (const inner of box.children) sizes.observe(inner);
  }
}

/** Watch the page for such tables, from now on. */
export function watchScrollers() {
  let asked = false;
  new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      look();
    });
  }).observe(document.body, { childList: true, subtree: true });
  look();
}
