// Saves a part of a submission by itself and keeps unsent words on the device. Without this file the buttons save.
(() => {
  const form = document.querySelector('form[data-write]');
  if (!form) return;
  const live = document.getElementById('live');
  const key = `submission:${form.dataset.write}`;
  const words = () => new URLSearchParams([...new FormData(form)].filter(([name]) => name.startsWith('a.') || name === 'title'));
  let saved = words().toString();
  let waiting = null;
  let busy = false;
  let stopped = false;

  const status = text => {
    let line = document.getElementById('write-status');
    if (!line) {
      line = document.createElement('p');
      line.id = 'write-status';
      line.className = 'small';
      line.setAttribute('role', 'status');
      live.after(line);
    }
    line.textContent = text;
  };
  const keep = () => { try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), words: words().toString() })); } catch { /* full or forbidden */ } };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* forbidden */ } };
  const kept = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };

  const save = async () => {
    const now = words().toString();
    if (busy || stopped || now === saved) return;
    busy = true;
    status(form.dataset.saving);
    try {
      const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), headers: { 'X-Autosave': '1' }, redirect: 'manual' });
      if (answer.ok) {
        live.innerHTML = await answer.text();
        saved = now;
        forget();
        status('');
      } else {
        stopped = answer.status === 409;
        status(answer.type === 'opaqueredirect' || answer.status === 401 ? form.dataset.signedOut : await answer.text());
      }
    } catch {
      status(form.dataset.unsaved);
      waiting = setTimeout(save, 15000);
    } finally {
      busy = false;
      if (!stopped && words().toString() !== saved && !waiting) waiting = setTimeout(save, 2000);
    }
  };
  const later = () => {
    keep();
    clearTimeout(waiting);
    waiting = setTimeout(() => { waiting = null; save(); }, 2000);
  };
  form.addEventListener('input', later);
  addEventListener('online', save);
  document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
  form.addEventListener('submit', () => { stopped = true; clearTimeout(waiting); keep(); });

  // One more row without a trip to the server.
  form.addEventListener('click', event => {
    const button = event.target.closest('[data-add-row]');
    if (!button) return;
    event.preventDefault();
    const group = button.closest('[data-rows]');
    const rows = group.querySelectorAll('tbody tr');
    if (rows.length >= Number(group.dataset.most)) return;
    const row = rows[rows.length - 1].cloneNode(true);
    row.querySelectorAll('input, select').forEach(cell => {
      cell.name = cell.name.replace(/\.\d+\.(\d+)$/, `.${rows.length}.$1`);
      cell.setAttribute('aria-label', (cell.getAttribute('aria-label') ?? '').replace(/\d+\s*(行)?$/, `${rows.length + 1} $1`.trim()));
      cell.value = '';
    });
    rows[rows.length - 1].after(row);
    row.querySelector('input, select').focus();
  });

  const put = text => {
    const found = new URLSearchParams(text);
    for (const cell of form.elements) {
      if (!found.has(cell.name) && !/^(a\.|title$)/.test(cell.name)) continue;
      if (cell.type === 'checkbox' || cell.type === 'radio') cell.checked = found.getAll(cell.name).includes(cell.value);
      else cell.value = found.get(cell.name) ?? '';
    }
    later();
  };
  const found = kept();
  if (found && found.words !== saved) {
    const box = document.createElement('div');
    box.className = 'alert alert-warning';
    box.setAttribute('role', 'status');
    const text = document.createElement('p');
    text.textContent = form.dataset.found.replace('{0}', new Date(found.at).toLocaleString(document.documentElement.lang));
    const restore = document.createElement('button');
    restore.type = 'button';
    restore.className = 'button button-small';
    restore.textContent = form.dataset.restore;
    restore.onclick = () => { put(found.words); box.remove(); };
    const drop = document.createElement('button');
    drop.type = 'button';
    drop.className = 'button button-small button-quiet';
    drop.textContent = form.dataset.drop;
    drop.onclick = () => { forget(); box.remove(); };
    const inside = document.createElement('div');
    inside.append(text, restore, ' ', drop);
    box.append(inside);
    form.before(box);
  } else if (found) {
    forget();
  }
})();
