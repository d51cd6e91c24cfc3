// A button that puts a text of the page on the clipboard and says so.
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const label = button.querySelector("[data-copy-label]");
  const text = source.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without the right to the clipboard (plain http, an old browser) the text is marked, to be copied by hand.
    getSelection().selectAllChildren(source);
    return;
  }
  const before = label.textContent;
  label.textContent = button.dataset.copied;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => { label.textContent = before; }, 2000);
});
