// What is typed into a registration and not sent yet stays on the phone for a day, encrypted with a key that no script
// can read out. It comes back after a lost signal or an empty battery, and goes when the registration is sent.
(() => {
  "use strict";

  const PAUSE = 400;
  const FRAME = ["csrfmiddlewaretoken", "version", "go"];
  const RESTORED = "Isian yang belum terkirim dipulihkan dari HP ini.";
  const BACK_AGAIN = "Sinyal sudah kembali.";
  let form = null;
  let pressed = null;
  let sending = "";
  let keeping = Promise.resolve();
  let timer = 0;

  // ---- the store: one table for the key, one for encrypted pages by "draft/page"

  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open("isian", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("keys");
      request.result.createObjectStore("pages");
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });

  const ask = async (table, mode, question) => {
    const transaction = (await opened).transaction(table, mode);
    const request = question(transaction.objectStore(table));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  };

  const key = async () => {
    const known = await ask("keys", "readonly", (table) => table.get("key"));
    if (known) return known;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await ask("keys", "readwrite", (table) => table.put(made, "key"));
    return made;
  };

  const put = async (name, words, facts) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(words));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), text);
    await ask("pages", "readwrite", (table) => table.put({ ...facts, iv, sealed, at: Date.now() }, name));
  };

  const words = async (kept) => {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, await key(), kept.sealed);
    return JSON.parse(new TextDecoder().decode(plain));
  };

  const drop = (name) => ask("pages", "readwrite", (table) => table.delete(name));

  const names = () => ask("pages", "readonly", (table) => table.getAllKeys());

  // ---- from the form and back into it

  // Photos are not kept: what is chosen goes with the page.
  const typed = () => [...new FormData(form)].filter(
    ([name, value]) => !FRAME.includes(name) && typeof value === "string" && value !== "",
  );

  const fill = (entries) => {
    [...form.elements].forEach((field) => {
      if (!field.name || FRAME.includes(field.name) || field.type === "file") return;
      const given = entries.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "radio" || field.type === "checkbox") field.checked = given.includes(field.value);
      else field.value = given[0] ?? "";
    });
  };

  const notice = (text) => {
    const place = document.getElementById("kept-text");
    const box = document.createElement("div");
    box.className = "notice";
    box.setAttribute("role", "status");
    box.append(Object.assign(document.createElement("p"), { textContent: text }));
    place.replaceChildren(box);
  };

  const here = () => `${form.dataset.draft}/${form.dataset.page}`;

  const keep = (facts = {}) => put(here(), typed(), { version: form.elements.version.value, ...facts });

  // Text that was sent is the server's as soon as it has a newer version of that page than the phone.
  const tidy = async () => {
    await window.dropOldText();
    const versions = form ? JSON.parse(form.dataset.versions) : {};
    for (const name of await names()) {
      const kept = await ask("pages", "readonly", (table) => table.get(name));
      const [draft, page] = name.split("/");
      const arrived = form?.dataset.draft === draft && kept.sent && String(versions[page] || 0) !== kept.version;
      if (arrived) await drop(name);
    }
  };

  const restore = async () => {
    const kept = await ask("pages", "readonly", (table) => table.get(here()));
    if (!kept) return;
    const entries = await words(kept);
    if (JSON.stringify(entries) === JSON.stringify(typed())) return;
    fill(entries);
    form.elements.version.value = kept.version; // where another phone was faster, the server shows both
    notice(RESTORED);
    form.querySelectorAll("#id_nik").forEach((field) => field.dispatchEvent(new Event("change", { bubbles: true })));
  };

  const forget = async (draft) => {
    for (const name of await names()) if (name.startsWith(`${draft}/`)) await drop(name);
  };

  // ---- the page, and each one htmx puts in its place

  const look = async () => {
    const sent = document.querySelector("[data-sent]");
    if (sent) await forget(sent.dataset.sent);
    form = document.querySelector("form[data-draft]");
    await tidy();
    if (!form?.dataset.page) return;
    if (form.querySelector("[data-error-summary]")) await keep();
    else await restore();
  };

  const later = (event) => {
    if (!form?.dataset.page || !form.contains(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };

  document.addEventListener("input", later);
  document.addEventListener("change", later);
  document.addEventListener("submit", (event) => {
    if (event.target !== form) return;
    pressed = event.submitter;
    clearTimeout(timer);
    if (!form.dataset.page) return;
    sending = here();
    keeping = keep({ sent: true }).catch(() => {});
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "content") return;
    const failed = event.target.querySelector("[data-error-summary]");
    if (!failed) event.target.focus({ preventScroll: true });
    const sent = failed ? "" : sending;
    const arrived = keeping.then(() => sent && drop(sent)); // never the other way round, or it stays for a day
    sending = "";
    form = event.target.querySelector("form[data-draft]"); // what is typed from now on is of this page
    arrived.then(look).catch(() => {});
  });

  // ---- no signal: base.js has said so; here is the button to try again

  const offerAgain = (event) => {
    const said = document.querySelector("[data-said]");
    if (!form || event.detail.elt !== form || !said) return;
    const again = Object.assign(document.createElement("button"), { type: "button", className: "button" });
    again.textContent = "Kirim lagi";
    again.addEventListener("click", () => form.requestSubmit(pressed?.isConnected ? pressed : null));
    said.append(again);
  };

  document.addEventListener("htmx:sendError", offerAgain);
  document.addEventListener("htmx:timeout", offerAgain);
  window.addEventListener("online", () => {
    const words = document.querySelector("[data-said] p");
    if (words) words.textContent = BACK_AGAIN;
  });

  look().catch(() => {}); // a phone without a store: the form works as it is
})();
