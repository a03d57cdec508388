// A second press of a button within a few seconds does not send the form again.
const SECONDS = 5;

export function submitOnce() {
  const sentAt = new WeakMap();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (Date.now() - (sentAt.get(form) ?? 0) < SECONDS * 1000) {
      event.preventDefault();
      return;
    }
    sentAt.set(form, Date.now());
  });
  // A page brought back by the back button may be sent again at once.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) sentAt.delete(form);
  });
}
