import { GovcloudRequest } from './element.js';

// Another version may have taken the name: the first one stays, and nothing throws.
if (!customElements.get('govcloud-request')) {
  customElements.define('govcloud-request', GovcloudRequest);
}

export { GovcloudRequest };
