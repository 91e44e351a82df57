// «?» shows the keys of the page: those that stand on its links, buttons and fields (data-key, data-key-focus), then
// those that a page tells of in words (data-key-told), then those that work everywhere. What works only where something
// stands on the page (data-key-when: its selector) is shown only there. «?» is Shift+7 in the Russian layout and Shift+/ in the Latin one: both are taken.

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

function namesOf({ key, keyFocus, keyTold }) {
  return keyTold ? keyTold.split(" ") : (key ?? keyFocus).split(/\s+/).map(nameOf);
}

function rowOf(element) {
  const row = document.createElement("tr");
  const keys = document.createElement("th");
  keys.scope = "row";
  for (const name of namesOf(element.dataset)) {
    const key = document.createElement("kbd");
    key.textContent = name;
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
  const told = [...document.querySelectorAll("[data-key-told]")].filter(({ dataset }) => document.querySelector(dataset.keyWhen));
  dialog.querySelector("[data-key-rows]").replaceChildren(...[...declared, ...told].map(rowOf));
  for (const row of dialog.querySelectorAll("tr[data-key-when]")) row.hidden = !document.querySelector(row.dataset.keyWhen);
  dialog.removeAttribute("popover");
  dialog.showModal();
});
