// A visit is written where there is often no network. What is typed is kept on this device until the site has said that it has the visit.
(() => {
  'use strict';
  const sent = new URLSearchParams(location.search).get('sent');
  if (sent) {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith('visit:') && localStorage.getItem(key).includes(sent)) localStorage.removeItem(key);
    }
  }

  const form = document.querySelector('form[data-visit]');
  if (!form) return;

  // The worker begins with the next opening, so this page is put by now, with what belongs to it.
  if ('serviceWorker' in navigator) {
    navigator.serviceWorker.register(form.dataset.worker, { scope: '/office/projects/' }).then(async () => {
      const parts = performance.getEntriesByType('resource').map(part => part.name).filter(name => name.startsWith(location.origin) && /\.(css|js|svg|woff2)(\?|$)/.test(name));
      await navigator.serviceWorker.ready;
      if (navigator.onLine && form.dataset.fresh === 'true') await (await caches.open('visits')).addAll([location.pathname, ...new Set(parts)]);
      form.dataset.ready = 'true';
    }).catch(() => {});
  }

  const key = 'visit:' + form.dataset.visit;
  const status = document.getElementById('visit-status');
  const fields = () => [...form.elements].filter(field => field.name && !field.name.startsWith('__') && field.type !== 'submit');
  const say = text => { status.hidden = false; status.lastElementChild.textContent = text; };
  const state = () => say(navigator.onLine ? form.dataset.kept : form.dataset.offline);

  const keep = () => {
    const values = fields().map(field => [field.name, field.type === 'radio' ? field.value : null, field.type === 'radio' ? field.checked : field.value]);
    localStorage.setItem(key, JSON.stringify(values));
    state();
  };

  // A form that came back with mistakes holds what was typed; only a fresh one takes the draft.
  const draft = localStorage.getItem(key);
  if (draft && form.dataset.fresh === 'true') {
    const seen = {};
    for (const [name, choice, value] of JSON.parse(draft)) {
      const same = fields().filter(field => field.name === name);
      if (choice !== null) {
        const radio = same.find(field => field.value === choice);
        if (radio) radio.checked = value;
      } else {
        const place = seen[name] = (seen[name] ?? -1) + 1;
        if (same[place]) same[place].value = value;
      }
    }
    state();
  }

  // A page that was kept on the device has been opened before; its visit may have been sent, and the site keeps a visit once.
  if (!draft && form.dataset.fresh === 'true' && crypto.randomUUID) form.elements.Id.value = crypto.randomUUID();

  form.addEventListener('input', keep);
  form.addEventListener('change', keep);
  form.addEventListener('submit', event => {
    keep();
    if (!navigator.onLine) { event.preventDefault(); state(); status.focus(); }
  });
  addEventListener('online', () => { if (localStorage.getItem(key)) say(form.dataset.online); });
  addEventListener('offline', state);
})();
