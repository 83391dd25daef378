// While a Chinese input method is composing, Enter chooses a candidate and does nothing else.
// Safari reports the end of composing before this key, with the code 229.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.isComposing || event.keyCode === 229)) return;
  if (event.target.matches("input")) event.preventDefault();
  event.stopPropagation();
}, true);

// Elsewhere Enter in a line of text goes on to the next field, as a phone's keyboard promises.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  const isLine = event.target.matches?.('input:not([type="checkbox"], [type="radio"], [type="file"])');
  if (!form || !isLine || event.key !== "Enter" || event.defaultPrevented) return;
  event.preventDefault();
  const fields = [...form.elements].filter((field) => field.offsetParent && field.tabIndex >= 0);
  fields[fields.indexOf(event.target) + 1]?.focus();
});
