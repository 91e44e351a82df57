// The course of a script, reckoned in the browser as scripts/rules does: marks put together, expected times. Minutes are
// counted from the beginning of the script. tests/journeys/test_script_journey.py holds both reckonings together.

export function merged(marks) {
  const gone = new Set(marks.filter((mark) => mark.verb === "back").map((mark) => mark.undoes));
  const left = marks.filter((mark) => !gone.has(mark.id) && mark.verb !== "back");
  left.sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
  const first = (verb, since) => left.find((mark) => mark.verb === verb && (since === undefined || mark.at >= since));
  const skipped = first("skip");
  if (skipped) return { skipped: true, extra: 0, counted: [skipped] };
  const started = first("start");
  const finished = first("finish", started?.at);
  const more = left.filter((mark) => mark.verb === "extend");
  const counted = [started, finished, ...more].filter(Boolean).sort((one, other) => one.at - other.at);
  return { started: started?.at, finished: finished?.at, skipped: false, extra: more.length, counted };
}

export function planned(items) {
  let cursor = 0;
  return items.map((item) => {
    const { start } = placed(item, cursor);
    cursor = start + item.minutes;
    return { start, end: cursor };
  });
}

function placed(item, cursor) {
  if (item.hold === null) return { start: cursor, shortage: 0 };
  if (item.hold >= cursor) return { start: item.hold, shortage: 0 };
  return item.exact ? { start: item.hold, shortage: cursor - item.hold } : { start: cursor, shortage: 0 };
}

export function expected(items, actuals, now) {
  const plan = planned(items);
  let cursor = 0;
  return items.map((item, number) => {
    const slot = slotOf(item, plan[number], actuals.get(item.id), cursor, now);
    if (slot.progress !== "skipped") cursor = slot.progress === "done" && number ? Math.max(cursor, slot.end) : slot.end;
    return slot;
  });
}

function slotOf(item, plan, actual, cursor, now) {
  const { started, finished, skipped = false, extra = 0 } = actual ?? {};
  if (skipped) return { start: cursor, end: cursor, progress: "skipped" };
  if (finished !== undefined) {
    const began = started ?? Math.min(cursor, finished);
    return { start: began, end: Math.max(began, finished), progress: "done" };
  }
  const spared = (delay) => Math.min(Math.max(delay, 0), item.spare, item.minutes);
  if (started !== undefined) {
    const end = Math.max(now, started + item.minutes - spared(started - plan.start) + extra);
    return { start: started, end, progress: "running" };
  }
  const earliest = Math.max(cursor, now);
  let { start, shortage } = placed(item, earliest);
  let late = 0;
  if (item.hold !== null && item.exact && item.hold < now) [start, shortage, late] = [earliest, 0, earliest - item.hold];
  return { start, end: start + item.minutes - spared(start - plan.start) + extra, shortage, late, progress: "waiting" };
}

// On other days than the script's nothing is late yet.
export const reckonedMinute = (minute) => (minute >= -240 && minute <= 1440 ? minute : -1440);

const last = (slots) => Math.max(0, ...slots.map((slot) => slot.end));

export const delayOf = (items, slots) => (slots.length ? last(slots) - last(planned(items)) : 0);
