// Small helps for every form; each works without them. On public pages the only script: at most 5,000 bytes.
(() => {
  "use strict";

  // Large letters, chosen on a page to read (public.js), are there for its forms, too.
  const largeText = document.getElementById("large-text");
  try {
    if (largeText) largeText.checked ||= Boolean(localStorage.largeText);
  } catch (forbidden) { /* then not */ }

  // ---- errors first

  const prepare = (root) => {
    root.querySelector("[data-error-summary]")?.focus();
    root.querySelectorAll("[data-password]").forEach(addShowButton);
  };

  const addShowButton = (box) => {
    const input = box.querySelector("input");
    if (!input || box.querySelector("button")) return;
    const button = document.createElement("button");
    const draw = () => {
      const shown = input.type === "text";
      button.textContent = shown ? "Tutup" : "Lihat";
      button.setAttribute("aria-label", shown ? "Tutup kata sandi" : "Lihat kata sandi");
    };
    button.type = "button";
    button.className = "button button--secondary";
    button.addEventListener("click", () => {
      input.type = input.type === "password" ? "text" : "password";
      draw();
    });
    draw();
    box.append(button);
    input.form?.addEventListener("submit", () => { input.type = "password"; });
  };

  // A link of the error summary puts the cursor into the field, with its label in sight.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-error-summary] a");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest(".field") || field).scrollIntoView();
  });

  // "Keluar cepat": who goes back in the history does not come to this page again.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-exit]");
    if (!link) return;
    event.preventDefault();
    location.replace(link.href);
  });

  // ---- one submit at a time

  const release = (form) => {
    if (!form?.dataset.sending) return;
    delete form.dataset.sending;
    form.querySelectorAll("[aria-busy]").forEach((button) => {
      button.removeAttribute("aria-busy");
      button.innerHTML = button.dataset.words;
    });
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || "again" in form.dataset) return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sending = "1";
    const button = event.submitter;
    if (button) {
      button.dataset.words = button.innerHTML;
      button.setAttribute("aria-busy", "true");
      // Not now: the button's own name and value must still travel with the form.
      setTimeout(() => { if (form.dataset.sending) button.textContent = "Mengirim…"; });
    }
    // As long as a photo is on its way, once is enough.
    setTimeout(() => form.matches(".htmx-request") || release(form), 20000);
  }, true);

  addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));

  // ---- the script for photos comes when somebody chooses one

  let photos = null;

  document.addEventListener("change", ({ target }) => {
    const box = target.closest("[data-photo-script]");
    if (!box || photos) return;
    photos = document.createElement("script");
    photos.src = box.dataset.photoScript;
    photos.onerror = () => { photos = null; }; // the photo goes as it is; the next one asks again
    document.head.append(photos);
  });

  // ---- what registration.js keeps on this phone is gone after a day, whichever page is opened next

  const HOUR = 60 * 60 * 1000;

  window.dropOldText = () => new Promise((resolve) => {
    const request = indexedDB.open("isian");
    request.onupgradeneeded = () => request.transaction.abort(); // nothing was ever kept here: nothing is made
    request.onerror = resolve;
    request.onsuccess = () => {
      const deed = request.result.transaction("pages", "readwrite");
      deed.objectStore("pages").openCursor().onsuccess = ({ target }) => {
        if (!target.result) return;
        if (Date.now() - target.result.value.at > 24 * HOUR) target.result.delete();
        target.result.continue();
      };
      deed.oncomplete = deed.onabort = () => resolve(request.result.close());
    };
  }).catch(() => {}); // a phone without a store

  window.dropOldText();
  setInterval(window.dropOldText, HOUR);

  // ---- parts of pages that htmx brings on staff pages

  document.addEventListener("htmx:load", ({ detail }) => prepare(detail.elt));
  document.addEventListener("htmx:afterRequest", ({ detail }) => release(detail.elt.closest("form")));

  prepare(document);
})();
