// What is pasted out of Word or WPS keeps its headings and lists: Word sends its lists as
// paragraphs, and its first heading as h1.
document.addEventListener("prose:paste", (event) => {
  event.detail.html = fromWord(event.detail.html);
});

function fromWord(html) {
  // Styles go before anything reads them: the policy would report each one.
  const bare = html.replace(/\sstyle=("[^"]*"|'[^']*')/gi, (style) => {
    if (!/mso-list/i.test(style)) return "";
    return /mso-list:\s*ignore/i.test(style) ? " data-mark" : " data-item";
  });
  const page = new DOMParser().parseFromString(bare, "text/html");
  page.querySelectorAll("h1").forEach((old) => replace(page, old, "h2"));
  page.querySelectorAll("p[data-item]").forEach((old) => {
    const mark = old.querySelector("[data-mark]");
    const name = /^\s*\(?[\da-z一二三四五六七八九十]+[.)、]/i.test(mark?.textContent || "") ? "ol" : "ul";
    mark?.remove();
    const item = replace(page, old, "li");
    const before = item.previousElementSibling;
    const list = before?.matches(name) ? before : page.createElement(name);
    if (list !== before) item.before(list);
    list.append(item);
  });
  return page.body.innerHTML;
}

function replace(page, old, name) {
  const fresh = page.createElement(name);
  fresh.append(...old.childNodes);
  old.replaceWith(fresh);
  return fresh;
}
