// In .app-shares, a sum is shared out over some boxes. Here the sum so far is said, while somebody types.
const PAUSE = 500;

function sumOf(shares) {
  const typed = [...shares.querySelectorAll("input")].map((box) => Number(box.value.replace(/[£%,\s]/g, "")));
  return typed.filter(Number.isFinite).reduce((sum, number) => sum + number, 0);
}

function follow(shares) {
  const said = document.createElement("p");
  said.className = "govuk-body app-shares__sum";
  said.setAttribute("role", "status");
  shares.append(said);
  const say = () => {
    said.textContent = shares.dataset.soFar.replace("{sum}", sumOf(shares).toLocaleString("en-GB"));
  };
  let waiting;
  shares.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(say, PAUSE);
  });
  say();
}

export function sumUpShares() {
  for (const shares of document.querySelectorAll(".app-shares[data-so-far]")) follow(shares);
}
