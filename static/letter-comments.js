// Comments: a selected passage goes into the comment; a quoted passage leads to where it stands in the draft.
"use strict";

{
  const form = document.querySelector("form[data-comment]");
  const panel = document.querySelector("[data-passages]");
  const button = panel?.querySelector("[data-take]");
  let taken = null;

  function put({ field, quote }) {
    form.elements.field.value = field;
    form.elements.quote.value = quote.slice(0, 500);
  }

  // The selection, when it lies within one passage.
  function selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const node = range.commonAncestorContainer;
    const passage = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-passage]");
    const quote = String(selection).trim();
    return passage && quote ? { field: passage.dataset.passage, quote, box: range.getBoundingClientRect() } : null;
  }

  document.addEventListener("selectionchange", () => {
    if (!button || document.activeElement === button) return;
    taken = selected();
    button.hidden = !taken;
    if (!taken) return;
    const frame = panel.getBoundingClientRect();
    button.style.top = `${taken.box.bottom - frame.top + 6}px`;
    button.style.left = `${Math.max(8, Math.min(taken.box.left - frame.left, frame.width - button.offsetWidth - 8))}px`;
  });
  button?.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  button?.addEventListener("click", () => {
    if (!taken) return;
    put(taken);
    button.hidden = true;
    form.closest("details").open = true;
    form.elements.text.focus();
  });

  // In a draft that is edited, what is selected in a field is what a comment is about.
  document.querySelector("form[data-letter]")?.addEventListener("select", (event) => {
    const field = event.target;
    const quote = field.value?.slice(field.selectionStart, field.selectionEnd).trim();
    if (quote && field.type !== "hidden" && [...form.elements.field.options].some((row) => row.value === field.name)) {
      put({ field: field.name, quote });
    }
  });
  document.addEventListener("click", (event) => {
    const quote = event.target.closest("[data-quote]");
    const field = quote && document.getElementById(`id_${quote.dataset.quote}`);
    const start = field?.value?.indexOf(quote.textContent) ?? -1;
    if (start < 0) return;
    field.focus();
    field.setSelectionRange(start, start + quote.textContent.length);
  });
}
