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

  const atWork = new Set(); // photos that are being made smaller

  const choose = async (box, input) => {
    box.querySelector(".upload-preview")?.remove();
    const said = box.querySelector("[data-upload-said]");
    let file = input.files[0];
    said.textContent = "";
    said.className = "hint";
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
    if (file.size > MOST) return refuse(input, said, file);
    said.textContent = `Siap dikirim, ${sizeOf(file)}.`;
  };

  // It would be refused after minutes on a weak signal: it is said now, and everything else can go.
  const refuse = (input, said, file) => {
    input.value = "";
    said.className = "error";
    said.textContent = `Berkasnya ${sizeOf(file)}, terlalu besar: paling besar 10 MB. Berkas ini tidak ikut dikirim. `
      + "Ambil foto lagi dengan ukuran sedang, atau pilih yang lain.";
  };

  const prepare = (root) => root.querySelectorAll("[data-upload-box]").forEach((box) => {
    const input = box.querySelector("input[type=file]");
    if (!input || box.querySelector("[data-upload-said]")) return;
    const said = make("p", "hint");
    said.dataset.uploadSaid = "";
    said.setAttribute("role", "status");
    box.append(said);
    input.addEventListener("change", () => {
      const work = choose(box, input).finally(() => atWork.delete(work));
      atWork.add(work);
    });
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

  // Who is quicker than his phone sends the small photo all the same.
  document.addEventListener("htmx:confirm", (event) => {
    if (!atWork.size || !("upload" in event.detail.elt.dataset)) return;
    event.preventDefault();
    Promise.allSettled(atWork).then(() => event.detail.issueRequest(true));
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

  document.addEventListener("htmx:afterRequest", (event) => {
    event.detail.elt.closest?.("[data-upload]")?.querySelector(".upload-progress")?.remove();
  });

  document.addEventListener("htmx:load", (event) => {
    prepare(event.detail.elt);
    if (event.detail.elt.tagName === "MAIN") scrollTo(0, 0);
  });

  prepare(document);
})();
