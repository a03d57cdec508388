// In .app-order, each option has a list from which its place is chosen. Here it gets two buttons that move it, and what
// is put in order is shown in that order.
const UP = -1;
const DOWN = 1;

function placeOf(option) {
  return Number(option.querySelector("select").value) || Infinity;
}

function button(option, words, move) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary app-order__button";
  made.append(words);
  const about = document.createElement("span");
  about.className = "govuk-visually-hidden";
  about.textContent = ` ${option.querySelector("label").textContent}`;
  made.append(about);
  made.addEventListener("click", () => move(made));
  return made;
}

function follow(order) {
  const said = document.createElement("p");
  said.className = "govuk-visually-hidden";
  said.setAttribute("role", "status");
  order.append(said);
  const options = () => [...order.querySelectorAll(".app-order__option")];

  function show() {
    const sorted = options().sort((one, other) => placeOf(one) - placeOf(other));
    for (const option of sorted) order.insertBefore(option, said);
  }

  function move(option, step, pressed) {
    const all = options();
    const put = all.filter((one) => placeOf(one) !== Infinity);
    const here = put.indexOf(option);
    if (here < 0) put.push(option);
    else if (put[here + step]) [put[here], put[here + step]] = [put[here + step], put[here]];
    put.forEach((one, place) => {
      one.querySelector("select").value = String(place + 1);
    });
    show();
    pressed.focus();
    said.textContent = order.dataset.placed
      .replace("{option}", option.querySelector("label").textContent)
      .replace("{place}", option.querySelector("select").value);
  }

  for (const option of options()) {
    option.append(
      button(option, order.dataset.up, (pressed) => move(option, UP, pressed)),
      button(option, order.dataset.down, (pressed) => move(option, DOWN, pressed)),
    );
  }
  show();
}

export function putInOrder() {
  for (const order of document.querySelectorAll(".app-order")) follow(order);
}
