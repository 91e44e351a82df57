// The service worker of pages that must open without network; core serves it as /offline-worker.js. A page registers it
// for its own address only (offline-queue.js: keepPage): nothing else of the product is kept. First the network, then
// the kept copy. A page that may not be seen any more (signed out, taken away) is forgotten, and so is one older than
// three days: a lost telephone must not tell the days of last month.

const CACHE = "orgplan-offline-1";
const LONGEST = 3 * 24 * 3600 * 1000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const address = new URL(request.url);
  const isStatic = address.origin === location.origin && address.pathname.startsWith("/static/");
  if (request.mode === "navigate" || isStatic) event.respondWith(networkFirst(request));
});

// The page was loaded before the worker was there: it names what it consists of, to be fetched once more.
self.addEventListener("message", (event) => {
  if (!Array.isArray(event.data?.keep)) return;
  event.waitUntil(Promise.all(event.data.keep.map((address) => networkFirst(new Request(address)).catch(() => null))));
});

async function networkFirst(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && answer.type === "basic") await cache.put(request.url, answer.clone());
    else if (answer.redirected || [401, 403, 404].includes(answer.status) || answer.type === "opaqueredirect") await cache.delete(request.url);
    return answer;
  } catch (failure) {
    const kept = await cache.match(request.url, { ignoreVary: true });
    if (kept && (!isPage(request) || isFresh(kept))) return kept;
    if (kept) await cache.delete(request.url);
    throw failure;
  }
}

function isPage(request) {
  return !new URL(request.url).pathname.startsWith("/static/");
}

function isFresh(answer) {
  const made = Date.parse(answer.headers.get("Date") ?? "");
  return Number.isNaN(made) || Date.now() - made < LONGEST;
}
