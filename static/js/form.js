// Small helps for every form, none needed. On public pages the only script: at most 5,000 bytes.
(() => {
  "use strict";

  // Large letters chosen on a page to read (public.js)
  const largeText = document.getElementById("large-text");
  try {
    if (largeText) largeText.checked ||= Boolean(localStorage.largeText);
  } catch (forbidden) {}

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
      button.textContent = input.type === "text" ? "Tutup" : "Lihat";
      button.setAttribute("aria-label", `${button.textContent} kata sandi`);
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

  // An error's link puts the cursor into the field, its label in sight.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-error-summary] a");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest(".field") || field).scrollIntoView();
  });

  // "Keluar cepat": going back does not lead here again.
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
      // Not now: the button's name and value still travel with the form.
      setTimeout(() => { if (form.dataset.sending) button.textContent = "Mengirim…"; });
    }
    setTimeout(() => form.matches(".htmx-request") || release(form), 20000);
  }, true);

  // Without a signal the browser's page would take the place of what was typed.
  addEventListener("submit", (event) => {
    const form = event.target;
    form.querySelector("[data-offline]")?.remove();
    if (navigator.onLine || event.defaultPrevented) return;
    event.preventDefault();
    release(form);
    form.insertAdjacentHTML("beforeend", '<p class="error" role="alert" data-offline>Sinyal terputus. Isian Anda masih di layar. Coba lagi.</p>');
  });

  addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));

  // ---- photos

  let photos = null;

  document.addEventListener("change", ({ target }) => {
    const box = target.closest("[data-photo-script]");
    if (!box || photos) return;
    photos = document.createElement("script");
    photos.src = box.dataset.photoScript;
    photos.onerror = () => { photos = null; }; // it goes as it is; the next one asks again
    document.head.append(photos);
  });

  // ---- what registration.js keeps is gone after a day, whichever page is opened

  const HOUR = 3600000;

  window.dropOldText = () => new Promise((resolve) => {
    const request = indexedDB.open("isian");
    request.onupgradeneeded = () => request.transaction.abort(); // nothing kept, nothing made
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
  }).catch(() => {}); // no store

  window.dropOldText();
  setInterval(window.dropOldText, HOUR);

  // ---- parts that htmx brings

  document.addEventListener("htmx:load", ({ detail }) => prepare(detail.elt));
  document.addEventListener("htmx:afterRequest", ({ detail }) => release(detail.elt.closest("form")));

  prepare(document);
})();
