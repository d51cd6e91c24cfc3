// Puts a clause or a citation into the draft: where the caret stands, or at the end of the field it belongs to.
"use strict";

{
  const panel = document.querySelector("[data-clauses]");
  const law = document.getElementById("id_legal_basis");
  const lists = panel.dataset.lists.split(" ").map((name) => `id_${name}`);
  let last = null; // the field the drafter's caret was in
  let putting = false;

  // As if it were typed, so that the browser can take it back; a list has one item a line, so it goes behind that line.
  function put(field, text) {
    let from = field === last ? field.selectionStart : field.value.length;
    let to = field === last ? field.selectionEnd : from;
    if (lists.includes(field.id)) {
      const stop = field.value.indexOf("\n", to);
      from = to = stop < 0 ? field.value.length : stop;
      const line = field.value.slice(field.value.lastIndexOf("\n", to - 1) + 1, to);
      if (line.trim()) text = "\n" + text;
    }
    field.focus();
    field.setSelectionRange(from, to);
    if (document.execCommand("insertText", false, text)) return;
    field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function isCited(line) {
    const { title, article } = line.dataset;
    return law.value.split("\n").some((cited) => cited.includes(title) && cited.includes(article));
  }

  function show() {
    for (const button of panel.querySelectorAll("[data-insert]")) button.hidden = false;
  }

  document.addEventListener("focusin", (event) => {
    if (!putting && event.target.matches?.("form[method=post] textarea[name]")) last = event.target;
  });
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    const item = button.closest("li");
    const text = last && !lists.includes(last.id) ? last : null;
    const field = document.getElementById(`id_${button.dataset.insert}`) ?? text ?? law ?? last;
    if (!field) return;
    const missing = law && field !== law ? [...item.querySelectorAll("[data-cited]")].filter((line) => !isCited(line)) : [];
    putting = true;
    put(field, item.querySelector("[data-text]").textContent);
    for (const line of missing) put(law, line.textContent);
    field.focus();
    putting = false;
    const label = document.querySelector(`label[for="${field.id}"]`)?.firstChild.textContent.trim() ?? "";
    panel.querySelector("[data-inserted-status]").textContent = panel.dataset.inserted.replace("{field}", label);
    field.scrollIntoView({ block: "center" });
  });
  panel.addEventListener("htmx:afterSwap", show);
  show();
}
