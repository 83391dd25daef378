// What is typed in <form data-autosave="/address/"> is kept on the server shortly after the hand
// rests. Others ask for it with the event "draft:ensure" ({detail: {done, isLeaving}}), and hear
// "draft:saved" and "draft:unreachable". The form's `revision` tells two tabs from each other.
const PAUSE = 1500;
const LONGEST = 8000;

document.querySelectorAll("form[data-autosave]").forEach((form) => {
  const status = form.querySelector("[data-status]");
  let timer = 0;
  let firstUnsaved = 0;
  let isStopped = false;
  let running = Promise.resolve(true);

  form.addEventListener("input", (event) => {
    if (isStopped || event.target.type === "file") return;
    firstUnsaved ||= Date.now();
    const wait = Math.max(0, Math.min(PAUSE, firstUnsaved + LONGEST - Date.now()));
    window.clearTimeout(timer);
    timer = window.setTimeout(save, wait);
  });
  form.addEventListener("draft:ensure", (event) => {
    const isKept = form.elements.revision.value !== "0" && !firstUnsaved;
    // Who is about to leave the page asks the server itself: the last answer may be old.
    (isKept && !event.detail.isLeaving ? running : save()).then(event.detail.done);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && firstUnsaved) save();
  });
  window.addEventListener("online", () => firstUnsaved && save());

  // One request at a time, each with all that was typed by then.
  function save() {
    window.clearTimeout(timer);
    running = running.then(send, send);
    return running;
  }

  async function send() {
    if (isStopped) return true;
    const typedSince = firstUnsaved;
    firstUnsaved = 0;
    const body = new FormData(form);
    body.delete("files");
    body.delete("word");
    try {
      const options = { method: "POST", body, headers: { Accept: "application/json" } };
      const response = await fetch(form.dataset.autosave, options);
      return await read(response, typedSince);
    } catch {
      firstUnsaved ||= typedSince || Date.now();
      say(form.dataset.offline);
      form.dispatchEvent(new CustomEvent("draft:unreachable", { bubbles: true }));
      return false;
    }
  }

  async function read(response, typedSince) {
    const isJson = response.headers.get("Content-Type")?.includes("json");
    const answer = isJson ? await response.json() : {};
    if (response.ok && isJson) {
      form.elements.revision.value = answer.revision;
      say(`${form.dataset.saved} ${answer.saved_at}`);
      form.dispatchEvent(new CustomEvent("draft:saved", { bubbles: true }));
    } else if (response.status === 401 && answer.login) {
      say(answer.message, answer.login);
    } else if (answer.url) {
      moveTo(answer);
      return send();
    } else {
      isStopped = answer.code === "draft_saved";
      firstUnsaved ||= isStopped ? 0 : typedSince;
      say(answer.message || form.dataset.unsaved);
    }
    return true;
  }

  // Another tab saved into this draft: go on in one of our own, so that neither is lost.
  function moveTo(answer) {
    form.dataset.autosave = answer.url;
    form.elements.draft.value = answer.draft;
    form.elements.owner.value = answer.owner;
    form.elements.revision.value = "0";
    const photos = form.querySelector("[data-photos]");
    if (photos) photos.dataset.photos = answer.files_url;
  }

  function say(words, link) {
    const part = document.createElement(link ? "a" : "span");
    part.textContent = words;
    if (link) part.href = link;
    status.replaceChildren(part);
  }
});
