// Text kept in the browser while offline belongs to a person who called this device their own.
// Signed out, or on any other device, nothing of it stays.
if (!("ownDevice" in document.body.dataset)) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("portal-form:")) localStorage.removeItem(key);
  }
}
