// "Copy link": puts the address of the page, which is the whole view, on the clipboard. Where the
// browser gives no clipboard (no HTTPS, or forbidden) the address is shown to be copied by hand.

const known = new WeakMap();

function build(parentElement) {
  const root = document.createElement("div");
  root.className = "copy";
  const button = document.createElement("button");
  button.type = "button";
  const status = document.createElement("span");
  status.className = "status";
  status.setAttribute("role", "status");
  const field = document.createElement("input");
  field.readOnly = true;
  field.hidden = true;
  field.addEventListener("focus", () => field.select());
  root.append(button, status, field);
  parentElement.append(root);
  const parts = { button, status, field, words: {}, timer: 0 };
  button.addEventListener("click", () => copy(parts));
  return parts;
}

async function copy(parts) {
  const { button, status, field, words } = parts;
  const address = window.location.href;
  let copied = true;
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    copied = false;
  }
  field.hidden = copied;
  field.value = copied ? "" : address;
  if (!copied) {
    field.focus();
    field.select();
  }
  button.dataset.copied = copied ? address : "";
  status.textContent = copied ? words.copied : words.by_hand;
  window.clearTimeout(parts.timer);
  if (copied) parts.timer = window.setTimeout(() => { status.textContent = ""; }, 4000);
}

export default function copyLink({ data: [text], parentElement }) {
  const parts = known.get(parentElement) ?? build(parentElement);
  known.set(parentElement, parts);
  const data = JSON.parse(text);
  parts.words = data;
  parts.button.textContent = data.label;
  parts.field.setAttribute("aria-label", data.field);
}
