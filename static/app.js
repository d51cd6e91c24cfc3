// Small conveniences. Every page works without this file.
"use strict";

const nav = document.querySelector("[data-nav]");
const navButton = document.querySelector("[data-nav-button]");
navButton?.addEventListener("click", () => {
  const open = nav.classList.toggle("open");
  navButton.setAttribute("aria-expanded", String(open));
});

// A menu made of <details> closes on Escape and on a click elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  closeMenus(null);
  menu?.querySelector("summary").focus();
});

// A form is sent once: a second click while the first is under way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  const account = event.target.closest("[data-username]");
  if (!account) return;
  document.getElementById("id_username").value = account.dataset.username;
  document.getElementById("id_password").value = account.dataset.password;
  document.querySelector("form.sign-in button[type=submit]").focus();
});

// A phone shows the first rows of a list; the button shows the others and leads to the first of them.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show-rows]");
  if (!button) return;
  const list = document.getElementById(button.dataset.showRows);
  list.classList.add("open");
  button.remove();
  list.children[3].querySelector("a").focus();
});

// A phone folds long chapters; a link to one opens it.
function fold(root) {
  if (!window.matchMedia("(max-width: 767.98px)").matches) return;
  for (const chapter of root.querySelectorAll("[data-folds]")) chapter.open = false;
}
fold(document);
document.addEventListener("htmx:load", (event) => fold(event.detail.elt));
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const chapter = link && document.getElementById(link.hash.slice(1))?.closest("details");
  if (chapter) chapter.open = true;
});

// A part of a form that belongs to one answer, or to several; what is hidden is not sent.
for (const part of document.querySelectorAll("[data-only-for]")) {
  const field = document.getElementById(part.dataset.onlyFor);
  const fit = () => {
    part.hidden = part.disabled = !part.dataset.value.split(" ").includes(field.value);
  };
  field.addEventListener("change", fit);
  window.addEventListener("pageshow", fit);
  fit();
}

// What is typed and not saved: a note says so, and the browser asks before the page is left.
function differs(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (!field.options) return "defaultValue" in field && field.value !== field.defaultValue;
  const options = [...field.options];
  return (options.find((option) => option.defaultSelected) ?? options[0])?.selected === false;
}
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const note = document.querySelector("[data-unsaved-note]");
  const changed = () => "changed" in form.dataset || [...form.elements].some(differs);
  const tell = () => {
    note.hidden = !changed();
    note.textContent = note.hidden ? "" : form.dataset.unsaved;
  };
  form.addEventListener("input", tell);
  window.addEventListener("pageshow", tell);
  window.addEventListener("beforeunload", (event) => {
    if (!form.dataset.sent && changed()) event.preventDefault();
  });
}

// Bring the reader to what must be corrected.
document.querySelector("[data-error-summary]")?.focus();
