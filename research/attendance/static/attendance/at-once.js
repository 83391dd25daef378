// <form data-at-once>: what was scanned is confirmed without a tap, where the browser can. Coming back to the
// page by history does not send it again.
const [visit] = performance.getEntriesByType("navigation");
if (visit?.type !== "back_forward") document.querySelector("form[data-at-once]")?.requestSubmit?.();
