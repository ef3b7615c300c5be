// Photos of staff: taken at once, and counted while they go. photo.js shrinks them and shows them before.
// Everything works without it; then the browser shows its own progress.
(() => {
  "use strict";

  const TIMEOUT = 180000;

  // ---- one tap to the camera

  const make = (name, className, text = "") => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  };

  const prepare = (root) => root.querySelectorAll("[data-photo-script]").forEach((box) => {
    const input = box.querySelector("input[type=file]");
    if (!input || box.querySelector("button") || !matchMedia("(pointer: coarse)").matches) return;
    const everything = input.accept;
    const camera = make("button", "button button--secondary", "Ambil foto");
    camera.type = "button";
    camera.addEventListener("click", () => {
      input.capture = "environment";
      input.accept = "image/*";
      input.click();
      input.removeAttribute("capture");
      input.accept = everything;
    });
    input.before(camera);
  });

  // ---- on the way

  const fileOf = (form) => [...form.querySelectorAll("input[type=file]")].find((input) => input.files.length);

  // How far it is, for the eye, and by aria-valuetext for the ear.
  const tell = (form, share) => {
    let place = form.querySelector(".upload-progress");
    if (!place) {
      place = make("div", "upload-progress");
      const bar = make("progress", "");
      bar.max = 100;
      bar.setAttribute("aria-label", "Foto terkirim");
      place.append(make("p", "hint"), bar);
      form.querySelector(".actions").before(place);
      bar.value = 0;
    }
    const [line, bar] = place.children;
    const percent = Math.max(bar.value, Math.round(share * 100)); // the answer, too, is counted, from its beginning
    const words = percent < 100
      ? `Mengirim foto, ${percent}%. Biarkan halaman ini terbuka.`
      : "Foto terkirim, sedang diperiksa.";
    line.textContent = words;
    bar.value = percent;
    bar.setAttribute("aria-valuetext", words);
  };

  // With a file the form goes by htmx: it can say how far it is, and a lost signal leaves everything on the screen.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("upload" in form.dataset) || event.defaultPrevented || !window.htmx || !fileOf(form)) return;
    event.preventDefault();
    form.setAttribute("hx-request", JSON.stringify({ timeout: TIMEOUT }));
    window.htmx.ajax("POST", form.action, { source: form, target: "main", select: "main", swap: "outerHTML" });
  });

  document.addEventListener("htmx:beforeSend", (event) => {
    const form = event.detail.elt;
    if ("upload" in form.dataset && fileOf(form)) tell(form, 0);
  });

  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = event.target.closest?.("[data-upload]");
    const isGoing = event.detail.lengthComputable && form?.querySelector(".upload-progress");
    if (isGoing) tell(form, event.detail.loaded / event.detail.total);
  });

  // Somebody else was faster: that page shows both, the newest state and what was typed.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status !== 409 || !event.detail.requestConfig.elt.closest("[data-upload]")) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });

  // Where a redirect led is the address of what is on the screen, but for the part after "#": the form names that place.
  let then = "";

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("[data-upload]");
    form?.querySelector(".upload-progress")?.remove();
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.requestConfig.elt.closest("[data-upload]");
    if (!form || !event.detail.shouldSwap) return;
    then = form.dataset.upload;
    history.replaceState(history.state, "", event.detail.xhr.responseURL || location.href);
  });

  document.addEventListener("htmx:load", (event) => {
    prepare(event.detail.elt);
    if (event.detail.elt.tagName !== "MAIN") return;
    const place = then && document.getElementById(then);
    if (place) place.focus();
    else scrollTo(0, 0);
  });

  prepare(document);
})();
