// The home page registers the service worker, so that the form opens without a network. Registering needs a
// script address that the browser trusts: this page's policy allows one Trusted Types policy, and that policy
// knows one address.
const WORKER = "/sw.js";

async function register() {
  if (!("serviceWorker" in navigator)) return false;
  let address = WORKER;
  if (window.trustedTypes) {
    const policy = trustedTypes.createPolicy("govcloud-portal", {
      createScriptURL: (url) => {
        if (url === WORKER) return url;
        throw new TypeError("not the service worker: " + url);
      },
    });
    address = policy.createScriptURL(WORKER);
  }
  await navigator.serviceWorker.register(address, { scope: "/" });
  const { active } = await navigator.serviceWorker.ready;
  // Signing out empties the cache: each start asks for it to be filled again.
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data === "kept");
    active.postMessage("keep", [port2]);
  });
}

const line = document.getElementById("offline");
register().catch(() => false).then((ready) => {
  line.textContent = ready ? line.dataset.ready : line.dataset.missing;
  line.classList.toggle("ready", ready);
});
