// After a page or a fragment with errors arrives, the reader stands at their summary.

function goToSummary(root) {
  const summary = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]");
  summary?.focus({ preventScroll: false });
}

document.addEventListener("htmx:load", (event) => goToSummary(event.target));
goToSummary(document);
