// The portal puts two lines before this file: VERSION, which changes whenever a kept file does, and FILES,
// the addresses that the form needs. Only these are ever kept. Everything else, the API above all, goes to the
// network as if no worker were there: answers about people and applications are never in a cache.
const CACHE = "govcloud-" + VERSION;
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data !== "keep") return;
  event.waitUntil(keepAll().then((all) => event.ports[0]?.postMessage(all ? "kept" : "incomplete")));
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const ours = event.request.method === "GET" && origin === self.location.origin && FILES.includes(pathname);
  if (ours) event.respondWith(networkFirst(event.request, pathname));
});

// The newest file where the network gives one in time, else the kept one.
async function networkFirst(request, pathname) {
  const cache = await caches.open(CACHE);
  const fresh = fetch(request).then((answer) => {
    if (isWhole(answer)) cache.put(pathname, answer.clone());
    return answer;
  });
  fresh.catch(() => {});
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const first = await Promise.race([fresh.catch(() => undefined), late]);
  return first ?? (await cache.match(pathname)) ?? fresh;
}

async function keepAll() {
  const cache = await caches.open(CACHE);
  const kept = await Promise.all(FILES.map(async (path) => {
    if (await cache.match(path)) return true;
    const answer = await fetch(path).catch(() => undefined);
    if (!answer || !isWhole(answer)) return false;
    await cache.put(path, answer);
    return true;
  }));
  return kept.every(Boolean);
}

// A sign-in page that stands in for the form must not be kept as the form.
function isWhole(answer) {
  return answer.status === 200 && answer.type === "basic" && !answer.redirected;
}

async function dropOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith("govcloud-") && name !== CACHE) await caches.delete(name);
  }
}
