// The letter desk: the preview follows the typing, a finding or a line of the preview leads to its field, Ctrl+S saves.
"use strict";

{
  const PAUSE = 400; // milliseconds without typing before the preview is asked for
  const form = document.querySelector("form[data-letter]");
  const panel = document.querySelector("[data-sketch]");
  const pages = panel.querySelector("[data-pages]");
  const state = panel.querySelector("[data-sketch-state]");
  const desk = document.querySelector("[data-desk]");
  const tabs = document.querySelector("[data-desk-tabs]");
  let timer, request, shown = [];

  function picture(svg) {
    return document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  }

  // Only the pages that changed are drawn again, so that a long letter does not jump under the reader.
  function show(drawn) {
    drawn.forEach((svg, place) => {
      if (svg === shown[place]) return;
      const old = pages.children[place];
      if (old) old.replaceWith(picture(svg));
      else pages.append(picture(svg));
    });
    while (pages.children.length > drawn.length) pages.lastChild.remove();
    shown = drawn;
    pages.hidden = false;
  }

  function list(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-findings]");
    document.querySelector("[data-findings]").replaceWith(document.importNode(fresh, true));
    for (const note of form.querySelectorAll(".field-finding")) note.remove();
    for (const row of document.querySelectorAll("[data-findings] [data-field]")) {
      const note = document.createElement("p");
      note.className = "field-finding";
      note.append(row.querySelector("svg").cloneNode(true), row.querySelector("[data-message]").cloneNode(true));
      if (row.dataset.field) form.querySelector(`[data-box="${row.dataset.field}"]`)?.append(note);
    }
  }

  // The preview shows the page on which stands what is being typed, when it is not in sight already.
  function follow() {
    const field = document.activeElement;
    if (!form.contains(field) || !field.value || field.selectionStart == null) return;
    const typed = field.value.slice(0, field.selectionStart).split("\n").pop() + field.value.slice(field.selectionStart).split("\n")[0];
    const wanted = bare(typed);
    if (wanted.length < 2) return;
    const lines = [...pages.querySelectorAll("text")];
    const starts = [];
    let whole = "";
    for (const line of lines) {
      starts.push(whole.length);
      whole += line.textContent.replace(/\s/g, "");
    }
    const place = whole.indexOf(wanted);
    if (place < 0) return;
    const line = lines[starts.findLastIndex((start) => start <= place)].getBoundingClientRect();
    const frame = pages.getBoundingClientRect();
    if (line.top < frame.top || line.bottom > frame.bottom) pages.scrollTop += line.top - frame.top - frame.height / 3;
  }

  async function draw() {
    request?.abort();
    const mine = (request = new AbortController());
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(panel.dataset.sketch, { method: "POST", body: new FormData(form), headers, signal: mine.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const drawn = await answer.json();
      show(drawn.pages);
      follow();
      list(drawn.findings);
      state.textContent = "";
    } catch {
      if (!mine.signal.aborted) state.textContent = panel.dataset.failed;
    }
  }

  function drawSoon() {
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE);
  }

  function turnTo(side) {
    desk.dataset.desk = side;
    for (const button of tabs.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === side));
    }
  }

  // The characters of a text without blanks, and where each stands.
  function packed(text) {
    const places = [...text.matchAll(/\S/g)].map((found) => found.index);
    return { words: places.map((place) => text[place]).join(""), places };
  }

  // A line without blanks, its number and its stop, which the wording adds.
  function bare(line) {
    return line.replace(/\s/g, "").replace(/^[0-9]+\.|[。；]$/g, "");
  }

  function find(line) {
    const packedLine = bare(line);
    const fields = [...form.elements].filter((field) => field.value && field.setSelectionRange && field.type !== "hidden");
    for (const wanted of [packedLine, packedLine.slice(0, 10), packedLine.slice(-10)]) {
      if (wanted.length < 2) continue;
      for (const field of fields) {
        const { words, places } = packed(field.value);
        const start = words.indexOf(wanted);
        if (start >= 0) return { field, from: places[start], to: places[start + wanted.length - 1] + 1 };
      }
    }
    return null;
  }

  form.addEventListener("input", drawSoon);
  form.addEventListener("focusin", () => setTimeout(follow, 0)); // the caret is set after the focus
  form.addEventListener("change", drawSoon);
  pages.addEventListener("click", (event) => {
    const line = event.target.closest("text");
    const place = line && find(line.textContent);
    if (!place) return;
    turnTo("text");
    place.field.focus();
    if (place.field.type !== "date") place.field.setSelectionRange(place.from, place.to);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#id_"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    turnTo("text");
    field.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    if (!event.repeat) form.requestSubmit(form.querySelector(".desk-save .btn-primary"));
  });
  tabs.addEventListener("click", (event) => {
    const side = event.target.closest("button")?.dataset.show;
    if (side) turnTo(side);
  });
  tabs.hidden = false;
  turnTo("text");
  draw();
}
