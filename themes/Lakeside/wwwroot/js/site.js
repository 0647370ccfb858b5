// Progressive enhancement only: every page works without this file. Attributes are described in themes/Lakeside/README.md.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const on = (type, selector, handle) => document.addEventListener(type, event => {
    const target = event.target.closest?.(selector);
    if (target) handle(target, event);
  });
  const say = (button, words) => {
    if (!words) return;
    const label = button.querySelector('span') ?? button, before = label.textContent;
    label.textContent = words;
    label.setAttribute('role', 'status');
    setTimeout(() => { label.textContent = before; }, 2500);
  };

  // A second press must not send a second gift; the server refuses it too.
  on('submit', 'form[data-once]', (form, event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = '1';
    // After this turn, so that the pressed button's own name and value still travel.
    setTimeout(() => all('button:not([type=button])', form).forEach(button => {
      button.setAttribute('aria-disabled', 'true');
      if (form.dataset.busy && button === event.submitter) { button.dataset.words = button.innerHTML; button.textContent = form.dataset.busy; }
    }));
  });
  addEventListener('pageshow', () => all('form[data-sent]').forEach(form => {
    delete form.dataset.sent;
    all('[aria-disabled]', form).forEach(button => {
      button.removeAttribute('aria-disabled');
      if (button.dataset.words) button.innerHTML = button.dataset.words;
    });
  }));

  on('click', '[data-copy]', async button => { await navigator.clipboard.writeText(button.dataset.copy); say(button, button.dataset.done); });
  on('click', '[data-share]', button => navigator.share({ url: button.dataset.url || location.href, title: button.dataset.title || document.title }).catch(() => {}));
  on('click', '[data-print]', () => print());
  on('change', 'form[data-autosubmit] select', select => select.form.requestSubmit());

  const tally = name => {
    const boxes = all(`input[type=checkbox][name="${CSS.escape(name)}"]`), checked = boxes.filter(box => box.checked);
    all('[data-selected-count]').filter(place => place.dataset.selectedCount === name).forEach(place => { place.textContent = checked.length; });
    all('[data-check-all]').filter(box => box.dataset.checkAll === name).forEach(box => {
      box.checked = boxes.length > 0 && checked.length === boxes.length;
      box.indeterminate = checked.length > 0 && !box.checked;
    });
    boxes.forEach(box => box.closest('tr')?.classList.toggle('selected', box.checked));
  };
  on('change', 'input[type=checkbox]', box => {
    const name = box.dataset.checkAll;
    if (name) all(`input[type=checkbox][name="${CSS.escape(name)}"]`).forEach(other => { other.checked = box.checked; });
    tally(name || box.name);
  });

  const closeMenus = except => all('details.menu[open]').forEach(menu => { if (menu !== except) menu.open = false; });
  document.addEventListener('click', event => closeMenus(event.target.closest('details.menu')));
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    document.activeElement?.closest?.('details.menu')?.querySelector('summary').focus();
    closeMenus();
  });

  // Watches a state that someone else changes (a payment, an export) until the new page no longer asks for it.
  const watch = element => setTimeout(async () => {
    if (document.hidden) return document.addEventListener('visibilitychange', () => watch(element), { once: true });
    let next = element;
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
      const found = answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(element.id);
      if (found) { if (found.innerHTML !== element.innerHTML) { element.replaceWith(found); start(found); next = found; } else if (!found.dataset.refreshSeconds) return; }
    } catch { /* offline for a moment: ask again */ }
    if (next.dataset.refreshSeconds) watch(next);
  }, Math.max(1, +element.dataset.refreshSeconds) * 1000);

  const start = root => {
    all('[data-copy], [data-print]', root).forEach(button => { button.hidden = button.dataset.copy !== undefined && !navigator.clipboard; });
    all('[data-share]', root).forEach(button => { button.hidden = !navigator.share; });
    all('textarea[data-count], input[data-count]', root).forEach(field => {
      const out = document.createElement('output');
      out.className = 'char-count';
      const write = () => { out.textContent = `${field.value.length}/${field.maxLength}`; };
      field.after(out);
      field.addEventListener('input', write);
      write();
    });
    all('[data-selected-count]', root).forEach(place => tally(place.dataset.selectedCount));
  };
  start(document);
  all('[data-refresh-seconds][id]').forEach(watch);
  document.querySelector('.error-summary, .validation-summary-errors')?.focus();
})();
