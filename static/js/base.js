// Small helps on top of pages that work without any script.
(() => {
  "use strict";

  const say = (text) => {
    const place = document.getElementById("messages") || document.querySelector("main");
    if (!place) return;
    place.querySelector("[data-said]")?.remove();
    const notice = document.createElement("div");
    notice.className = "notice notice--error";
    notice.dataset.said = "";
    notice.setAttribute("role", "alert");
    notice.tabIndex = -1;
    const words = document.createElement("p");
    words.textContent = text;
    notice.append(words);
    place.prepend(notice);
    notice.focus();
  };

  const forget = () => document.querySelector("[data-said]")?.remove();

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

  // Who pressed something that is gone now finds the cursor in what came in its place.
  let wasInside = false;

  const takeOver = (root) => {
    if (!wasInside || document.activeElement !== document.body) return;
    wasInside = false;
    const field = root.querySelector("input:not([type=hidden]), select, textarea");
    if (!field) root.tabIndex = -1;
    (field || root).focus();
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    wasInside = document.activeElement !== document.body && event.detail.target.contains(document.activeElement);
  });

  const goTo = (field) => {
    field.focus({ preventScroll: true });
    (field.closest(".field") || field).scrollIntoView();
  };

  // A link of the error summary puts the cursor into the field, with its label in sight.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-error-summary] a");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    goTo(field);
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

  const sendOnce = (event) => {
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
    // A photo on a weak signal takes longer: as long as it is on its way, once is enough.
    setTimeout(() => form.matches(".htmx-request") || release(form), 20000);
  };

  // ---- ask before what cannot be undone

  const ask = (form, submitter, asker) => {
    const dialog = document.createElement("dialog");
    const words = document.createElement("p");
    const actions = document.createElement("div");
    const yes = document.createElement("button");
    const no = document.createElement("button");
    words.textContent = asker.dataset.confirm;
    words.id = "confirm-words";
    dialog.setAttribute("aria-labelledby", words.id);
    actions.className = "actions";
    yes.className = "button button--danger";
    yes.textContent = asker.dataset.confirmYes || "Ya, lanjutkan";
    no.className = "button button--secondary";
    no.textContent = "Batal";
    yes.addEventListener("click", () => {
      dialog.close();
      form.dataset.confirmed = "1";
      form.requestSubmit(submitter);
    });
    no.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      submitter?.focus();
    });
    actions.append(no, yes);
    dialog.append(words, actions);
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const asker = [event.submitter, form].find((e) => e && "confirm" in e.dataset);
    if (asker && !form.dataset.confirmed) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form, event.submitter, asker);
      return;
    }
    delete form.dataset.confirmed;
    sendOnce(event);
  }, true);

  // ---- menus close when one looks elsewhere

  const closeMenus = (except) => document.querySelectorAll("[data-menu][open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });

  document.addEventListener("click", (event) => closeMenus(event.target.closest("[data-menu]")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("[data-menu][open]");
    if (!menu) return;
    closeMenus();
    menu.querySelector("summary").focus();
  });

  // ---- weak signal

  const lost = "Sinyal terputus. Isian Anda masih ada di layar. Coba lagi.";
  const problems = {
    403: "Anda tidak berwenang, atau sesi Anda sudah berakhir. Muat ulang halaman ini.",
    404: "Data ini tidak ditemukan. Mungkin sudah dipindahkan.",
    409: "Data ini baru saja diubah orang lain. Muat ulang halaman untuk melihatnya.",
    413: "Berkas terlalu besar. Pilih berkas yang lebih kecil.",
    507: "Berkas belum bisa disimpan karena tempat di server penuh. Isian dan foto Anda masih ada di layar. Coba lagi nanti.",
    429: "Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi.",
  };
  const trouble = "Ada gangguan di sistem kami. Isian Anda masih ada di layar. Coba lagi sebentar lagi.";

  document.addEventListener("htmx:sendError", () => say(lost));
  document.addEventListener("htmx:timeout", () => say(lost));
  document.addEventListener("htmx:responseError", (event) => say(problems[event.detail.xhr.status] || trouble));
  document.addEventListener("htmx:beforeRequest", forget);
  document.addEventListener("htmx:afterRequest", (event) => release(event.detail.elt.closest("form")));
  document.addEventListener("htmx:load", (event) => {
    prepare(event.detail.elt);
    takeOver(event.detail.elt);
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

  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));

  prepare(document);
  const asked = document.getElementById(location.hash.slice(1));
  if (asked?.matches("input, select, textarea")) goTo(asked); // such a link led here from another page
})();
