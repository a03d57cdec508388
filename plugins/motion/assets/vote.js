// Recording a vote by name: counts the marked names, takes a digit as a mark, and keeps all of it over a lost sign-in.
const name = (field) => field.name.startsWith("vote_");

// Says how many members are marked with each choice, beside the totals that the chair announced: <p data-vote-count>.
function count(form, told) {
  const counts = { for: 0, against: 0, abstain: 0 };
  for (const { value } of form.querySelectorAll("input[type=radio][name^=vote_]:checked")) {
    if (value in counts) counts[value] += 1;
  }
  told.textContent = told.dataset.voteCount.replace(/\{(\w+)\}/g, (_, choice) => counts[choice]);
  told.hidden = false;
}

// A digit marks the member whose line has the focus with the choice in that place, and goes on to the next member.
function mark(form, event) {
  const at = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || at.type !== "radio" || !name(at)) return;
  const choice = form.querySelectorAll(`input[name="${at.name}"]`)[Number(event.key) - 1];
  if (!choice) return;
  event.preventDefault();
  choice.click();
  const members = [...new Set([...form.querySelectorAll("input[type=radio][name^=vote_]")].map((one) => one.name))];
  const next = members[members.indexOf(at.name) + 1];
  const fields = [...form.querySelectorAll(`input[name="${next}"]`)];
  (fields.find((one) => one.checked) ?? fields[0] ?? form.querySelector("[name=for_count]")).focus();
}

const isKept = ({ name: key, type }) => key && type !== "hidden" && type !== "submit";

function keep(form, place) {
  const typed = [...form.elements].filter((one) => isKept(one) && (one.type !== "radio" || one.checked));
  sessionStorage.setItem(place, JSON.stringify(typed.map((one) => [one.name, one.value])));
}

function bringBack(form, place) {
  for (const [key, value] of JSON.parse(sessionStorage.getItem(place) ?? "[]")) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(key)}"]`)) {
      if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
  }
}

for (const told of document.querySelectorAll("[data-vote-count]")) {
  const form = told.closest("form");
  const place = `vote:${location.pathname}`;
  // What the server brings back after a fault, or marks anew for a time, counts and not what was kept.
  if (!document.querySelector(".govuk-error-summary") && !location.search) bringBack(form, place);
  form.addEventListener("change", () => {
    keep(form, place);
    count(form, told);
  });
  form.addEventListener("input", () => keep(form, place));
  form.addEventListener("keydown", (event) => mark(form, event));
  for (const hint of form.querySelectorAll("[data-vote-keys]")) hint.hidden = false;
  count(form, told);
}
for (const done of document.querySelectorAll("[data-vote-recorded]")) {
  sessionStorage.removeItem(`vote:${location.pathname}`);
  done.removeAttribute("data-vote-recorded");
}
