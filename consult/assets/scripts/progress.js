// Keeps <div data-poll-url="…"> up to date while work is going on. The address answers with JSON:
// {"done": 12, "total": 40, "state": "running", "text": "12 of 40 lines read"}.
// A <progress> inside shows the numbers, an element with data-poll-text the text. When the state is no longer
// one of these, the page is loaded anew and shows what came of it.
const GOING_ON = ["queued", "waiting", "running", "retrying"];
const FIRST_SECONDS = 1;
const LONGEST_SECONDS = 8;

async function ask(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

function show(area, news) {
  const bar = area.querySelector("progress");
  if (bar && news.total) {
    bar.max = news.total;
    bar.value = news.done;
  }
  const text = area.querySelector("[data-poll-text]");
  if (text && news.text && text.textContent !== news.text) text.textContent = news.text;
}

function follow(area, seconds) {
  setTimeout(async () => {
    let wait = Math.min(seconds * 1.5, LONGEST_SECONDS);
    try {
      const news = await ask(area.dataset.pollUrl);
      if (!GOING_ON.includes(news.state)) {
        location.reload();
        return;
      }
      show(area, news);
    } catch {
      // The connection dropped, or the server is being restarted: ask again later.
      wait = LONGEST_SECONDS;
    }
    follow(area, wait);
  }, seconds * 1000);
}

export function pollProgress() {
  for (const area of document.querySelectorAll("[data-poll-url]")) follow(area, FIRST_SECONDS);
}
