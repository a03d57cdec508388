// A second press of a button within a few seconds does not send the same again; another choice is sent at once.
const SECONDS = 5;

function saidIn(form, button) {
  return JSON.stringify([...new FormData(form, button)].map(([name, said]) => [name, said.name ?? said]));
}

export function submitOnce() {
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    const what = saidIn(form, event.submitter);
    const last = sent.get(form);
    if (last?.what === what && Date.now() - last.at < SECONDS * 1000) {
      event.preventDefault();
      return;
    }
    sent.set(form, { what, at: Date.now() });
  });
  // A page brought back by the back button may be sent again at once.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) sent.delete(form);
  });
}
