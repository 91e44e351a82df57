// <file-drop>: takes a file dropped on it or anywhere pasted, and rows copied from Word, Excel or a letter.
// The native input and the text area inside do the work without JavaScript.

class FileDrop extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.text = this.querySelector("[data-paste]");
    this.markup = this.querySelector("[data-paste-html]");
    this.status = this.querySelector("[data-status]");
    this.addEventListener("dragover", this.over);
    this.addEventListener("dragleave", this.leave);
    this.addEventListener("drop", this.take);
    this.input.addEventListener("change", () => this.tell());
    document.addEventListener("paste", this.paste);
  }

  disconnectedCallback() {
    document.removeEventListener("paste", this.paste);
  }

  over = (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.dataset.over = "";
  };

  leave = (event) => {
    if (!this.contains(event.relatedTarget)) delete this.dataset.over;
  };

  take = (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    delete this.dataset.over;
    this.use(event.dataTransfer.files);
  };

  // A paste anywhere on the page counts, unless somebody is writing in another field.
  paste = (event) => {
    const data = event.clipboardData;
    const elsewhere = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (elsewhere && elsewhere !== this.text) return;
    if (data.files.length && !data.getData("text/plain")) {
      event.preventDefault();
      this.use(data.files);
      return;
    }
    if (this.text) this.keep(event, data.getData("text/plain"), data.getData("text/html"));
  };

  keep(event, plain, html) {
    if (!plain && !html) return;
    event.preventDefault();
    this.text.value = plain;
    this.markup.value = html;
    this.text.closest("details").open = true;
    this.say(`${this.dataset.pasted} ${plain.trim().split("\n").length}`);
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  use(files) {
    const taken = new DataTransfer();
    for (const file of this.input.multiple ? files : [...files].slice(0, 1)) taken.items.add(file);
    this.input.files = taken.files;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  tell() {
    const names = [...this.input.files].map((file) => `${file.name} (${size(file.size)})`);
    this.say(names.length ? `${this.dataset.chosen} ${names.join(", ")}` : "");
  }

  say(words) {
    this.status.textContent = words;
  }
}

function size(bytes) {
  const [unit, value] = bytes < 1024 * 1024 ? ["kilobyte", bytes / 1024] : ["megabyte", bytes / 1024 / 1024];
  const format = { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 };
  return new Intl.NumberFormat(document.documentElement.lang, format).format(value);
}

customElements.define("file-drop", FileDrop);
