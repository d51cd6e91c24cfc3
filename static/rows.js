// A list of lines in a form starts with one; a button shows the next. Without this file every line is there.
"use strict";

for (const list of document.querySelectorAll("[data-rows]")) {
  const rows = [...list.querySelectorAll("[data-row]")];
  const button = list.querySelector("[data-add-row]");
  const filled = (row) => row.querySelector(".is-invalid") || [...row.elements].some((field) => field.value);
  const last = rows.findLastIndex(filled);
  rows.forEach((row, place) => { row.hidden = place > Math.max(last, 0); });
  const fit = () => { button.hidden = rows.every((row) => !row.hidden); };
  button.addEventListener("click", () => {
    const row = rows.find((one) => one.hidden);
    row.hidden = false;
    row.querySelector("input, select").focus();
    fit();
  });
  fit();
}
