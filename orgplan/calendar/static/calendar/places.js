// Where things stand in a view of the calendar: days, leaders' columns, hours, and boxes laid over them.
import { joined, minutesOf } from "./hours.js";

const ROW = 5;
const DAY = 24 * 60;
const CELLS = ".month-day[data-day], .week-table td[data-day]";

export class Places {
  constructor(root) {
    this.root = root;
  }

  // The day under the pointer, and where it shows hours the minute.
  at(x, y, held = null) {
    const isAllDay = held?.start === null;
    const lane = [...this.root.querySelectorAll(".lane-body[data-day]")].find((each) => {
      const box = each.getBoundingClientRect();
      return x >= box.left && x < box.right && (isAllDay || (y >= box.top - 40 && y < box.bottom + 40));
    });
    if (lane && isAllDay) return { day: lane.dataset.day, lane };
    if (lane) {
      const box = lane.getBoundingClientRect();
      const minutes = this.firstHour * 60 + ((y - box.top) / box.height) * this.hourCount * 60;
      return { day: lane.dataset.day, minutes, lane, person: lane.dataset.person };
    }
    // Bars lie over the days.
    const cell = document.elementsFromPoint(x, y).map((each) => each.closest(CELLS)).find(Boolean);
    return cell && this.root.contains(cell) ? { day: cell.dataset.day, person: cell.dataset.person, venue: cell.dataset.venue } : null;
  }

  get grid() { return this.root.querySelector(".hours-grid[data-first-hour]"); }
  get firstHour() { return Number(this.grid.dataset.firstHour); }
  get hourCount() { return Number(this.grid.dataset.hourCount); }

  // A box over the rows of a lane; nothing where it would lie outside the hours shown.
  lay(lane, from, until, css, words) {
    const zero = this.firstHour * 60;
    const first = Math.max(0, from - zero);
    const last = Math.min(this.hourCount * 60, until - zero);
    if (last <= first) return null;
    const box = document.createElement("div");
    box.className = `${css} s${Math.floor(first / ROW) + 1} l${Math.max(1, Math.round((last - first) / ROW))}`;
    box.textContent = words;
    box.dataset.laid = "";
    lane.append(box);
    return box;
  }

  // The column of hours where the hand is now: of a leader, else of a day.
  laneOf(held) {
    const lanes = [...this.root.querySelectorAll(`.lane-body[data-day="${held.day}"]`)];
    return lanes.find((each) => (each.dataset.person ?? "") === held.person) ?? null;
  }

  // Leaders' columns in their order; none where the columns are days.
  get people() {
    return [...new Set([...this.root.querySelectorAll("[data-person]")].map((each) => each.dataset.person))];
  }

  // Venues' rows in their order; none where rows are something else.
  get venues() {
    return [...new Set([...this.root.querySelectorAll("[data-venue]")].map((each) => each.dataset.venue))];
  }

  nameOfVenue(venue) {
    const row = this.root.querySelector(`[data-venue="${venue}"]`)?.closest("tr");
    return row?.cells[0].textContent.replaceAll("\u00ad", "").trim() ?? "";
  }

  nameOf(person) {
    const place = this.root.querySelector(`[data-person="${person}"]`);
    if (place?.dataset.name) return place.dataset.name;
    return place?.closest("table").tHead.rows[0].cells[place.cellIndex].querySelector("small")?.textContent ?? "";
  }

  // Marks the cell where the hand is now.
  mark(held) {
    for (const cell of this.root.querySelectorAll(CELLS)) {
      if (cell.dataset.day === held.day && (cell.dataset.person ?? "") === held.person && (cell.dataset.venue ?? "") === held.venue) cell.classList.add("drop-here");
    }
  }

  // Grey where it cannot begin; `spans` are those of all days, as the server writes moments.
  shade(own, closed) {
    const lanes = this.grid.matches(".days") ? this.root.querySelectorAll(".lane-body[data-day]") : [own];
    for (const lane of lanes) {
      const spans = closed.map((each) => [each.after, each.before].map((moment) => {
        const day = moment.slice(0, 10);
        return day < lane.dataset.day ? 0 : day > lane.dataset.day ? DAY : minutesOf(moment.slice(11, 16));
      }));
      for (const [first, last] of joined(spans)) this.lay(lane, first, last, "closed", "");
    }
  }

  clear() {
    for (const old of this.root.querySelectorAll("[data-laid]")) old.remove();
    this.unmark();
  }

  unmark() {
    for (const old of this.root.querySelectorAll(".ghost")) old.remove();
    for (const old of this.root.querySelectorAll(".drop-here")) old.classList.remove("drop-here");
  }
}
