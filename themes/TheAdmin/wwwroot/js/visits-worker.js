// Where there is no network the form of a visit is shown as it was when it was last opened on this device, with what it needs to look
// and work as usual. Everything else goes to the site as if this were not here.
'use strict';
const Kept = 'visits';
const isForm = request => request.mode === 'navigate' && request.method === 'GET' && /^\/office\/projects\/[^/]+\/visits\/new$/.test(new URL(request.url).pathname);
const isPart = request => ['style', 'script', 'image', 'font'].includes(request.destination) && new URL(request.url).origin === location.origin;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', event => {
  const { request } = event;
  if (!isForm(request) && !isPart(request)) return;
  event.respondWith((async () => {
    try {
      const answer = await fetch(request);
      // A redirect leads to the sign-in page, which is no form of a visit.
      if (answer.ok && !answer.redirected) await (await caches.open(Kept)).put(request, answer.clone());
      return answer;
    } catch (error) {
      const kept = await (await caches.open(Kept)).match(request);
      if (kept) return kept;
      throw error;
    }
  })());
});
