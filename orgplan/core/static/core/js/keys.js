// Links and fields that name a key are reached by it. Keys are told by their place (event.code), so that the Russian
// and the Latin layout do the same: data-key="KeyJ ArrowRight" follows a link, data-key-focus="KeyG" goes into a field.

const WRITES = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  if (event.target.closest?.(`${WRITES}, dialog[open]`)) return;
  // Arrows belong to the radio buttons that have the focus.
  if (event.code.startsWith("Arrow") && event.target.closest?.("[type=radio]")) return;
  const link = document.querySelector(`[data-key~="${event.code}"]`);
  const field = document.querySelector(`[data-key-focus~="${event.code}"]`);
  if (!link && !field) return;
  event.preventDefault();
  if (link) link.click();
  else field.focus();
});
