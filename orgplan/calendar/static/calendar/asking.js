// What leaves the calendar: a form as the page of the move fills it in, or a question in a window over the page.

export function sendForm(address, values) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, ...values })) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

// The question comes as a fragment of its own page; where it does not come, that page opens. `done` follows its end.
export async function askOver(address, done) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) {
    location.assign(address);
    return;
  }
  const dialog = document.createElement("dialog");
  dialog.className = "dialog no-print";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  dialog.append(...page.body.childNodes);
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-ask-close]")) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    done();
  });
  document.body.append(dialog);
  dialog.setAttribute("aria-label", dialog.querySelector("h2")?.textContent ?? "");
  dialog.showModal();
}
