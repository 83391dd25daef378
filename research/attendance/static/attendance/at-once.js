// <form data-at-once>: what was scanned is confirmed without a tap. Coming back to the page by history does
// not send it again.
const [visit] = performance.getEntriesByType("navigation");
if (visit?.type !== "back_forward") document.querySelector("form[data-at-once]")?.requestSubmit();
