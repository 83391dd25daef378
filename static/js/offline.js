// Losing the network loses nothing: the page keeps what is typed, and a form sent meanwhile waits
// and goes off when the network is back. On a device that its user called their own
// (data-keep-as), the text is also kept in the browser until the server has it.
const RETRY = 5000;

document.querySelectorAll("form[data-autosave]").forEach((form) => {
  const key = form.dataset.keepAs ? `portal-form:${form.dataset.keepAs}` : "";
  const banner = document.createElement("div");
  banner.className = "writing-offline";
  banner.setAttribute("role", "alert");
  banner.hidden = true;
  form.querySelector(".writing-bar")?.before(banner);
  let waiting = null;
  let isChecking = false;

  form.addEventListener("draft:unreachable", () => {
    show(waiting ? form.dataset.waiting : form.dataset.offline);
    if (key) localStorage.setItem(key, JSON.stringify(typed()));
  });
  form.addEventListener("draft:saved", () => {
    if (!waiting) banner.hidden = true;
    if (key) localStorage.removeItem(key);
  });
  window.addEventListener("offline", () => show(form.dataset.offline));
  window.addEventListener("online", () => (waiting ? check() : (banner.hidden = true)));

  // A sending first asks whether the server can be reached; only then the browser leaves the page.
  document.addEventListener("submit", (event) => {
    if (event.target !== form || event.submitter?.hasAttribute("formaction")) return;
    if (form.dataset.reachable) {
      delete form.dataset.reachable;
      return;
    }
    event.preventDefault();
    waiting = event.submitter;
    check();
  }, true);

  function check() {
    if (isChecking) return;
    isChecking = true;
    const done = (isReachable) => {
      isChecking = false;
      // A form is not sent from within its own submit event: wait until that is over.
      if (isReachable) return window.setTimeout(send);
      show(form.dataset.waiting);
      return window.setTimeout(() => waiting && check(), RETRY);
    };
    form.dispatchEvent(new CustomEvent("draft:ensure", { detail: { done, isLeaving: true } }));
  }

  function send() {
    form.dataset.reachable = "yes";
    const button = waiting;
    waiting = null;
    form.requestSubmit(button);
  }

  function show(words) {
    banner.textContent = words;
    banner.hidden = false;
    // The bar under the thumb says it too: the banner may lie below the screen.
    if (waiting) form.querySelector("[data-status]")?.replaceChildren(words);
  }

  function typed() {
    return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && isText(name));
  }

  function isText(name) {
    return !["csrfmiddlewaretoken", "owner", "draft", "revision", "version"].includes(name);
  }

  // A name sent many times (rows of notes) gets its values back in order.
  function giveBack(values) {
    form.dispatchEvent(new CustomEvent("draft:restoring", { detail: { values } }));
    const seen = new Map();
    for (const [name, value] of values) {
      const place = seen.get(name) || 0;
      seen.set(name, place + 1);
      const found = form.elements[name];
      const isMany = found instanceof RadioNodeList && found[0]?.type !== "radio";
      const field = isMany ? found[place] : found;
      if (field?.type === "checkbox") field.checked = true;
      else if (field) field.value = value;
    }
  }

  const kept = key && localStorage.getItem(key);
  if (kept) {
    giveBack(JSON.parse(kept));
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
