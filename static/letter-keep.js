// What is typed into a draft is kept on the server a moment after the typing stops, and when the page is left.
"use strict";

{
  const PAUSE = 1500; // milliseconds without typing before it is kept
  const LONGEST = 8000; // milliseconds of typing without a pause after which it is kept all the same
  const SMALL = 60_000; // bytes that a browser still sends for a page that is going away
  const form = document.querySelector("form[data-letter]");
  const state = form.querySelector("[data-keep-state]");
  let timer, since, changed = false, sending = Promise.resolve();

  function body() {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) data.append(name, value);
    return data;
  }

  async function send(leaving) {
    clearTimeout(timer);
    since = undefined;
    if (!changed || form.dataset.sent) return;
    changed = false;
    const data = body();
    const keepalive = leaving && data.toString().length < SMALL;
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: data, keepalive });
      if (answer.status === 413) {
        state.textContent = form.dataset.tooMuch;
        return;
      }
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const { at } = await answer.json();
      state.textContent = at && form.dataset.kept.replace("{time}", at);
    } catch {
      changed = true;
      if (!form.dataset.sent) state.textContent = form.dataset.notKept;
    }
  }

  // One after the other, so that an older text never overtakes a newer one.
  function keep(leaving = false) {
    sending = leaving ? send(true) : sending.then(() => send(false));
  }

  function keepSoon() {
    changed = true;
    since ??= Date.now();
    clearTimeout(timer);
    timer = setTimeout(keep, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  }

  form.addEventListener("input", keepSoon);
  form.addEventListener("change", keepSoon);
  window.addEventListener("pagehide", () => keep(true));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep(true);
  });
  document.querySelector("[data-discard]")?.addEventListener("submit", () => {
    form.dataset.sent = "yes";
  });
}
