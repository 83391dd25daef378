// Photos go to the draft as soon as they are chosen, each with its progress. What did not get
// through is tried again when the network is back, and goes with the form if that is sent first.
document.querySelectorAll("[data-photos]").forEach((box) => {
  const form = box.closest("form");
  const input = box.querySelector('input[type="file"]');
  const list = box.querySelector("[data-photo-list]");
  const pending = new Map();

  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    files.forEach((file) => start(entryOf(file), file));
  });
  window.addEventListener("online", () => {
    for (const [entry, { file, request }] of pending) if (!request) start(entry, file);
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target !== form || !pending.size) return;
    const unsent = new DataTransfer();
    for (const { file, request } of pending.values()) {
      request?.abort();
      unsent.items.add(file);
    }
    input.files = unsent.files;
  }, true);

  list.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-photo-remove]");
    if (!button) return;
    event.preventDefault();
    const entry = button.closest("li");
    pending.get(entry)?.request?.abort();
    pending.delete(entry);
    if (button.formAction && button.hasAttribute("formaction")) {
      const body = new FormData();
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      const headers = { Accept: "application/json" };
      const response = await fetch(button.formAction, { method: "POST", body, headers });
      if (!response.ok) return;
    }
    const address = new URL(button.formAction).pathname.replace(/remove\/$/, "");
    document.dispatchEvent(new CustomEvent("photo:removed", { detail: { address } }));
    entry.remove();
    input.focus();
  });

  function entryOf(file) {
    const entry = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { textContent: file.name });
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    bar.setAttribute("aria-label", file.name);
    const remove = document.createElement("button");
    Object.assign(remove, { type: "button", className: "btn btn-sm btn-secondary", textContent: box.dataset.remove });
    remove.dataset.photoRemove = "";
    entry.append(name, bar, remove);
    list.append(entry);
    return entry;
  }

  // The draft must exist on the server before a photo can hang off it.
  function start(entry, file) {
    pending.set(entry, { file, request: null });
    const done = (isReachable) => (isReachable && pending.has(entry) ? send(entry, file) : undefined);
    form.dispatchEvent(new CustomEvent("draft:ensure", { detail: { done } }));
  }

  function send(entry, file) {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("owner", form.elements.owner.value);
    body.set("files", file);
    request.upload.addEventListener("progress", (event) => {
      const bar = entry.querySelector("progress");
      if (bar && event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => finish(entry, file, request));
    request.addEventListener("error", () => pending.set(entry, { file, request: null }));
    request.open("POST", box.dataset.photos);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    pending.set(entry, { file, request });
    request.send(body);
  }

  function finish(entry, file, request) {
    const answer = request.response || {};
    // Signed out meanwhile: kept for whoever signs in again, if the answer says so.
    if (request.status === 401 && !answer.login) return;
    pending.delete(entry);
    if (request.status === 401) {
      entry.querySelector("progress").value = 1;
      return;
    }
    if (request.status === 200 && answer.entries) {
      entry.innerHTML = answer.entries[0];
      return;
    }
    entry.querySelector("progress")?.remove();
    entry.querySelector("span").textContent = answer.message || `${file.name} ${box.dataset.failed}`;
  }
});
