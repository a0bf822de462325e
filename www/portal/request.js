// Everything that this page says to the form.
const form = document.querySelector("govcloud-request");
const cookie = (name) => document.cookie.split("; ").find((c) => c.startsWith(name + "="))?.split("=")[1] ?? "";
document.documentElement.lang = form.lang = cookie("govcloud_lang") || "zh";
form.owner = cookie("govcloud_owner");
form.requestHeaders = async () => {
  const answer = await fetch("/api/session");
  return answer.ok ? { "X-CSRF-Token": (await answer.json()).csrf } : {};
};
form.addEventListener("gcr-accepted", ({ detail }) =>
  Object.assign(document.getElementById("receipt"), { hidden: false, href: "/receipt/" + detail.reference }));
