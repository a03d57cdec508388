// Single-key shortcuts: <nav data-shortcuts> holds links or buttons with data-shortcut="j".
// WCAG 2.1.4 asks that single keys can be switched off, so a button for that is added to the element.
const SETTING = "consult-shortcuts";

function isTyping(target) {
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

function isOn() {
  try {
    return localStorage.getItem(SETTING) !== "off";
  } catch {
    return true;
  }
}

function remember(on) {
  try {
    localStorage.setItem(SETTING, on ? "on" : "off");
  } catch {
    // Storage is refused: the choice lasts for this page.
  }
}

function addSwitch(area, state) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "app-link-button";
  const show = () => {
    button.textContent = state.on ? "Turn keyboard shortcuts off" : "Turn keyboard shortcuts on";
  };
  button.addEventListener("click", () => {
    state.on = !state.on;
    remember(state.on);
    show();
  });
  show();
  area.append(button);
}

export function followShortcuts() {
  const area = document.querySelector("[data-shortcuts]");
  if (!area) return;
  const state = { on: isOn() };
  addSwitch(area, state);
  document.addEventListener("keydown", (event) => {
    if (!state.on || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    for (const control of area.querySelectorAll("[data-shortcut]")) {
      if (control.dataset.shortcut === event.key) {
        event.preventDefault();
        control.click();
        return;
      }
    }
  });
}
