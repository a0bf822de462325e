// Everything that the page of a case says to the form.
const form = document.querySelector("govcloud-request");
const cookie = (name) => document.cookie.split("; ").find((c) => c.startsWith(name + "="))?.split("=")[1] ?? "";
form.owner = cookie("govcloud_owner");
form.requestHeaders = async () => {
  const answer = await fetch("/api/session");
  return answer.ok ? { "X-CSRF-Token": (await answer.json()).csrf } : {};
};
// The step is in the journal now: the receipt shows it, and leads back to the case as it stands then.
form.addEventListener("gcr-accepted", ({ detail }) => location.assign("/receipt/" + detail.reference));
