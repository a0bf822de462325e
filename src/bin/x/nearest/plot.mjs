// Draws cost against growth: both axes logarithmic, so that a straight line through the origin's corner is "twice the
// items, twice the time", drawn in grey to compare with. The picture carries its numbers as text.

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [640, 360, 64, 150, 24, 48];
const LINES = { plain: ['wasm', '#b4530a'], simd: ['wasm with SIMD', '#0b5cad'] };
const number = (value) => value.toLocaleString('en-US');

export function drawing(points) {
  const all = points.flatMap(([, micros]) => Object.values(micros));
  const [low, high] = [10 ** Math.floor(Math.log10(Math.min(...all))), 10 ** Math.ceil(Math.log10(Math.max(...all)))];
  const [least, most] = [points[0][0], points.at(-1)[0]];
  const across = (count) => LEFT + ((Math.log(count / least) / Math.log(most / least)) * (WIDTH - LEFT - RIGHT));
  const up = (micros) => HEIGHT - BOTTOM - ((Math.log(micros / low) / Math.log(high / low)) * (HEIGHT - TOP - BOTTOM));
  const at = (value) => value.toFixed(1);
  const said = points.map(([count, { plain, simd }]) => `${number(count)} items: ${plain.toFixed(2)} and ${simd.toFixed(2)}`);
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="t d" font-family="sans-serif" font-size="12" fill="#333">`,
    '<title id="t">Microseconds a need against items in the catalog</title>',
    `<desc id="d">Microseconds a need, wasm without and with SIMD. ${said.join('; ')}.</desc>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
  ];
  for (let tick = low; tick <= high * 1.0001; tick *= 10) {
    const y = at(up(tick));
    out.push(`<path d="M${LEFT} ${y}H${WIDTH - RIGHT}" stroke="#ddd"/>`, `<text x="${LEFT - 8}" y="${at(up(tick) + 4)}" text-anchor="end">${number(tick)} µs</text>`);
  }
  for (const [count] of points) {
    out.push(`<text x="${at(across(count))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${number(count / 1000)}k</text>`);
  }
  out.push(`<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">items in the catalog</text>`);
  // What a scan would cost that begins where we do.
  const start = points[0][1].plain;
  const end = Math.min(high, (start * most) / least);
  out.push(`<path d="M${at(across(least))} ${at(up(start))}L${at(across((least * end) / start))} ${at(up(end))}" stroke="#999" stroke-dasharray="4 4" fill="none"/>`);
  out.push(`<text x="${at(across((least * end) / start) + 8)}" y="${at(up(end) + 4)}" fill="#666">as a scan grows</text>`);
  for (const [kind, [name, colour]] of Object.entries(LINES)) {
    const path = points.map(([count, micros], i) => `${i ? 'L' : 'M'}${at(across(count))} ${at(up(micros[kind]))}`).join('');
    out.push(`<path d="${path}" stroke="${colour}" stroke-width="2" fill="none"/>`);
    for (const [count, micros] of points) out.push(`<circle cx="${at(across(count))}" cy="${at(up(micros[kind]))}" r="3" fill="${colour}"/>`);
    const [, last] = points.at(-1);
    out.push(`<text x="${WIDTH - RIGHT + 8}" y="${at(up(last[kind]) + 4)}" fill="${colour}">${name}</text>`);
  }
  return `${out.join('\n')}\n</svg>\n`;
}
