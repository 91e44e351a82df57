// <page-notes>: the place of messages. Says aloud when a partial update failed, takes the undo button away in time.
// While the button stands, Ctrl+Z presses it; in a field that is being written the key stays the field's own.

const SECONDS = 15;

class PageNotes extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("#messages");
    this.observer = new MutationObserver(() => this.arm());
    this.observer.observe(this.list, { childList: true });
    this.arm();
    document.addEventListener("htmx:responseError", this.failed);
    document.addEventListener("htmx:sendError", this.offline);
    document.addEventListener("keydown", this.undo);
  }

  disconnectedCallback() {
    this.observer.disconnect();
    document.removeEventListener("htmx:responseError", this.failed);
    document.removeEventListener("htmx:sendError", this.offline);
    document.removeEventListener("keydown", this.undo);
  }

  failed = () => this.say(this.dataset.failed);

  // The key by its place: in the Russian layout it writes another letter.
  undo = (event) => {
    if (event.code !== "KeyZ" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    if (event.target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]")) return;
    const form = [...this.list.querySelectorAll("form[data-undo]")].at(-1);
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  };

  offline = () => this.say(this.dataset.offline);

  say(text) {
    for (const old of this.list.querySelectorAll("[data-fault]")) old.remove();
    const note = document.createElement("div");
    note.className = "message error";
    note.dataset.fault = "";
    const words = document.createElement("span");
    words.className = "message-text";
    words.textContent = text;
    note.append(words);
    this.list.append(note);
  }

  // For fifteen seconds new messages stay in sight and can be undone, longer while somebody is on them.
  arm() {
    const fresh = [...this.list.children].filter((note) => !note.hasAttribute("data-armed"));
    if (!fresh.length) return;
    this.toggleAttribute("data-live", true);
    for (const note of fresh) note.toggleAttribute("data-armed", true);
    const later = () => {
      if (this.matches(":hover, :focus-within")) {
        setTimeout(later, 2000);
        return;
      }
      for (const note of fresh) note.querySelector("[data-undo]")?.remove();
      if (fresh.includes(this.list.lastElementChild)) this.toggleAttribute("data-live", false);
    };
    setTimeout(later, SECONDS * 1000);
  }
}

customElements.define("page-notes", PageNotes);
