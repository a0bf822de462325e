export { GovcloudRequest } from './govcloud-request.js';
