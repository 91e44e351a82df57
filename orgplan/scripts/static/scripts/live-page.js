// The day of an event. Every press is kept in the offline queue and shown at once; what others press comes by asking
// every few seconds. Without JavaScript the same buttons are plain forms.

import { OfflineQueue, keepPage, newId } from "../core/js/offline-queue.js";
import { delayOf, expected, merged, reckonedMinute } from "./course.js";

const EVERY = 4000;
const MINUTE = 60000;

class LiveScript extends HTMLElement {
  connectedCallback() {
    this.take(JSON.parse(this.dataset.state));
    this.clock = new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit", timeZone: this.dataset.zone });
    const { marksUrl, token } = this.dataset;
    this.queue = new OfflineQueue({ name: location.pathname, address: marksUrl, token });
    this.queue.addEventListener("change", () => this.show());
    this.addEventListener("submit", (event) => this.press(event));
    this.queue.start();
    this.keep();
    setInterval(() => this.ask(), EVERY);
    setInterval(() => this.show(), 1000);
    this.show();
    this.querySelector("[data-state=running], [data-state=next]")?.scrollIntoView({ block: "center" });
  }

  // The clock of the phone may be wrong: the difference to the server's is remembered as long as the page is open.
  take(state) {
    this.state = state;
    this.skew = state.now ? Date.parse(state.now) - Date.now() : (this.skew ?? 0);
    if (Math.abs(this.skew) < 2000 || this.tag === undefined) this.skew = Math.abs(this.skew) < 2000 ? 0 : this.skew;
    this.begins = Date.parse(state.begins);
  }

  get now() {
    return Date.now() + this.skew;
  }

  async keep() {
    if (!(await keepPage(location.pathname))) return;
    const worker = (await navigator.serviceWorker.ready).active;
    const parts = performance.getEntriesByType("resource").map((each) => each.name);
    worker?.postMessage({ keep: [location.href, ...parts.filter((name) => name.includes("/static/"))] });
  }

  async ask() {
    try {
      const answer = await fetch(this.dataset.stateUrl, { headers: this.tag ? { "If-None-Match": this.tag } : {}, redirect: "error" });
      if (this.queue.isOffline) this.queue.mark(false);
      if (answer.status !== 200) return;
      this.tag = answer.headers.get("ETag");
      const state = await answer.json();
      if (state.edition !== this.state.edition && !this.queue.waiting.length) location.reload();
      this.take(state);
      this.show();
    } catch {
      this.queue.mark(true);
    }
  }

  press(event) {
    const { submitter, target } = event;
    if (!submitter?.value) return;
    event.preventDefault();
    const item = Number(new FormData(target).get("item"));
    const at = new Date(this.now).toISOString();
    const verb = submitter.value;
    const undoes = verb === "back" ? this.course(item).counted.at(-1)?.id : null;
    if (verb === "back" && !undoes) return;
    this.queue.put({ id: newId(), item, verb, at, undoes });
  }

  marks() {
    const known = new Map(this.state.marks.map((mark) => [mark.id, mark]));
    for (const entry of this.queue.waiting) if (!known.has(entry.id)) known.set(entry.id, { ...entry, by: "" });
    return [...known.values()].map((mark) => ({ ...mark, at: Date.parse(mark.at) }));
  }

  course(item) {
    return merged(this.marks().filter((mark) => mark.item === item));
  }

  minute(moment) {
    return moment === undefined ? undefined : Math.floor((moment - this.begins) / MINUTE);
  }

  show() {
    const marks = this.marks();
    const found = new Map(this.state.items.map((item) => [item.id, merged(marks.filter((mark) => mark.item === item.id))]));
    const actuals = new Map(
      [...found].map(([id, each]) => [id, { ...each, started: this.minute(each.started), finished: this.minute(each.finished) }]),
    );
    const slots = expected(this.state.items, actuals, reckonedMinute(this.minute(this.now)));
    const next = slots.findIndex((slot) => slot.progress === "waiting");
    this.state.items.forEach((item, number) => {
      const line = this.querySelector(`[data-item="${item.id}"]`);
      if (line) this.showItem(line, slots[number], number === next, marks.filter((mark) => mark.item === item.id), found.get(item.id));
    });
    this.showHead(delayOf(this.state.items, slots));
  }

  showHead(delay) {
    const { late, early, punctual, waiting, sent, refused } = this.dataset;
    const words = delay ? `${delay > 0 ? late : early} ${minutes(delay)}` : punctual;
    put(this.querySelector("[data-clock]"), this.clock.format(this.now));
    put(this.querySelector("[data-delay]"), words);
    this.querySelector("[data-delay]").classList.toggle("late", delay > 0);
    const net = this.querySelector("[data-net]");
    const count = this.queue.waiting.length;
    const lost = this.queue.refused.length ? ` ${refused} ${this.queue.refused.length}` : "";
    put(net, (this.queue.isOffline || count ? `${waiting} ${count}` : sent) + lost);
    net.classList.toggle("off", this.queue.isOffline);
  }

  showItem(line, slot, isNext, marks, course) {
    line.dataset.state = slot.progress === "waiting" && isNext ? "next" : slot.progress;
    put(line.querySelector("[data-start]"), this.at(slot.start));
    put(line.querySelector("[data-end]"), slot.progress === "skipped" ? "" : this.at(slot.end));
    const { past, short, now, next } = this.dataset;
    const warning = slot.late ? `${past} ${minutes(slot.late)}` : slot.shortage ? `${short} ${minutes(slot.shortage)}` : "";
    put(line.querySelector("[data-warning]"), warning);
    put(line.querySelector("[data-mark]"), { running: now, next }[line.dataset.state] ?? "");
    const counted = new Set(course.counted.map((mark) => mark.id));
    const said = marks.filter((mark) => mark.verb !== "back").map((mark) => this.words(mark, counted.has(mark.id)));
    put(line.querySelector("[data-marks]"), said.join(" · "));
  }

  words(mark, counts) {
    const { began, ended, more, skipped, notCounted } = this.dataset;
    const verb = { start: began, finish: ended, extend: more, skip: skipped }[mark.verb];
    return `${verb} ${this.clock.format(mark.at)}${mark.by ? `, ${mark.by}` : ""}${counts ? "" : ` (${notCounted})`}`;
  }

  at(minute) {
    return this.clock.format(this.begins + minute * MINUTE);
  }
}

function minutes(count) {
  const [hours, rest] = [Math.floor(Math.abs(count) / 60), Math.abs(count) % 60];
  return [hours ? `${hours} ч` : "", rest || !hours ? `${rest} мин` : ""].filter(Boolean).join(" ");
}

function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

customElements.define("live-script", LiveScript);
