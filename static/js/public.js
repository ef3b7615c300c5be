// All public pages are complete without this file: it only makes them easier to have and to hear.
(() => {
  "use strict";

  // The emergency numbers, readable without a signal.
  if (navigator.serviceWorker) {
    addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
  }
})();
