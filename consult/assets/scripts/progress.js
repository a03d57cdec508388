// Keeps <div id="…" data-poll-url="…"> up to date: the address answers with a page or fragment that holds
// the same id. When the new element has no data-poll-url, the work is finished and the page is loaded anew
// if it says data-poll-finished="reload".
const FIRST_SECONDS = 1;
const LONGEST_SECONDS = 10;

async function fetchElement(url, id) {
  const answer = await fetch(url, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (!answer.ok) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
}

function follow(shown, seconds) {
  setTimeout(async () => {
    let next = null;
    try {
      next = await fetchElement(shown.dataset.pollUrl || location.href, shown.id);
    } catch {
      // The connection dropped: ask again later.
    }
    if (!next) {
      follow(shown, Math.min(seconds * 2, LONGEST_SECONDS));
      return;
    }
    if (next.dataset.pollFinished === "reload") {
      location.reload();
      return;
    }
    const changed = next.innerHTML !== shown.innerHTML;
    if (changed) shown.replaceChildren(...next.childNodes);
    if ("pollUrl" in next.dataset) follow(shown, changed ? FIRST_SECONDS : Math.min(seconds * 1.5, LONGEST_SECONDS));
  }, seconds * 1000);
}

export function pollProgress() {
  for (const element of document.querySelectorAll("[data-poll-url][id]")) follow(element, FIRST_SECONDS);
}
