// Typing a pile of paper: Enter goes to the next box, a digit picks a choice, Ctrl+Enter saves. Without this Enter saves.
(() => {
  "use strict";
  const form = document.querySelector("form[data-enter-moves]");
  if (!form) return;
  document.querySelector(".keying-hint").hidden = false;
  form.classList.add("keying--by-keys");
  const fields = () => [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button:not([type=button])")]
    .filter((field) => !field.disabled && field.offsetParent !== null);
  const isSame = (one, other) => one.type === "radio" && other.type === "radio" && one.name === other.name;

  const goOn = (here) => {
    const all = fields();
    const next = all.slice(all.indexOf(here) + 1).find((field) => !isSame(field, here));
    next?.focus();
    if (next?.select && next.type === "text") next.select();
  };

  const pick = (here, place) => {
    const choice = fields().filter((field) => isSame(field, here))[place - 1];
    if (!choice) return;
    choice.checked = true;
    choice.focus();
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  };

  form.addEventListener("keydown", (event) => {
    const here = event.target;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector(".actions .button"));
    } else if (here.type === "radio" && /^[1-9]$/.test(event.key)) {
      event.preventDefault();
      pick(here, Number(event.key));
    } else if (event.key === "Enter" && !here.matches("button, textarea, a")) {
      event.preventDefault();
      goOn(here);
    }
  });
  if (!document.querySelector("[data-error-summary]")) form.querySelector("#id_code")?.focus();
})();
