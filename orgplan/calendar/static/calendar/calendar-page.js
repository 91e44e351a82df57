// <calendar-page>: events are taken by the hand. A block of hours is dragged to other hours or another day, its lower
// edge to another end, an item of the month or a bar over several days to another day, an item of the venues' week to
// another hall too; Ctrl and arrows do the same on a focused event, Enter sets
// it down, Escape lets go. Nothing is written here: the page of the move gets the same form that is filled in by hand.
// Fingers scroll; on a telephone the event's card leads to that page.
import { askOver, sendForm } from "./asking.js";
import { clock, dayAfter, daysBetween, minutesOf, momentAfter, plain, shownDay } from "./hours.js";
import { Places } from "./places.js";

const STEP = 15;
const DAY = 24 * 60;
const EDGE = 8;
const FAR = 5;

class CalendarPage extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.move) return;
    this.places = new Places(this);
    this.note = document.createElement("p");
    this.note.className = "drag-note no-print";
    this.note.setAttribute("role", "status");
    this.append(this.note);
    this.addEventListener("pointerdown", this.take);
    this.addEventListener("dragstart", (event) => event.target.closest?.("[data-hand]") && event.preventDefault());
    this.addEventListener("keydown", this.press);
    this.addEventListener("focusout", () => this.held?.byKeys && !this.held.asked && this.drop());
    this.addEventListener("click", this.begin);
  }

  // What the element under the hand is: its key, where it stands, how long it is.
  read(element) {
    const [key, day, from, until, days = "1"] = element.dataset.hand.split(" ");
    const start = from === "-" ? null : minutesOf(from);
    const end = until === "-" ? null : minutesOf(until);
    const length = start === null ? 0 : ((end ?? start + 60) - start + DAY) % DAY;
    const person = element.closest("[data-person]")?.dataset.person ?? "";
    const venue = element.closest("[data-venue]")?.dataset.venue ?? "";
    return { element, key, seen: { day, from, until }, venue, wasAt: venue, known: {}, day, days: Number(days), start, end, length, person, was: person, closed: [], moved: false };
  }

  take = (event) => {
    const element = event.target.closest("[data-hand]");
    if (!element?.dataset.hand || event.button || event.pointerType === "touch" || element.matches(".block.before")) return;
    const held = this.read(element);
    held.pulls = element.matches(".block") && held.end !== null && element.getBoundingClientRect().bottom - event.clientY < EDGE;
    held.at = [event.clientX, event.clientY];
    const place = this.places.at(event.clientX, event.clientY, held);
    held.lag = place ? daysBetween(held.day, place.day) : 0;
    held.grip = place?.minutes === undefined ? 0 : place.minutes - (held.start ?? 0);
    this.hold(held);
    const move = (each) => this.follow(each);
    const done = (each) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", done);
      removeEventListener("pointercancel", done);
      removeEventListener("keydown", escape, true);
      if (this.held === held) this.release(each.type === "pointerup");
    };
    const escape = (each) => each.code === "Escape" && this.drop();
    addEventListener("pointermove", move);
    addEventListener("pointerup", done);
    addEventListener("pointercancel", done);
    addEventListener("keydown", escape, true);
  };

  follow(event) {
    const { held } = this;
    if (!held) return;
    if (!held.moved && Math.hypot(event.clientX - held.at[0], event.clientY - held.at[1]) < FAR) return;
    event.preventDefault();
    held.ready ??= this.lift();
    const place = this.places.at(event.clientX, event.clientY, held);
    if (!place) return;
    if (!held.pulls) held.person = place.person ?? held.person;
    if (!held.page) held.venue = place.venue ?? held.venue;
    if (place.minutes === undefined) held.day = dayAfter(place.day, -held.lag);
    else if (held.pulls) held.end = Math.min(DAY, Math.max(held.start + STEP, snapped(place.minutes)));
    else {
      held.day = dayAfter(place.day, -held.lag);
      held.start = Math.min(DAY - STEP, Math.max(0, snapped(place.minutes - held.grip)));
      if (held.end !== null) held.end = held.start + held.length;
    }
    this.show();
  }

  hold(held) {
    this.drop();
    this.held = held;
  }

  // The first movement: the event is marked, and the times that are not free are asked for.
  async lift() {
    const { held } = this;
    if (held.moved) return;
    held.moved = true;
    held.element.classList.add("held");
    const span = this.span(held);
    const isMeeting = held.key.startsWith("m");
    if (isMeeting) held.page = `${this.meeting(held.key)}move/`;
    let answer;
    try {
      answer = await (await fetch(`${isMeeting ? this.meeting(held.key) : this.address(held.key)}closed/?${span}`)).json();
    } catch {
      return;
    }
    if (this.held !== held) return;
    if (answer.why) {
      this.drop();
      this.say(answer.why, true);
      return;
    }
    held.closed = answer.closed;
    held.page = answer.ask;
    if (held.page) held.venue = held.wasAt; // one meeting of many: its page asks for times only
    this.shade(held);
    this.show();
  }

  span(held) {
    const days = [...this.querySelectorAll("[data-day]")].map((each) => each.dataset.day).sort();
    return new URLSearchParams({ ...this.stood(held), first: days[0] ?? held.day, last: days.at(-1) ?? held.day });
  }

  // The times of another hall are asked for when the hand comes there first.
  async know(held) {
    const { venue } = held;
    if (venue === held.wasAt || held.known[venue]) return;
    held.known[venue] = [];
    const answer = await fetch(`${this.address(held.key)}closed/?${this.span(held)}&venue=${venue}`).catch(() => null);
    if (answer?.ok) held.known[venue] = (await answer.json()).closed;
    if (this.held === held) this.show();
  }

  stood(held) {
    const { day, from, until } = held.seen;
    return { day, from: plain(from), until: plain(until) };
  }

  meeting(key) {
    const [cycle, slot] = key.slice(1).split("/");
    return `${this.dataset.meetings}${cycle}/meetings/${slot}/`;
  }

  address(key) { return this.dataset.move.replace("/0/", `/${key}/`); }

  // Grey where it cannot begin; what only warns is told in words when the hand is there.
  shade(held) {
    const own = held.element.closest(".lane-body");
    if (!own) return;
    this.places.shade(own, held.closed.filter((each) => each.firm));
  }

  reason(held) {
    if (held.start === null) return null;
    const closed = held.venue === held.wasAt ? held.closed : held.known[held.venue] ?? [];
    const moment = `${held.day}T${clock(held.start)}`;
    // What is pulled longer meets what stands after it sooner.
    const longer = held.pulls || held.pulled ? Math.max(0, held.end - held.start - held.length) : 0;
    const reaches = longer ? momentAfter(held.day, held.start, longer) : moment;
    const here = closed.filter((each) => each.after < reaches && moment < each.before);
    return here.find((each) => each.firm) ?? here[0] ?? null;
  }

  show() {
    const { held } = this;
    if (!held) return;
    if (!held.key.startsWith("m")) held.knows = this.know(held);
    this.places.unmark();
    const reason = this.reason(held);
    const hours = held.start === null ? "" : `, ${clock(held.start)}${held.end === null ? "" : `–${clock(held.end)}`}`;
    const last = held.days > 1 ? ` – ${shownDay(dayAfter(held.day, held.days - 1))}` : "";
    const who = held.person === held.was ? "" : `${this.places.nameOf(held.person)}, `;
    const where = held.venue === held.wasAt ? "" : `${this.places.nameOfVenue(held.venue)}, `;
    const words = `${who}${where}${shownDay(held.day)}${last}${hours}`;
    const lane = this.places.laneOf(held);
    if (lane && held.start === null) lane.classList.add("drop-here");
    else if (lane) this.places.lay(lane, held.start, held.end ?? held.start + 60, `ghost${reason?.firm ? " bad" : ""}`, [words, reason?.words].filter(Boolean).join(". "));
    this.places.mark(held);
    this.say([words, reason?.words, held.byKeys ? this.dataset.keys : ""].filter(Boolean).join(". "), reason?.firm);
  }

  say(words, bad = false) {
    this.note.textContent = words;
    this.note.classList.toggle("bad", Boolean(bad));
  }

  release(isDown) {
    const { held } = this;
    if (!held.moved || !isDown) {
      this.drop();
      return;
    }
    // The click that follows would open the card.
    const stop = (event) => { event.preventDefault(); event.stopPropagation(); };
    addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", stop, true), 0);
    this.put();
  }

  // What was asked of the server at the first movement has come: it may know why the event stays, or that it is one of many.
  async put() {
    const { held } = this;
    await held.ready;
    await held.knows;
    if (this.held !== held) return;
    const reason = this.reason(held);
    const was = this.read(held.element);
    const isThere = held.day === was.day && held.start === was.start && held.end === was.end && held.venue === held.wasAt;
    if (held.person !== held.was && !held.key.startsWith("m")) this.ask(held, `${this.address(held.key)}ask/`);
    else if (reason?.firm) {
      this.drop();
      this.say(`${this.dataset.refused} ${reason.words}`, true);
    } else if (isThere) this.drop();
    else if (held.page) this.ask(held, held.page);
    else this.send(held);
  }

  // What the form of the move asks for.
  wanted(held) {
    return {
      day: held.day,
      start: held.start === null ? "" : clock(held.start),
      end: held.end === null ? "" : clock(held.end),
      seen_day: held.seen.day,
      seen_start: plain(held.seen.from),
      seen_end: plain(held.seen.until),
      ...(held.venue === held.wasAt ? {} : { venue: held.venue, seen_venue: held.wasAt }),
      next: location.pathname + location.search,
    };
  }

  send(held) {
    sendForm(this.address(held.key), this.wanted(held));
  }

  // A question of the server's in a window over the calendar; its form is sent as any other.
  async ask(held, page) {
    held.asked = true;
    const values = new URLSearchParams({ ...this.wanted(held), joins: held.person, leaves: held.was });
    const address = `${page}?${values}`;
    await askOver(address, () => {
      this.drop();
      held.element.querySelector("a")?.focus();
    });
  }

  drop() {
    this.held?.element.classList.remove("held");
    this.held = null;
    this.places?.clear();
    if (this.note) this.say("");
  }

  press = (event) => {
    const element = event.target.closest?.("[data-hand]");
    if (!element?.dataset.hand) return;
    if (this.held?.byKeys && (event.code === "Enter" || event.code === "Escape")) {
      event.preventDefault();
      if (event.code === "Enter") this.put();
      else this.drop();
      return;
    }
    const step = { ArrowUp: -STEP, ArrowDown: STEP, ArrowLeft: -1, ArrowRight: 1 }[event.code];
    if (!step || !event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (this.held?.element !== element) this.hold({ ...this.read(element), byKeys: true });
    const { held } = this;
    const { people, venues } = this.places;
    if (Math.abs(step) === 1 && people.length) held.person = people[Math.min(people.length - 1, Math.max(0, people.indexOf(held.person) + step))];
    else if (Math.abs(step) === 1) held.day = dayAfter(held.day, step);
    else if (venues.length && !held.page) held.venue = venues[Math.min(venues.length - 1, Math.max(0, venues.indexOf(held.venue) + Math.sign(step)))];
    else if (element.closest("td")) held.day = dayAfter(held.day, Math.sign(step));
    else if (held.start === null) return;
    else if (event.shiftKey && held.end !== null) { held.pulled = true; held.end = Math.min(DAY, Math.max(held.start + STEP, held.end + step)); } else {
      held.start = Math.min(DAY - STEP, Math.max(0, held.start + step));
      if (held.end !== null) held.end = held.start + held.length;
    }
    held.ready ??= this.lift();
    this.show();
  };

  // A click on a free hour or day begins a new event there.
  begin = (event) => {
    const place = event.target.closest(".lane-body, .month-room, .month-day");
    if (!this.dataset.create || event.target !== place) return;
    const found = this.places.at(event.clientX, event.clientY);
    if (!found) return;
    const [year, month, day] = found.day.split("-");
    const from = found.minutes === undefined ? null : Math.floor(found.minutes / 30) * 30;
    const hours = from === null ? "" : ` ${clock(from)}–${clock(from + 60)}`;
    const who = found.lane?.dataset.name ? `, ${found.lane.dataset.name}` : "";
    location.assign(`${this.dataset.create}?say=${encodeURIComponent(`${day}.${month}.${year}${hours}${who}, `)}`);
  };
}

function snapped(minutes) {
  return Math.round(minutes / STEP) * STEP;
}

customElements.define("calendar-page", CalendarPage);
