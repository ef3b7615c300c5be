// Keeps what may be needed without a signal: the emergency set, the same on every phone, and the last pages read.
const KEEP = {{ addresses|safe }}, SET = "set-{{ version }}", READ = "read-{{ style }}", MOST = 20;

const bare = (request) => { const url = new URL(request.url); return url.origin === location.origin ? url.pathname : ""; };

addEventListener("install", (event) => event.waitUntil((async () => {
  // Asked without a session: what is kept is what everybody reads.
  const fresh = KEEP.map((address) => new Request(address, {
    credentials: "omit", cache: address.endsWith("/") ? "no-cache" : "default", // files have their content in the name
  }));
  await (await caches.open(SET)).addAll(fresh);
  await skipWaiting();
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  const keep = KEEP.length ? [SET, READ] : [];
  await Promise.all((await caches.keys()).filter((name) => !keep.includes(name)).map((name) => caches.delete(name)));
  if (!KEEP.length) return registration.unregister();
  await registration.navigationPreload?.enable();
  await clients.claim();
})()));

addEventListener("fetch", (event) => {
  const { request } = event, address = bare(request);
  if (request.method !== "GET" || !address || address === "{{ forget }}") return;
  if (request.mode === "navigate") event.respondWith(page(event, address));
  else if (KEEP.includes(address)) event.respondWith(kept(address).then((answer) => answer || fetch(request)));
});

const kept = async (address) =>
  await (await caches.open(SET)).match(address) || await (await caches.open(READ)).match(address);

const page = async (event, address) => {
  try {
    const answer = await event.preloadResponse || await fetch(event.request);
    if (answer.status < 500) {
      if (isForEverybody(answer) && !KEEP.includes(address) && !event.request.url.includes("?")) {
        event.waitUntil(remember(address, answer.clone()));
      }
      return answer;
    }
    return await kept(address) || answer;
  } catch (lost) {
    return await kept(address) || await kept("{{ no_signal }}") || Response.error();
  }
};

// What the server said is public; a signed-in person's pages and those for watched phones say "no-store".
const isForEverybody = ({ ok, redirected, headers }) => ok && !redirected
  && /\bpublic\b/.test(headers.get("Cache-Control")) && /^text\/html/.test(headers.get("Content-Type"));

const remember = async (address, answer) => {
  const read = await caches.open(READ);
  await read.delete(address);
  await read.put(address, answer);
  const old = (await read.keys()).slice(0, -MOST);
  await Promise.all(old.map((request) => read.delete(request)));
};
