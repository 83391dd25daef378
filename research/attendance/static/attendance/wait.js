// <div data-wait-for="moment">: the page loads anew when the moment has come by the server's clock, which
// is asked every ten seconds, because a phone's own clock may be wrong.
const waiting = document.querySelector("[data-wait-for]");

async function look() {
  try {
    const answer = await fetch(window.location.href, { headers: { "HX-Request": "true" } });
    if (answer.status !== 204) window.location.reload();
  } catch {
    // No network for a moment: the next look finds it again.
  }
}

if (waiting) {
  window.setInterval(look, 10000);
  document.addEventListener("visibilitychange", () => !document.hidden && look());
}
