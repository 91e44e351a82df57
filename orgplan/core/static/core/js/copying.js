// The copy button shows itself only where the browser lets a page copy (a secure address); the text can be marked by hand
// everywhere. What was done is said on the button itself, which a screen reader reads again.

const SAID_FOR = 4000;

function showCopyButtons(root = document) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const source = button && document.getElementById(button.dataset.copy);
  if (!source) return;
  await navigator.clipboard.writeText(source.textContent.trim());
  const label = button.textContent;
  if (label === button.dataset.copied) return;
  button.setAttribute("aria-live", "polite");
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = label; }, SAID_FOR);
});
document.addEventListener("htmx:load", (event) => showCopyButtons(event.target));
showCopyButtons();
