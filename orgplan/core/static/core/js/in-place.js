// Values changed where they stand. A double click opens the value, Escape leaves it, Enter saves (a long text with Ctrl),
// Tab keeps it and opens the next one, with Shift the one before. Without JavaScript the pen leads to a small page.

let next = null; // what Tab opens once its form was answered: { address, form, line }

const pens = () => [...document.querySelectorAll(".line > .pen[hx-get]")];

document.addEventListener("dblclick", (event) => {
  const line = event.target.closest?.(".line");
  if (!line || event.target.closest("a:not(.pen), button, input, textarea, select, form")) return;
  const pen = line.querySelector(":scope > .pen[hx-get]");
  if (!pen) return;
  getSelection()?.removeAllRanges();
  pen.click();
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form.in-place");
  if (!form) return;
  if (event.key === "Escape") {
    event.preventDefault();
    form.querySelector("[data-leave]")?.click();
  }
  if (event.key === "Enter" && event.ctrlKey) form.requestSubmit();
  if (event.key === "Tab" && isValue(event.target)) moveOn(event, form);
});

// What is open has its own page in the form's address; on that page there is nothing to move on to.
function moveOn(event, form) {
  const pen = neighbour(form.closest(".line"), event.shiftKey);
  if (!form.hasAttribute("hx-post") || !pen) return;
  event.preventDefault();
  next = { address: pen.getAttribute("hx-get"), form, line: form.closest(".line") };
  if (wasChanged(event.target)) form.requestSubmit();
  else form.querySelector("[data-leave]")?.click();
}

function neighbour(line, backwards) {
  const side = backwards ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const there = pens().filter((pen) => line.compareDocumentPosition(pen) & side);
  return there.at(backwards ? -1 : 0);
}

const isValue = (field) => field.matches("input:not([type=hidden]), textarea, select");

function wasChanged(field) {
  if (field.matches("select")) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
}

// The next value opens once this one is saved or left; where it cannot be saved, its form stays and says why. Other
// parts of the page (who else is here, how a date is understood) ask on their own and are no answer to it.
document.addEventListener("htmx:afterSettle", (event) => {
  const asked = event.detail.requestConfig?.elt;
  const answered = next && (asked === next.form || (next.form.contains(asked) && asked.matches("[data-leave]")));
  if (!answered) return;
  const { address, line } = next;
  next = null;
  if (line.isConnected && line.querySelector("form.in-place")) return;
  pens().find((pen) => pen.getAttribute("hx-get") === address)?.click();
});
