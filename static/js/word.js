// What is pasted out of Word or WPS keeps its headings and lists: Word sends its lists as
// paragraphs, and its first heading as h1.
document.addEventListener("prose:paste", (event) => {
  event.detail.html = fromWord(event.detail.html);
});

function fromWord(html) {
  // Styles go before anything reads them: the policy would report each one.
  const bare = html.replace(/<style\b[\s\S]*?<\/style>/gi, "").replace(/\sstyle=("[^"]*"|'[^']*')/gi, (style) => {
    if (!/mso-list/i.test(style)) return "";
    if (/mso-list:\s*ignore/i.test(style)) return " data-mark";
    return ` data-item="${/level(\d)/i.exec(style)?.[1] || 1}"`;
  });
  const page = new DOMParser().parseFromString(bare, "text/html");
  page.querySelectorAll("h1").forEach((old) => replace(page, old, "h2"));
  page.querySelectorAll("p[data-item]").forEach((old) => {
    const mark = old.querySelector("[data-mark]");
    const name = /^\s*\(?[\da-z一二三四五六七八九十]+[.)、]/i.test(mark?.textContent || "") ? "ol" : "ul";
    mark?.remove();
    const item = replace(page, old, "li");
    listFor(page, item, name, Number(old.dataset.item)).append(item);
  });
  return page.body.innerHTML;
}

// The list that stands before the item, or for a deeper level the one inside its last item.
function listFor(page, item, name, level) {
  const before = item.previousElementSibling;
  let list = before?.matches("ul, ol") ? before : null;
  if (!list || (level === 1 && !list.matches(name))) {
    list = page.createElement(level === 1 ? name : "ul");
    item.before(list);
  }
  for (let depth = 1; depth < level && list.lastElementChild; depth++) {
    const last = list.lastElementChild;
    const inner = last.lastElementChild?.matches("ul, ol") ? last.lastElementChild : page.createElement(name);
    last.append(inner);
    list = inner;
  }
  return list;
}

function replace(page, old, name) {
  const fresh = page.createElement(name);
  fresh.append(...old.childNodes);
  old.replaceWith(fresh);
  return fresh;
}
