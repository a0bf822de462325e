// The place by which a case is judged: the province, one that ships, one of the page's own; and what is said where its
// data cannot be used.

import { expect, ready, test } from '../support/test.js';

const page = (attributes, script = '') => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>host</title>
${script ? `<script type="module" src="${script}"></script>` : ''}
<script type="module" src="/dist/govcloud-request.js"></script>
<govcloud-request catalog="/catalogs/demo.json" as-of="2026-11-23" ${attributes}></govcloud-request></html>`;

/** The place and its digest that a review names; the reason where nothing is judged. */
const judged = (element) => element.evaluate((e) => e.review().then(
  ({ review }) => [review.jurisdiction, review.jurisdictionHash.length],
  (error) => error.message,
));

test('the province is judged by where the page names nothing', async ({ page: tab, site }) => {
  await tab.goto(site.put('/province', page('')));
  const element = tab.locator('govcloud-request');
  await ready(element);
  await expect.poll(() => judged(element)).toEqual(['heilongjiang', 64]);
  await expect(element.getByText('适用地区：黑龙江省')).toBeVisible();
});

test('a place that ships is had by its name, and given up again', async ({ page: tab, site }) => {
  await tab.goto(site.put('/city', page('jurisdiction="city-model"')));
  const element = tab.locator('govcloud-request');
  await ready(element);
  await expect.poll(() => judged(element)).toEqual(['city-model', 64]);
  await expect(element.getByText('适用地区：示范市（示例，不是真实地区）')).toBeVisible();
  // An attribute that has nothing to do with it leaves the place as it is.
  await element.evaluate((e) => { e.asOf = '2026-11-24'; });
  await expect.poll(() => judged(element)).toEqual(['city-model', 64]);
  await element.evaluate((e) => { e.jurisdiction = 'heilongjiang'; });
  await expect.poll(() => judged(element)).toEqual(['heilongjiang', 64]);
});

test('data that the page gives go before the attribute', async ({ page: tab, site }) => {
  site.put('/data.js', `
    const e = document.querySelector('govcloud-request');
    e.jurisdictionData = {
      format: 'govcloud-jurisdiction', version: 1, id: 'own', name: '某市', base: 'heilongjiang',
      inForce: { from: '2022-01-01' }, organs: { authority: '某市数据局' },
    };
  `);
  await tab.goto(site.put('/own', page('jurisdiction="city-model"', '/data.js')));
  const element = tab.locator('govcloud-request');
  await ready(element);
  await expect.poll(() => judged(element)).toEqual(['own', 64]);
  const remedy = await element.evaluate(async (e) => {
    const { review } = await e.review();
    return review.findings.find((f) => f.code === 'a14-plan-open').remedy.zh;
  });
  expect(remedy).toContain('某市数据局');
});

test('data that cannot be used are told with their place, nothing is judged, and nothing is lost', async ({ page: tab, site }) => {
  site.put('/looser.json', JSON.stringify({
    format: 'govcloud-jurisdiction', version: 1, id: 'own', name: '某市', base: 'heilongjiang',
    inForce: { from: '2022-01-01' }, parameters: [{ id: 'test-days', value: 7, source: { own: '某规定' } }],
  }));
  site.put('/hear.js', "window.heard = []; document.addEventListener('gcr-faulted', (event) => window.heard.push(event.detail.message.en));");
  await tab.goto(site.put('/looser', page('jurisdiction="/looser.json"', '/hear.js')));
  const element = tab.locator('govcloud-request');
  await ready(element);
  await expect.poll(() => tab.evaluate(() => window.heard.join())).toContain('/parameters/0/value: ');
  await expect(element.getByText('适用地区的数据不能使用，暂不检查')).toBeVisible();
  expect(await judged(element)).toContain('没有可用的服务目录或地区数据');
  await element.getByLabel('单位名称').first().fill('某局');
  expect(JSON.parse(await element.evaluate((e) => e.exportCase())).case.fields['unit.name']).toBe('某局');
  // Put right, the case is judged.
  await element.evaluate((e) => { e.jurisdiction = 'city-model'; });
  await expect.poll(() => judged(element)).toEqual(['city-model', 64]);
});

test('data that cannot be fetched are told, and nothing is judged', async ({ page: tab, site, troubles }) => {
  await tab.goto(site.put('/none', page('jurisdiction="/no-such-place.json"')));
  const element = tab.locator('govcloud-request');
  await ready(element);
  await expect(element.getByText('/no-such-place.json 返回 HTTP 404')).toBeVisible();
  expect(await judged(element)).toContain('没有可用的服务目录或地区数据');
  troubles.splice(0);
});
