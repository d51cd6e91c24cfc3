// What was chosen in a file picker: names and sizes, and at once which are too large. Without this file the server says it.
"use strict";

for (const input of document.querySelectorAll("[data-files]")) {
  const list = document.createElement("ul");
  list.className = "file-chosen";
  list.setAttribute("aria-live", "polite");
  input.after(list);
  const most = Number(input.dataset.most);
  const show = () => {
    list.replaceChildren(...[...input.files].map((file) => {
      const line = document.createElement("li");
      const size = file.size < 1e5 ? `${Math.ceil(file.size / 1024)} KB` : `${(file.size / 1048576).toFixed(1)} MB`;
      line.textContent = `${file.name} · ${size}`;
      if (file.size > most) {
        line.className = "is-wrong";
        line.textContent += ` > ${most / 1048576} MB`;
      }
      return line;
    }));
  };
  input.addEventListener("change", show);
  show();
}
