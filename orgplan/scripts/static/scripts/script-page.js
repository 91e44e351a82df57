// The table of a script: a row is dragged by its number. The arrows beside each row do the same without a mouse.

import { letGo } from "./row-drag.js";

customElements.define(
  "run-of-show",
  class extends HTMLElement {
    connectedCallback() {
      letGo(this);
    }
  },
);
