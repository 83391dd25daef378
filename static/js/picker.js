// <div data-picker="address"><input></div> becomes a combobox: a list follows the typing, the arrow
// keys walk it, Enter picks and Escape closes. While an input method composes, nothing happens.
const LIST = "picker-choices";
let waiting = 0;

document.addEventListener("input", (event) => {
  const picker = event.target.closest("[data-picker]");
  if (!picker || event.isComposing) return;
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => suggest(picker, event.target), 180);
});

document.addEventListener("compositionend", (event) => {
  if (event.target.closest("[data-picker]")) event.target.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("keydown", (event) => {
  const list = event.target.closest("[data-picker]")?.querySelector("[role=listbox]");
  if (!list || event.isComposing) return;
  const chosen = list.querySelector("[aria-selected=true]");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    walk(event.target, list, chosen, event.key === "ArrowDown");
  } else if (event.key === "Enter" && chosen) {
    event.preventDefault();
    pick(event.target, chosen);
  } else if (event.key === "Escape") {
    close(event.target, list);
  }
});

document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest("[data-picker] [role=option]");
  if (!option) return;
  event.preventDefault();
  pick(option.closest("[data-picker]").querySelector("input"), option);
});

document.addEventListener("focusout", (event) => {
  const list = event.target.closest("[data-picker]")?.querySelector("[role=listbox]");
  if (list) close(event.target, list);
});

async function suggest(picker, input) {
  const typed = input.value.trim();
  const answer = typed && (await fetch(`${picker.dataset.picker}?q=${encodeURIComponent(typed)}`));
  if (answer && !answer.ok) return;
  const choices = answer ? (await answer.json()).choices : [];
  if (input.value.trim() !== typed || document.activeElement !== input) return;
  picker.querySelector("[role=listbox]")?.remove();
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", String(choices.length > 0));
  input.setAttribute("aria-controls", LIST);
  if (!choices.length) return;
  picker.append(listOf(choices));
  picker.lastElementChild.scrollIntoView({ block: "nearest" });
}

function listOf(choices) {
  const list = Object.assign(document.createElement("ul"), { id: LIST, className: "picker-list" });
  list.setAttribute("role", "listbox");
  choices.forEach((choice, number) => {
    const option = Object.assign(document.createElement("li"), { id: `${LIST}-${number}` });
    option.setAttribute("role", "option");
    option.dataset.words = choice.words;
    option.append(choice.words, " ", Object.assign(document.createElement("small"), { textContent: choice.detail }));
    list.append(option);
  });
  return list;
}

function walk(input, list, chosen, isDown) {
  const options = [...list.children];
  const next = options.at((options.indexOf(chosen) + (isDown ? 1 : chosen ? -1 : 0)) % options.length);
  chosen?.removeAttribute("aria-selected");
  next.setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

function pick(input, option) {
  input.value = option.dataset.words;
  close(input, option.parentElement);
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function close(input, list) {
  list.remove();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}
