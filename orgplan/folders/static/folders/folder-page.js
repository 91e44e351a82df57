// A leader's folder on a telephone: kept for opening without network, asked for anew when the network is back. What
// changed is told by the page itself, which the server compares with what was read before.

import { keepPage } from "../core/js/offline-queue.js";

const EVERY = 60000;
const SCOPE = "/folders/";

class LeaderFolder extends HTMLElement {
  connectedCallback() {
    this.net = this.querySelector("[data-net]");
    if (this.dataset.keep) this.keep(this.dataset.keep.split(" "));
    if (this.dataset.first) this.read();
    addEventListener("online", () => this.ask());
    addEventListener("offline", () => this.show(false));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.ask());
    setInterval(() => this.ask(), EVERY);
    this.ask();
  }

  // The days ahead are kept, too: on the road there may be no network to ask for them.
  async keep(days) {
    if (!(await keepPage(SCOPE))) return;
    const worker = (await navigator.serviceWorker.ready).active;
    const parts = performance.getEntriesByType("resource").map((each) => each.name);
    const here = location.href.split("#")[0];
    const wanted = [here, ...days.map((day) => new URL(day, here).href), ...parts.filter((name) => name.includes("/static/"))];
    worker?.postMessage({ keep: [...new Set(wanted)] });
  }

  async ask() {
    try {
      const answer = await fetch(this.dataset.stateUrl, { redirect: "error", headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { digest, taken_at: takenAt } = await answer.json();
      if (digest !== this.dataset.digest) return location.reload();
      this.dataset.takenAt = takenAt;
      this.show(true);
    } catch {
      this.show(false);
    }
    return undefined;
  }

  show(isOnline) {
    const words = isOnline ? this.dataset.fresh : this.dataset.offline;
    this.net.textContent = `${words} ${this.dataset.takenAt}`;
    this.net.classList.toggle("off", !isOnline);
  }

  // The first look is noted by itself: from then on the page can say what is new.
  read() {
    const form = this.querySelector("form[data-read]");
    if (form) fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
  }
}

customElements.define("leader-folder", LeaderFolder);
