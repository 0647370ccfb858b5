// Every page works without this file. Guide: themes/Lakeside/README.md
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const on = (type, selector, handle) => document.addEventListener(type, event => {
    const target = event.target.closest?.(selector);
    if (target) handle(target, event);
  });
  const boxes = name => all('input[type=checkbox]').filter(box => box.name === name && !box.dataset.checkAll);

  // No second gift by a second press; the server refuses too.
  on('submit', 'form[data-once]', (form, event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = '1';
    const { submitter } = event;
    submitter?.setAttribute('aria-disabled', 'true');
    if (submitter && form.dataset.busy) {
      const words = [...submitter.childNodes];
      submitter.replaceChildren(form.dataset.busy);
      addEventListener('pageshow', () => submitter.replaceChildren(...words), { once: true });
    }
  });
  addEventListener('pageshow', () => all('form[data-sent]').forEach(form => {
    delete form.dataset.sent;
    all('button', form).forEach(button => button.removeAttribute('aria-disabled'));
  }));

  on('click', '[data-copy]', async button => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const label = button.querySelector('span') ?? button, before = label.textContent;
    if (!button.dataset.done || before === button.dataset.done) return;
    label.setAttribute('role', 'status');
    label.textContent = button.dataset.done;
    setTimeout(() => { label.textContent = before; }, 2500);
  });
  on('click', '[data-share]', () => navigator.share({ url: location.href, title: document.title }).catch(() => {}));
  on('click', '[data-print]', () => print());

  const tally = name => {
    const rows = boxes(name), checked = rows.filter(box => box.checked).length;
    all(`[data-selected-count="${name}"]`).forEach(place => { place.textContent = checked; });
    all(`[data-check-all="${name}"]`).forEach(box => { box.indeterminate = checked > 0 && !(box.checked = checked === rows.length); });
    rows.forEach(box => box.closest('tr')?.classList.toggle('selected', box.checked));
  };
  on('change', '[data-check-all], .check-cell input', box => {
    const name = box.dataset.checkAll;
    if (name) boxes(name).forEach(other => { other.checked = box.checked; });
    tally(name || box.name);
  });

  const closeMenus = except => all('details.menu[open]').forEach(menu => { menu.open = menu === except; });
  document.addEventListener('click', event => closeMenus(event.target.closest('details.menu')));
  document.addEventListener('keydown', event => { if (event.key === 'Escape') closeMenus(); });

  // Watches a payment or export until the new page no longer asks.
  const watch = element => element.dataset.refreshSeconds && setTimeout(async () => {
    let next = element;
    try {
      const answer = document.hidden ? null : await fetch(location.href);
      const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), 'text/html');
      const found = page && page.getElementById(element.id);
      if (found && found.outerHTML !== element.outerHTML) { element.replaceWith(found); enhance(next = found); }
    } catch { /* offline */ }
    watch(next);
  }, 1000 * Math.max(1, element.dataset.refreshSeconds));

  const enhance = root => {
    Object.entries({ copy: navigator.clipboard, share: navigator.share, print }).forEach(([name, able]) =>
      all(`[data-${name}]`, root).forEach(button => { button.hidden = !able; }));
    all('[data-count]', root).forEach(field => {
      const count = document.createElement('span');
      count.className = 'char-count';
      field.after(count);
      (field.oninput = () => { count.textContent = `${field.value.length}/${field.maxLength}`; })();
    });
    all('[data-selected-count]', root).forEach(place => tally(place.dataset.selectedCount));
  };
  enhance(document);
  all('[data-refresh-seconds][id]').forEach(watch);

  // The bar comes along only while the form it leads to is out of view; without script it stays at the end of the page.
  const [bar, panel] = ['.give-bar', '.giving-panel'].map(selector => document.querySelector(selector));
  if (bar && panel) new IntersectionObserver(([seen]) => bar.classList.toggle('give-bar-follows', !seen.isIntersecting)).observe(panel);

  // On a phone the tab of this page may lie beyond the edge.
  all('.tabs [aria-current]').forEach(tab => { const list = tab.closest('ul'); list.scrollLeft = tab.offsetLeft - list.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2; });

  document.querySelector('.error-summary')?.focus();
})();
