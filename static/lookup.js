// Suggestions under a text box: arrows and Enter choose, Escape closes. Without this file it is a plain text box.
"use strict";

const box = document.querySelector("[data-lookup]");
if (box) {
  const list = document.getElementById(box.dataset.lookup);
  const chosen = document.getElementById("id_employer_id");
  const isNew = document.getElementById("id_is_new");
  const details = document.querySelector("[data-new-employer]");
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) box.setAttribute(name, value);

  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");

  function mark(option) {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    if (option) {
      box.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      box.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    list.replaceChildren();
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    isNew.checked = "create" in option.dataset;
    for (const radio of document.querySelectorAll("[name=employer_choice]")) radio.checked = false;
    if (isNew.checked) {
      details.open = true;
      chosen.value = "";
      document.getElementById("id_credit_code").focus();
    } else {
      chosen.value = option.dataset.employer;
      box.value = option.dataset.name;
    }
    close();
  }

  box.addEventListener("input", () => { chosen.value = ""; });
  box.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) choose(option);
  });
  list.addEventListener("htmx:afterSwap", () => {
    if (document.activeElement !== box) close();
    box.setAttribute("aria-expanded", String(options().length > 0));
  });
  box.addEventListener("keydown", (event) => {
    const all = options();
    if (!all.length) return;
    const place = all.indexOf(active());
    if (event.key === "ArrowDown") mark(all[(place + 1) % all.length]);
    else if (event.key === "ArrowUp") mark(all[(place <= 0 ? all.length : place) - 1]);
    else if (event.key === "Enter" && active()) choose(active());
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}
