import init, { mount } from '#glue';
import style from '#style';

export class GovcloudRequest extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
  }
  async connectedCallback() {
    await init();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    this.shadowRoot.adoptedStyleSheets = [sheet];
    const place = document.createElement('div');
    this.shadowRoot.append(place);
    mount(place);
  }
}
