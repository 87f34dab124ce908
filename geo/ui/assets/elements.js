// What the components of the page make elements and fetch libraries with. They all ask for it at the one
// address of the layout's component, so the browser fetches it once.

/** Return a new element; its text is only ever text, whatever is in it. */
export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  return element;
}

/** Return a link that opens apart from the page and tells its target nothing of it; the caller has looked at the address. */
export function linkTo(address, className, text) {
  const link = make("a", className, text);
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

const scripts = new Map();

/**
 * Have a script that is no module run, once for the page, and return what it leaves on the global object.
 *
 * The page's head may have asked for it already: then that one is waited for. One that failed is asked for anew.
 */
export async function classicScript(url, name) {
  if (!globalThis[name]) await underWay(url.href);
  if (globalThis[name]) return globalThis[name];
  if (!scripts.has(url.href)) {
    const wanted = run(url.href, name);
    wanted.catch(() => scripts.delete(url.href));
    scripts.set(url.href, wanted);
  }
  return scripts.get(url.href);
}

/** Wait for a script of the page's head. When the page has loaded, it has come or failed. */
function underWay(address) {
  const script = [...document.scripts].find((one) => one.src === address);
  if (!script || document.readyState === "complete") return null;
  return new Promise((resolve) => {
    for (const kind of ["load", "error"]) script.addEventListener(kind, resolve, { once: true });
    globalThis.addEventListener("load", resolve, { once: true });
  });
}

function run(address, name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const failed = () => {
      script.remove();
      reject(new Error(address));
    };
    script.src = address;
    script.addEventListener("load", () => (globalThis[name] ? resolve(globalThis[name]) : failed()));
    script.addEventListener("error", failed);
    document.head.append(script);
  });
}
