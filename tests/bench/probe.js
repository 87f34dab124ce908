// Runs in the page before its own scripts: tells when what the reader sees has changed.
//
// Every time is performance.now() in an animation frame, so a change counts from the frame that shows it,
// in the same way for each of the compared pages. `stateOf` (set by the page's kind below) returns a string
// that stands for what the map, or the floor's line of text, shows, or null while it shows nothing yet.
(() => {
  if (window !== window.top) return; // a component's frame is looked into from the page
  const QUIET_MS = 400;
  const APP = '[data-testid="stApp"]';
  const IGNORED = '[data-testid="stStatusWidget"], [data-testid="stToolbar"], canvas';
  const ids = new WeakMap();
  let counter = 0;
  let mapElement = null;

  function idOf(object) {
    if (!ids.has(object)) ids.set(object, ++counter);
    return ids.get(object);
  }

  function deep(root, selector) {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const element of root.querySelectorAll("*")) {
      if (!element.shadowRoot) continue;
      const inside = deep(element.shadowRoot, selector);
      if (inside) return inside;
    }
    return null;
  }

  const kinds = {
    floor() {
      const line = document.querySelector('[data-testid="stText"]');
      return line && line.textContent ? line.textContent : null;
    },
    usual() {
      // Each map is a new frame; it counts once all its shapes and markers are drawn.
      let newest = null;
      for (const frame of document.querySelectorAll("iframe")) {
        const inside = frame.contentDocument;
        if (!inside || inside.querySelectorAll("path.leaflet-interactive").length < 24) continue;
        if (inside.querySelectorAll(".leaflet-marker-icon").length < 60) continue;
        newest = Math.max(newest ?? 0, idOf(inside));
      }
      return newest === null ? null : String(newest);
    },
    atlas() {
      if (!mapElement || !mapElement.isConnected) mapElement = deep(document, "[data-revision]");
      if (!mapElement || !mapElement.querySelector("path, canvas")) return null;
      // The map's sentence names the filters; it is set at the end of a drawing, with the new revision.
      return mapElement.querySelector("[role=region]").getAttribute("aria-label");
    },
    page() {
      // What the page shows first is its sentence, which names the filters. Where it has none, whatever stands on it
      // counts, and after that the numbers beside the filters, which come with the server's answer.
      const sentence = document.querySelector(".st-key-atlas_sentence [data-testid=stText]");
      if (sentence) return sentence.textContent || null;
      const main = document.querySelector('[data-testid="stMainBlockContainer"] :is([data-testid=stText], [data-testid=stHeading])');
      if (!main || !main.textContent) return null;
      const panel = deep(document, "form.filters");
      return `counts ${panel ? [...panel.querySelectorAll(".number")].map((number) => number.textContent).join(" ") : ""}`;
    },
  };

  const bench = {
    stateOf: kinds["@KIND@"],
    first: null, // ms from navigation to the first frame that shows something
    change: null,
    arm,
    state: () => bench.stateOf(),
  };
  window.__bench = bench;

  function untilFirst() {
    if (bench.stateOf() !== null) bench.first = performance.now();
    else requestAnimationFrame(untilFirst);
  }
  requestAnimationFrame(untilFirst);

  // When each message of the server reaches the page, in the order of the frames.
  window.WebSocket = class extends WebSocket {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", () => bench.change?.received.push(performance.now()));
    }
  };

  // A dataframe is painted on a canvas, which no observer sees: its text calls are.
  let touched = false;
  const fillText = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (...args) {
    touched = true;
    return fillText.apply(this, args);
  };
  const observer = new MutationObserver((records) => {
    if (touched) return;
    touched = records.some((record) => {
      const element = record.target.nodeType === 1 ? record.target : record.target.parentElement;
      if (!element || element.closest(IGNORED)) return false;
      return record.type !== "attributes" || element.namespaceURI === "http://www.w3.org/2000/svg";
    });
  });
  const seen = new WeakSet();
  function observe(root) {
    if (!seen.has(root)) {
      seen.add(root);
      observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    }
  }
  function observeAll(app) {
    observe(app);
    for (const element of app.querySelectorAll("*")) if (element.shadowRoot) observe(element.shadowRoot);
    observeFrames(app);
  }
  function observeFrames(app) {
    for (const frame of app.querySelectorAll("iframe")) {
      if (frame.contentDocument?.body) observe(frame.contentDocument);
    }
  }

  // Wait for the next click or key press, and time what follows it.
  function arm() {
    const app = document.querySelector(APP);
    observeAll(app);
    const change = { start: null, from: bench.stateOf(), painted: null, settled: null, script: null, received: [] };
    bench.change = change;
    touched = false;
    let lastTouched = null;
    const begin = (event) => {
      if (!event.isTrusted || change.start !== null) return;
      change.start = event.timeStamp;
      performance.mark("bench-begin"); // for a trace; costs microseconds
      requestAnimationFrame(frame);
    };
    for (const type of ["pointerdown", "keydown"]) window.addEventListener(type, begin, { capture: true, once: true });
    function frame() {
      const now = performance.now();
      if (bench.change !== change) return;
      observeFrames(app);
      if (app.dataset.testScriptState !== "notRunning") change.script = now;
      if (touched) lastTouched = now;
      touched = false;
      const state = bench.stateOf();
      if (change.painted === null && state !== null && state !== change.from) {
        change.painted = now;
        performance.mark("bench-painted");
      }
      const last = Math.max(lastTouched ?? 0, change.script ?? 0, change.painted ?? 0);
      if (change.painted !== null && now - last > QUIET_MS) {
        // The last frame in which the script still ran is one before that which shows it has ended.
        change.settled = last;
        performance.mark("bench-settled", { startTime: last });
      } else {
        requestAnimationFrame(frame);
      }
    }
  }
})();
