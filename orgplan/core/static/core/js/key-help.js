// «?» shows the keys of the page: those that stand on its links, buttons and fields (data-key, data-key-focus), then
// those that work everywhere. «?» is Shift+7 in the Russian layout and Shift+/ in the Latin one: both are taken.

const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
const NAMES = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Slash: "/", Escape: "Esc", Delete: "Del" };
const LATIN = "QWERTYUIOPASDFGHJKLZXCVBNM";
const RUSSIAN = "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ";

// KeyJ is «J» and, on the same key, «О».
function nameOf(code) {
  if (!code.startsWith("Key")) return NAMES[code] ?? code.replace("Digit", "");
  const letter = code.slice(3);
  return `${letter} · ${RUSSIAN[LATIN.indexOf(letter)]}`;
}

function wordsOf(element) {
  const label = element.labels?.[0]?.textContent;
  return (element.dataset.keyName || element.getAttribute("aria-label") || element.title || label || element.textContent).trim();
}

function rowOf(element) {
  const row = document.createElement("tr");
  const keys = document.createElement("th");
  keys.scope = "row";
  for (const code of (element.dataset.key ?? element.dataset.keyFocus).split(/\s+/)) {
    const key = document.createElement("kbd");
    key.textContent = nameOf(code);
    keys.append(key, " ");
  }
  const words = document.createElement("td");
  words.textContent = wordsOf(element);
  row.append(keys, words);
  return row;
}

document.addEventListener("keydown", (event) => {
  const asked = event.key === "?" || (event.code === "Slash" && event.shiftKey);
  const dialog = document.getElementById("key-help");
  if (!asked || !dialog || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  const declared = [...document.querySelectorAll("[data-key], [data-key-focus]")].filter((each) => each.checkVisibility());
  dialog.querySelector("[data-key-rows]").replaceChildren(...declared.map(rowOf));
  dialog.removeAttribute("popover");
  dialog.showModal();
});
