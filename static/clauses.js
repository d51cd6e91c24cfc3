// Puts a clause or a citation into the draft: where the caret stands, or at the end of the field it belongs to.
"use strict";

const panel = document.querySelector("[data-clauses]");
if (panel) {
  const LAW = document.getElementById("id_legal_basis");
  let last = null;
  document.addEventListener("focusin", (event) => {
    const field = event.target;
    if (field.matches?.("textarea[name]") && !panel.contains(field)) last = field;
  });

  const lists = panel.dataset.lists.split(" ").map((name) => `id_${name}`);

  function put(field, text) {
    const at = field === last ? field.selectionStart : field.value.length;
    const end = field === last ? field.selectionEnd : at;
    const before = field.value.slice(0, at);
    const after = field.value.slice(end);
    let piece = text;
    if (lists.includes(field.id)) {
      // A list has one item a line: the new one stands on a line of its own, behind the line of the caret.
      const stop = after.indexOf("\n");
      const place = stop < 0 ? field.value.length : end + stop;
      const empty = field.value.slice(field.value.lastIndexOf("\n", place - 1) + 1, place).trim() === "";
      piece = (empty ? "" : "\n") + text;
      field.setRangeText(piece, place, place, "end");
    } else {
      field.setRangeText(piece, before.length, end, "end");
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function show() {
    for (const button of panel.querySelectorAll("[data-insert]")) button.hidden = false;
  }

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    const item = button.closest("li");
    const own = button.dataset.insert && document.getElementById(`id_${button.dataset.insert}`);
    const field = own || last || LAW;
    if (!field) return;
    put(field, item.querySelector("[data-text]").textContent);
    if (LAW && field !== LAW) {
      for (const line of item.querySelectorAll("[data-cited]")) {
        if (!LAW.value.includes(line.textContent)) put(LAW, line.textContent);
      }
    }
    const label = document.querySelector(`label[for="${field.id}"]`)?.firstChild.textContent.trim() ?? "";
    panel.querySelector("[data-inserted-status]").textContent = panel.dataset.inserted.replace("{field}", label);
    field.focus();
    field.scrollIntoView({ block: "center" });
  });
  panel.addEventListener("htmx:afterSwap", show);
  show();
}
