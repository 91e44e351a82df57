// <bulk-select>: counts chosen rows, chooses all, and with Shift a range. The boxes and buttons submit without it.

const BOX = "input[type=checkbox]:not([data-all]):not(:disabled)";

class BulkSelect extends HTMLElement {
  connectedCallback() {
    this.all = this.querySelector("[data-all]");
    this.words = this.querySelector("[data-count]");
    this.idle = this.words.textContent;
    this.last = null;
    if (this.all) this.all.closest("label").hidden = false;
    this.addEventListener("click", this.range);
    this.addEventListener("change", this.changed);
    this.addEventListener("htmx:afterSwap", this.count);
    this.count();
  }

  get boxes() {
    return [...this.querySelectorAll(`.pick ${BOX}`)];
  }

  range = (event) => {
    if (!event.target.matches(`.pick ${BOX}`)) return;
    const boxes = this.boxes;
    const [from, to] = [boxes.indexOf(this.last), boxes.indexOf(event.target)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) {
      for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
    }
    this.last = event.target;
  };

  changed = (event) => {
    if (event.target === this.all) for (const box of this.boxes) box.checked = this.all.checked;
    this.count();
  };

  count = () => {
    const boxes = this.boxes;
    const chosen = boxes.filter((box) => box.checked).length;
    this.toggleAttribute("data-chosen", chosen > 0);
    this.words.textContent = chosen ? this.dataset.words.replace("%(count)s", chosen) : this.idle;
    for (const button of this.querySelectorAll(".bulk button[type=submit]:not([data-always])")) button.disabled = chosen === 0;
    if (!this.all) return;
    this.all.checked = chosen > 0 && chosen === boxes.length;
    this.all.indeterminate = chosen > 0 && chosen < boxes.length;
  };
}

customElements.define("bulk-select", BulkSelect);
