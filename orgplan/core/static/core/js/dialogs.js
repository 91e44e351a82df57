// Dialogs open as native popovers without JavaScript; with it they become modal: the page behind is inert.

const modalOf = (button) => {
  const target = document.getElementById(button.getAttribute("popovertarget"));
  return target instanceof HTMLDialogElement ? target : null;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[popovertarget]");
  const dialog = button && modalOf(button);
  if (!dialog) return;
  event.preventDefault();
  if (button.getAttribute("popovertargetaction") === "hide") {
    dialog.close();
    return;
  }
  dialog.removeAttribute("popover");
  if (!dialog.open) dialog.showModal();
});

// A click on the veil closes: the target is then the dialog itself, not something inside.
document.addEventListener("click", (event) => {
  if (event.target instanceof HTMLDialogElement && event.target.open && outside(event)) event.target.close();
});

function outside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

// The print button shows itself only here, where it can do something.
export function showPrintButtons(root = document) {
  for (const button of root.querySelectorAll("[data-print]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
document.addEventListener("htmx:load", (event) => showPrintButtons(event.target));
showPrintButtons();
