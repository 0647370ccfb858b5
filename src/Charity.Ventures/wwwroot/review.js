// Saves a review while it is being written. The page works without this file: its buttons save too.
const form = document.querySelector('form[data-autosave]');
if (form) {
  const state = form.querySelector('[data-autosave-state]');
  const revision = form.querySelector('input[name=Revision]');
  let waiting, sending = Promise.resolve(), stopped = false;

  const say = words => { state.textContent = words; };

  const save = async () => {
    if (stopped) return;
    try {
      const answer = await fetch(form.dataset.autosave, { method: 'POST', body: new FormData(form) });
      const body = await answer.json().catch(() => ({}));
      if (answer.ok) {
        revision.value = body.revision;
        say(form.dataset.saved);
      } else {
        // Locked, taken away, or saved in another window: what is typed stays, and only the buttons save from now on.
        stopped = answer.status !== 422;
        say(body.message ?? form.dataset.unsaved);
      }
    } catch {
      say(form.dataset.unsaved);
    }
  };

  form.addEventListener('input', () => {
    say(form.dataset.unsaved);
    clearTimeout(waiting);
    waiting = setTimeout(() => { sending = sending.then(save); }, 1500);
  });

  // A save that is under way would make the form's revision an older one.
  form.addEventListener('submit', event => {
    clearTimeout(waiting);
    if (!stopped && !form.dataset.settled) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const { submitter } = event;
      // Not before this event is over: until then a form takes no other submission.
      sending.then(() => setTimeout(() => {
        form.dataset.settled = '1';
        delete form.dataset.sent;
        form.requestSubmit(submitter);
      }));
    }
  }, { capture: true });
  addEventListener('pageshow', () => { delete form.dataset.settled; });
}
