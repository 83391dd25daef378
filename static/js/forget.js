// Text kept in the browser while offline belongs to one person, who called this device their own.
// It goes when they sign out, and when anybody else, or they elsewhere, signs in here.
const mine = document.body.dataset.ownDevice;
forget((key) => !mine || !key.startsWith(`portal-form:${mine}:`));

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target.matches("[data-forget]")) forget(() => true);
});

function forget(isOthers) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("portal-form:") && isOthers(key)) localStorage.removeItem(key);
  }
}
