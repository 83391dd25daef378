// A button that prints the page: <button data-print hidden>. Without scripts the browser's own menu does.
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
