// Pages kept for opening without network belong to whoever was signed in: they go when somebody signs out, and wherever
// the sign-in page is shown. Marks that wait for the network stay: they are in the offline queue, not among pages.

export const KEPT = "orgplan-offline-1"; // the name that offline-worker.js uses

export async function forgetPages() {
  if (!globalThis.caches) return; // neither https nor this machine: nothing was kept
  try {
    await caches.delete(KEPT);
  } catch {
    // a private window without storage: nothing was kept
  }
}

addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches?.("form[data-forgets-pages]") || form.dataset.forgot) return;
  event.preventDefault();
  await forgetPages();
  form.dataset.forgot = "yes";
  form.requestSubmit();
});

if (document.querySelector("main.door")) forgetPages();
