// A form is sent once: a second press within ten seconds does nothing, and the page wakes when it
// comes back from history. <form data-many> (downloads) may be sent again and again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "many" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  window.setTimeout(() => wake(form), 10000);
});

window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach(wake);
});

function wake(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}
