// The page's connection. A replica that takes a session over (after a crash, an upgrade, a long tunnel) has never
// run the page, so it would not know what the reader's first click belongs to, and that click would be lost. As soon
// as the connection is back, the page therefore asks for one run of itself; its address tells the view.

const STATE = "data-test-connection-state";

let ask = () => {};
let observer = null;
let times = 0;

function watch() {
  let before = null;
  observer = new MutationObserver((changes) => {
    const now = changes[changes.length - 1].target.getAttribute(STATE);
    if (now === "CONNECTED" && before !== null) {
      times += 1;
      ask("connected", times);
      before = null;
    } else if (now !== "CONNECTED") {
      before = now;
    }
  });
  observer.observe(document.body, { subtree: true, attributes: true, attributeFilter: [STATE] });
}

export default function layout({ parentElement, setTriggerValue }) {
  // Says that it is there although it shows nothing (chart.js).
  parentElement.dataset.empty = "";
  ask = setTriggerValue;
  if (observer !== null) return;
  watch();
}
