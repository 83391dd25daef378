// <div data-people><textarea>…<div data-people-pick><input>: what is picked in the small box goes
// to the end of the list; people found there are never typed twice.
const SEPARATOR = "、";

document.querySelectorAll("[data-people-pick]").forEach((picker) => { picker.hidden = false; });

document.addEventListener("change", (event) => {
  const picker = event.target.closest("[data-people-pick]");
  if (!picker) return;
  event.stopPropagation();
  const words = event.target.value.trim();
  if (!/\d/.test(words)) return;
  const box = picker.closest("[data-people]").querySelector("textarea");
  const names = box.value.split(/[、,，;；\n]+/).map((name) => name.trim()).filter(Boolean);
  if (!names.includes(words)) names.push(words);
  box.value = names.join(SEPARATOR);
  event.target.value = "";
  box.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.closest("[data-people-pick]")) event.preventDefault();
});
