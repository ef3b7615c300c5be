// All public pages are complete without this file: it only makes them easier to have, to read and to hear.
(() => {
  "use strict";

  // ---- the emergency numbers, readable without a signal

  if (navigator.serviceWorker) {
    addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
  }

  // ---- large letters stay on the next page

  const box = document.getElementById("large-text");
  try {
    if (box) {
      if (localStorage.largeText) box.checked = true;
      box.addEventListener("change", () => {
        if (box.checked) localStorage.largeText = 1;
        else localStorage.removeItem("largeText");
      });
    }
  } catch (forbidden) { /* then they stay on this page */ }

  // ---- read aloud, by a voice that lives in the phone: what one reads goes to nobody

  const place = document.querySelector("[data-listen]"), speech = window.speechSynthesis;
  if (!place || !speech) return;

  const LINES = "h1, h2, h3, p, li, dt, dd, blockquote, figcaption";
  const button = place.querySelector("button"), label = place.querySelector("span");
  const voice = () => speech.getVoices().find(({ lang, localService }) => localService && /^i[dn]\b/i.test(lang));

  let isReading = false;
  const show = (now) => {
    isReading = now;
    label.textContent = isReading ? "Berhenti membaca" : "Dengarkan";
  };
  const stop = () => { speech.cancel(); show(false); };
  const sentences = () => [...place.closest("article").querySelectorAll(LINES)]
    .filter((line) => line !== place && !line.querySelector(LINES))
    .flatMap((line) => line.innerText.match(/[^.!?…\n]+[.!?…]*/g) || [])
    .map((text) => text.trim()).filter(Boolean);

  const read = () => {
    stop();
    const spoken = sentences().map((text) => Object.assign(new SpeechSynthesisUtterance(text), {
      voice: voice(), lang: "id-ID", rate: 0.95, onerror: () => show(false),
    }));
    spoken[spoken.length - 1].onend = () => show(false);
    show(true);
    spoken.forEach((sentence) => speech.speak(sentence));
  };

  const offer = () => { place.hidden = !voice(); };
  button.addEventListener("click", () => (isReading ? stop() : read()));
  addEventListener("pagehide", () => speech.cancel());
  speech.addEventListener?.("voiceschanged", offer);
  offer();
})();
