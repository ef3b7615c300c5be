// A chosen photo is shrunk on the phone and shown before it goes. form.js fetches this when somebody chooses the first.
(() => {
  "use strict";

  const LONGEST = 2000, QUALITY = 0.85, MEGABYTE = 1024 * 1024, MOST = 10 * MEGABYTE;
  const SMALL_ENOUGH = 0.7 * MEGABYTE;

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

  const sayingOf = (box) => {
    let said = box.querySelector("[role=status]");
    if (!said) {
      said = Object.assign(document.createElement("p"), { className: "hint" });
      said.setAttribute("role", "status");
      box.append(said);
    }
    return said;
  };

  const atWork = new Set(); // photos that are being made smaller

  const choose = async (box, input) => {
    box.querySelector(".upload-preview")?.remove();
    const said = sayingOf(box);
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

  const look = (input) => {
    const box = input.closest("[data-photo-script]");
    if (!box || input.type !== "file") return;
    const work = choose(box, input).finally(() => atWork.delete(work));
    atWork.add(work);
  };

  // Who is quicker than his phone sends the small photo all the same.
  document.addEventListener("htmx:confirm", (event) => {
    if (!atWork.size || !("upload" in event.detail.elt.dataset)) return;
    event.preventDefault();
    Promise.allSettled(atWork).then(() => event.detail.issueRequest(true));
  });

  document.addEventListener("change", ({ target }) => look(target));
  document.querySelectorAll("[data-photo-script] input[type=file]").forEach((input) => {
    if (input.files.length) look(input);
  });
})();
