// The offline queue: what people press without network waits in the browser and is sent when it returns.
//
//   const queue = new OfflineQueue({ name: "script 12", address: "/scripts/12/live/marks/", token: "…" });
//   queue.addEventListener("change", () => show(queue.waiting, queue.isOffline));
//   await queue.put({ id: newId(), … });   // kept before it is sent; `id` is the record's for ever
//   queue.start();                         // sends now, when the network returns, and every few seconds
//
// The address takes {"entries": […]} by POST and answers {"kept": [ids], "refused": [{"id", "why"}]}: an id that it has
// already is kept, so that sending twice harms nothing. What is neither stays and is sent again. docs/how-to/work-offline.md

const STORE = "entries";
const EVERY = 4000;

export class OfflineQueue extends EventTarget {
  constructor({ name, address, token }) {
    super();
    Object.assign(this, { name, address, token, waiting: [], refused: [], isOffline: false, isSending: false });
    this.opened = open().catch(() => null); // a private window without storage: the queue lives as long as the page
  }

  async load() {
    const base = await this.opened;
    if (base) {
      const rows = await all(base);
      const known = new Set(this.waiting.map((each) => each.id));
      this.waiting.push(...rows.filter((row) => row.queue === this.name && !known.has(row.id)).map((row) => row.entry));
    }
    this.tell();
  }

  async put(...entries) {
    this.waiting.push(...entries);
    this.tell();
    const base = await this.opened;
    if (base) await write(base, (store) => entries.forEach((entry) => store.put({ queue: this.name, id: entry.id, entry })));
    await this.flush();
  }

  async flush() {
    if (this.isSending || !this.waiting.length) return;
    this.isSending = true;
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify({ entries: this.waiting }),
        redirect: "error", // signed out: what waits stays until somebody signs in again
      });
      this.isOffline = false;
      if (answer.ok) await this.settle(await answer.json());
    } catch {
      this.isOffline = true;
    } finally {
      this.isSending = false;
      this.tell();
    }
  }

  async settle({ kept = [], refused = [] }) {
    const gone = new Set([...kept, ...refused.map((each) => each.id)]);
    this.waiting = this.waiting.filter((entry) => !gone.has(entry.id));
    this.refused.push(...refused);
    const base = await this.opened;
    if (base) await write(base, (store) => gone.forEach((id) => store.delete([this.name, id])));
  }

  start() {
    this.load().then(() => this.flush());
    addEventListener("online", () => this.flush());
    addEventListener("offline", () => this.mark(true));
    document.addEventListener("visibilitychange", () => this.flush());
    setInterval(() => this.flush(), EVERY);
  }

  mark(isOffline) {
    this.isOffline = isOffline;
    this.tell();
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}

// `randomUUID` exists only behind https and on this machine; a hall's own network may have neither.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// Let the page open without network: its own copy and that of its styles and modules are kept by the worker.
export async function keepPage(scope) {
  if (!navigator.serviceWorker) return false;
  try {
    await navigator.serviceWorker.register("/offline-worker.js", { scope });
    return true;
  } catch {
    return false;
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("orgplan-offline", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: ["queue", "id"] });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function all(base) {
  return new Promise((resolve, reject) => {
    const asked = base.transaction(STORE).objectStore(STORE).getAll();
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function write(base, change) {
  return new Promise((resolve, reject) => {
    const deed = base.transaction(STORE, "readwrite");
    change(deed.objectStore(STORE));
    deed.oncomplete = resolve;
    deed.onerror = () => reject(deed.error);
  });
}
