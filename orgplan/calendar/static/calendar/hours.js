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

// «ср, 25.11»
export function shownDay(day) {
  const weekday = new Date(`${day}T00:00:00Z`).toLocaleDateString("ru", { weekday: "short", timeZone: "UTC" });
  return `${weekday}, ${day.slice(8)}.${day.slice(5, 7)}`;
}
