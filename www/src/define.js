import { GovcloudRequest } from './element.js';

if (!customElements.get('govcloud-request')) {
  customElements.define('govcloud-request', GovcloudRequest);
}

export { GovcloudRequest };
