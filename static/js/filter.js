// Fields left empty in a filter bar stay out of the address, so that it can be kept and passed on.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-filter]")) return;
  const empty = [...event.target.elements].filter((field) => field.name && !field.value);
  for (const field of empty) field.disabled = true;
  window.setTimeout(() => {
    for (const field of empty) field.disabled = false;
  });
});
