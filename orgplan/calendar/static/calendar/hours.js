// Days and minutes as the calendar writes them.

export function minutesOf(words) {
  const [hours, minutes] = words.split(":").map(Number);
  return hours * 60 + minutes;
}

// «09:30»; past midnight the hours of the next day.
export function clock(minutes) {
  const within = minutes % (24 * 60);
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

export function dayAfter(day, days) {
  const found = new Date(`${day}T00:00:00Z`);
  found.setUTCDate(found.getUTCDate() + days);
  return found.toISOString().slice(0, 10);
}

// The moment so many minutes after a beginning, as the server writes moments.
export function momentAfter(day, start, minutes) {
  const end = start + minutes;
  return `${dayAfter(day, Math.floor(end / (24 * 60)))}T${clock(end)}`;
}

export function daysBetween(first, last) {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000);
}

// «ср, 25.11»
export function shownDay(day) {
  const weekday = new Date(`${day}T00:00:00Z`).toLocaleDateString("ru", { weekday: "short", timeZone: "UTC" });
  return `${weekday}, ${day.slice(8)}.${day.slice(5, 7)}`;
}

// Spans that touch or overlap as one.
export function joined(spans) {
  const found = [];
  for (const [first, last] of spans.sort((one, other) => one[0] - other[0])) {
    const before = found.at(-1);
    if (before && first <= before[1]) before[1] = Math.max(before[1], last);
    else if (last > first) found.push([first, last]);
  }
  return found;
}

// «-» stands where there is no hour.
export function plain(words) {
  return words === "-" ? "" : words;
}
