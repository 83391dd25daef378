// The box in a table's header chooses every row of the page: <input data-choose-all="chosen" hidden>.
for (const box of document.querySelectorAll("[data-choose-all]")) box.hidden = false;

document.addEventListener("change", (event) => {
  const name = event.target.dataset.chooseAll;
  if (!name) return;
  for (const box of event.target.closest("table").querySelectorAll("input[type=checkbox]")) {
    if (box.name === name && !box.disabled) box.checked = event.target.checked;
  }
});
