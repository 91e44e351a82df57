// The palette: Ctrl+K or «/» by the place of the key, whatever the layout. Without it the field in the head and the page
// of the search do the same. The rows come from the server; here one only moves among them.

const dialog = document.getElementById("palette");
const field = document.getElementById("palette-field");
const found = document.getElementById("palette-found");
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
let waiting = false;

const rows = () => [...found.querySelectorAll("[role=option]")];
const chosen = () => found.querySelector("[aria-selected=true]");

function choose(row) {
  chosen()?.setAttribute("aria-selected", "false");
  if (row) {
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", row.id);
  } else {
    field.removeAttribute("aria-activedescendant");
  }
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const place = all.indexOf(chosen());
  choose(all[(place + step + all.length) % all.length]);
}

// The first row of the next or the previous group.
function jump(step) {
  const groups = [...found.querySelectorAll("[role=group]")];
  if (!groups.length) return;
  const place = groups.indexOf(chosen()?.closest("[role=group]"));
  choose(groups[(place + step + groups.length) % groups.length].querySelector("[role=option]"));
}

function openPalette(text) {
  if (document.querySelector("dialog[open]")) return;
  if (text !== undefined) field.value = text;
  dialog.showModal();
  field.focus();
  if (text === undefined) field.select();
  field.dispatchEvent(new Event("opened"));
}

function follow(event) {
  const row = chosen();
  if (!row) return;
  event?.preventDefault();
  if (event?.ctrlKey || event?.metaKey) window.open(row.href, "_blank", "noopener");
  else window.location.assign(row.href);
}

const isAnswered = () => found.querySelector("[data-asked]")?.dataset.asked === field.value.trim();

// What is shown answers what stands in the field; if not yet, the row is followed as soon as it comes.
function enter(event) {
  if (isAnswered()) {
    follow(event);
    return;
  }
  event.preventDefault();
  waiting = true;
}

const DEEDS = { ArrowDown: () => move(1), ArrowUp: () => move(-1), PageDown: () => jump(1), PageUp: () => jump(-1) };

function begin() {
  document.addEventListener("keydown", (event) => {
    const free = !event.target.closest?.(TYPING);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const asked = event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!asked && !(event.code === "Slash" && event.key !== "?" && plain && free)) return;
    event.preventDefault();
    if (dialog.open) field.select();
    else openPalette();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") enter(event);
    else if (event.key === "Escape") {
      event.preventDefault(); // some browsers only empty the field
      dialog.close();
    }
    else if (DEEDS[event.key]) {
      event.preventDefault();
      DEEDS[event.key]();
    }
  });
  dialog.querySelector("[data-close-palette]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { waiting = false; });
  found.addEventListener("htmx:afterSwap", () => {
    choose(rows()[0]);
    if (waiting && isAnswered()) {
      waiting = false;
      follow();
    }
  });
  for (const head of document.querySelectorAll("[data-find]")) {
    head.addEventListener("click", () => openPalette(head.value));
    head.addEventListener("input", () => openPalette(head.value));
    for (const hint of head.form.querySelectorAll("[data-with-script]")) hint.hidden = false;
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-open-palette]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    openPalette("");
  });
}

if (dialog) begin();
