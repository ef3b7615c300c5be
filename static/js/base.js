// Small helps on top of staff pages, beside those of form.js; the pages work without any script.
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

  // On the window, so that form.js marks as sent only what was confirmed.
  addEventListener("submit", (event) => {
    const form = event.target;
    const asker = [event.submitter, form].find((e) => e && "confirm" in e.dataset);
    if (asker && !form.dataset.confirmed) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form, event.submitter, asker);
      return;
    }
    delete form.dataset.confirmed;
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
  document.addEventListener("htmx:load", (event) => takeOver(event.detail.elt));

  // ---- a link of another page that leads straight to one field

  const asked = document.getElementById(location.hash.slice(1));
  if (asked?.matches("input, select, textarea")) {
    asked.focus({ preventScroll: true });
    (asked.closest(".field") || asked).scrollIntoView();
  }
})();
