// All that a page shows as text, shadow roots included, in the order of the page; a bar between two texts.
() => {
  const texts = [];
  const visible = (element) => getComputedStyle(element).display === "contents" || element.checkVisibility({ visibilityProperty: true });
  function walk(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.data.replace(/\s+/g, " ").trim();
      if (text) texts.push(text);
    } else if (node.nodeType === Node.ELEMENT_NODE && !/^(SCRIPT|STYLE|NOSCRIPT)$/.test(node.tagName) && visible(node)) {
      const folded = node.tagName === "DETAILS" && !node.open;
      for (const child of folded ? node.querySelectorAll(":scope > summary") : [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes]) walk(child);
    }
  }
  walk(document.body);
  return texts.join(" | ");
}
