// A form that opened in place of a value: Escape leaves it. Enter saves by itself, a long text with Ctrl.

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form.in-place");
  if (!form) return;
  if (event.key === "Escape") {
    event.preventDefault();
    form.querySelector("[data-leave]")?.click();
  }
  if (event.key === "Enter" && event.ctrlKey) form.requestSubmit();
});
