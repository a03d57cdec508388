// Inside data-drag-outline, an element with data-drag-issue is dragged before, behind or into another one, and one with
// data-drag-point into one. What a button or a form on the page does is done then, by sending a form that is there.
const WHERE = ["before", "into", "after"];

function whereOn(target, event) {
  const box = target.getBoundingClientRect();
  const part = (event.clientY - box.top) / box.height;
  return WHERE[part < 0.3 ? 0 : part > 0.7 ? 2 : 1];
}

function unmark(root) {
  for (const where of WHERE) {
    for (const marked of root.querySelectorAll(`.app-drop--${where}`)) marked.classList.remove(`app-drop--${where}`);
  }
}

function placeIssue(form, dragged, target, where) {
  form.elements.issue.value = dragged.dataset.dragIssue;
  form.elements.target.value = target.dataset.dragIssue;
  form.elements.way.value = where;
  form.requestSubmit();
}

function putPoint(form, dragged, target) {
  // With what is selected already: a dragged point takes the other selected ones along.
  form.querySelector(`input[name="chosen"][value="${CSS.escape(dragged.dataset.dragPoint)}"]`).checked = true;
  form.elements.issue.value = target.dataset.dragIssue;
  form.requestSubmit();
}

function follow(root) {
  const place = root.querySelector("form[data-drag-place]");
  const points = root.querySelector("form:has(input[name=chosen])");
  for (const box of root.querySelectorAll("input[name=chosen]")) {
    if (box.parentElement) box.parentElement.dataset.dragPoint = box.value;
  }
  let dragged = null;
  for (const source of root.querySelectorAll("[data-drag-issue], [data-drag-point]")) {
    source.draggable = true;
    source.classList.add("app-drag");
    source.addEventListener("dragstart", (event) => {
      dragged = source;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", source.dataset.dragIssue ?? source.dataset.dragPoint);
    });
    source.addEventListener("dragend", () => {
      dragged = null;
      unmark(root);
    });
  }
  for (const target of root.querySelectorAll("[data-drag-issue]")) {
    const where = (event) => (dragged.dataset.dragPoint ? "into" : whereOn(target, event));
    target.addEventListener("dragover", (event) => {
      if (!dragged || dragged === target) return;
      event.preventDefault();
      unmark(root);
      target.classList.add(`app-drop--${where(event)}`);
    });
    target.addEventListener("dragleave", () => unmark(root));
    target.addEventListener("drop", (event) => {
      if (!dragged || dragged === target) return;
      event.preventDefault();
      if (dragged.dataset.dragPoint) putPoint(points, dragged, target);
      else placeIssue(place, dragged, target, where(event));
    });
  }
}

export function followDragging() {
  for (const root of document.querySelectorAll("[data-drag-outline]")) follow(root);
}
