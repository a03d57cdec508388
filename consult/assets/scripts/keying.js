// In .app-keyed, answers are typed by their codes. Here the words of what is typed are said at once, and Enter goes on
// to the next answer, where it would send a form that is half typed.
function wordsOf(box) {
  const listed = document.getElementById(`${box.id}-codes`);
  const words = new Map([...listed.children].map((one) => [one.dataset.code.toLowerCase(), one.lastElementChild]));
  const typed = box.value.toLowerCase().split(/[\s,;]+/).filter(Boolean);
  return typed.map((code) => words.get(code)?.textContent ?? "?").join("; ");
}

function canBeFilled(control) {
  return !control.disabled && control.offsetParent && /^(input|select|textarea|button)$/i.test(control.tagName);
}

function goOn(event) {
  const { form, name, tagName, type } = event.target;
  const isTyped = /^(input|select)$/i.test(tagName) && type !== "submit";
  if (event.key !== "Enter" || event.isComposing || !isTyped) return;
  event.preventDefault();
  const controls = [...form.elements].filter(canBeFilled);
  const next = controls.slice(controls.indexOf(event.target) + 1).find((one) => one.name !== name);
  next?.focus();
  next?.select?.();
}

export function followKeying() {
  const boxes = document.querySelectorAll(".app-keyed input");
  for (const box of boxes) {
    const said = box.parentElement.querySelector("output");
    box.addEventListener("input", () => {
      said.textContent = wordsOf(box);
    });
  }
  for (const form of new Set([...boxes].map((box) => box.form))) form.addEventListener("keydown", goOn);
}
