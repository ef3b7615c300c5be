// Photos on a weak signal: shrunk on the phone, shown before they go, and counted while they go.
// Everything works without it; then the server shrinks, and the browser shows its own progress.
(() => {
  "use strict";

  const LONGEST = 2000, QUALITY = 0.85, MEGABYTE = 1024 * 1024, MOST = 10 * MEGABYTE;
  const SMALL_ENOUGH = 0.7 * MEGABYTE;
  const TIMEOUT = 180000;

  // ---- what was chosen

  const make = (name, className, text = "") => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  };

  const sizeOf = (file) => file.size < MEGABYTE
    ? `${Math.max(1, Math.round(file.size / 1024))} KB`
    : `${(file.size / MEGABYTE).toFixed(1).replace(".", ",")} MB`;

  const draw = (bitmap, longest) => {
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  // A photo this phone cannot open (HEIC on some) goes as it is: the server can.
  const open = async (file) => {
    if (!file.type.startsWith("image/") || !window.createImageBitmap) return null;
    try { return await createImageBitmap(file); } catch { return null; }
  };

  const shrink = async (file, bitmap) => {
    const fits = Math.max(bitmap.width, bitmap.height) <= LONGEST && file.size <= SMALL_ENOUGH;
    if (fits && file.type === "image/jpeg") return file;
    const blob = await new Promise((done) => draw(bitmap, LONGEST).toBlob(done, "image/jpeg", QUALITY));
    return blob && blob.size < file.size ? new File([blob], "foto.jpg", { type: "image/jpeg" }) : file;
  };

  const choose = async (box, input) => {
    box.querySelector(".upload-preview")?.remove();
    const said = box.querySelector("[data-upload-said]");
    let file = input.files[0];
    said.textContent = "";
    if (!file) return;
    said.textContent = "Menyiapkan foto…";
    const bitmap = await open(file);
    if (input.files[0] !== file) return; // another one was chosen meanwhile
    if (bitmap) {
      file = await shrink(file, bitmap);
      const chosen = new DataTransfer();
      chosen.items.add(file);
      input.files = chosen.files;
      const preview = draw(bitmap, 320);
      preview.className = "upload-preview";
      preview.setAttribute("role", "img");
      preview.setAttribute("aria-label", "Foto yang akan dikirim");
      box.append(preview);
      bitmap.close();
    }
    said.textContent = file.size > MOST
      ? `Berkasnya ${sizeOf(file)}, terlalu besar: paling besar 10 MB. Pilih yang lain.`
      : `Siap dikirim, ${sizeOf(file)}.`;
  };

  const prepare = (root) => root.querySelectorAll("[data-upload-box]").forEach((box) => {
    const input = box.querySelector("input[type=file]");
    if (!input || box.querySelector("[data-upload-said]")) return;
    const said = make("p", "hint");
    said.dataset.uploadSaid = "";
    said.setAttribute("role", "status");
    box.append(said);
    input.addEventListener("change", () => choose(box, input));
    if (!matchMedia("(pointer: coarse)").matches) return;
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

  const progressOf = (form) => {
    let bar = form.querySelector("progress");
    if (!bar) {
      bar = make("progress", "upload-progress");
      bar.max = 100;
      bar.setAttribute("aria-label", "Foto terkirim");
      form.querySelector(".actions").before(bar);
    }
    return bar;
  };

  // With a file the form goes by htmx: it can say how far it is, and a lost signal leaves everything on the screen.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("upload" in form.dataset) || event.defaultPrevented || !window.htmx || !fileOf(form)) return;
    event.preventDefault();
    form.setAttribute("hx-request", JSON.stringify({ timeout: TIMEOUT }));
    progressOf(form).value = 0;
    window.htmx.ajax("POST", form.action, { source: form, target: "main", select: "main", swap: "outerHTML" });
  });

  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = event.target.closest?.("[data-upload]");
    if (form && event.detail.lengthComputable) progressOf(form).value = event.detail.loaded / event.detail.total * 100;
  });

  // Somebody else was faster: that page shows both, the newest state and what was typed.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status !== 409 || !event.detail.requestConfig.elt.closest("[data-upload]")) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    event.detail.elt.closest?.("[data-upload]")?.querySelector("progress")?.remove();
  });

  document.addEventListener("htmx:load", (event) => {
    prepare(event.detail.elt);
    if (event.detail.elt.tagName === "MAIN") scrollTo(0, 0);
  });

  prepare(document);
})();
