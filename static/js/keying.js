// Typing a pile of paper: Enter goes to the next box, and on the last one it saves. Without this Enter saves at once.
(() => {
  "use strict";
  const form = document.querySelector("form[data-enter-moves]");
  if (!form) return;
  document.querySelector(".keying-hint").hidden = false;
  const fields = () => [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button:not([type=button])")]
    .filter((field) => !field.disabled && field.offsetParent !== null);
  const isSame = (one, other) => one.type === "radio" && other.type === "radio" && one.name === other.name;
  form.addEventListener("keydown", (event) => {
    const here = event.target;
    if (event.key !== "Enter" || here.matches("button, textarea, a")) return;
    event.preventDefault();
    const all = fields();
    const next = all.slice(all.indexOf(here) + 1).find((field) => !isSame(field, here));
    next?.focus();
    if (next?.select && next.type === "text") next.select();
  });
  if (!document.querySelector("[data-error-summary]")) form.querySelector("#id_code")?.focus();
})();
