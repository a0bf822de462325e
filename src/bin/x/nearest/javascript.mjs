// The same question in JavaScript: as one would write it, and as one writes it for speed. Both give the rows of the
// nearest five: every amount and trait, least Σ (got − need) / need, then price, then code.

export const AMOUNTS = ['vcpu', 'memory_gib', 'ssd_gb', 'hdd_gb', 'network_mbps', 'gpu'];
export const TRAITS = ['arch', 'os', 'zone'];
export const NONE = 0xffffffff;
const PRICE = 'price_micro_usd_per_hour';
/** Sums that are the same but for rounding come out the same. */
const rounded = (sum) => Math.round(sum * 1e9);

export function rows(text) {
  const [head, ...lines] = text.trim().split(/\r?\n/).map((line) => line.split(','));
  return lines.map((cells) => {
    const row = Object.fromEntries(head.map((name, at) => [name, cells[at]]));
    for (const name of [...AMOUNTS, PRICE]) row[name] = Number(row[name] ?? 0);
    return row;
  });
}

/** As one would write it. */
export function idiomatic(items) {
  const numbered = items.map((item, row) => ({ ...item, row }));
  return (need) => {
    const wanted = AMOUNTS.filter((name) => need[name] > 0);
    const asked = TRAITS.filter((name) => need[name] !== '');
    return numbered
      .filter((item) => wanted.every((name) => item[name] >= need[name]) && asked.every((name) => item[name] === need[name]))
      .map((item) => ({ item, excess: rounded(wanted.reduce((sum, name) => sum + (item[name] - need[name]) / need[name], 0)) }))
      .sort((a, b) => a.excess - b.excess || a.item[PRICE] - b.item[PRICE] || (a.item.code < b.item.code ? -1 : 1))
      .slice(0, 5)
      .map(({ item }) => item.row);
  };
}

/** As one writes it for speed: typed columns, items in the order of price and code, nothing allocated. */
export function tuned(items) {
  const sorted = items.map((item, row) => row);
  sorted.sort((a, b) => items[a][PRICE] - items[b][PRICE] || (items[a].code < items[b].code ? -1 : 1));
  const count = items.length;
  const columns = AMOUNTS.map((name) => Float64Array.from(sorted, (row) => items[row][name]));
  const values = TRAITS.map((name) => [...new Set(items.map((item) => item[name]))]);
  const kinds = TRAITS.map((name, at) => Uint8Array.from(sorted, (row) => values[at].indexOf(items[row][name])));
  const [c0, c1, c2, c3, c4, c5] = columns;
  const [k0, k1, k2] = kinds;
  const [best, place] = [new Float64Array(6), new Int32Array(6)];
  return (need) => {
    const [n0, n1, n2, n3, n4, n5] = AMOUNTS.map((name) => need[name]);
    const [w0, w1, w2, w3, w4, w5] = [n0, n1, n2, n3, n4, n5].map((n) => (n > 0 ? 1 / n : 0));
    const wanted = [n0, n1, n2, n3, n4, n5].filter((n) => n > 0).length;
    const [t0, t1, t2] = TRAITS.map((name, at) => (need[name] === '' ? -1 : values[at].indexOf(need[name])));
    if (TRAITS.some((name, at) => need[name] !== '' && [t0, t1, t2][at] < 0)) return [];
    best.fill(Infinity);
    let kept = 0;
    for (let i = 0; i < count; i++) {
      if ((t0 >= 0 && k0[i] !== t0) || (t1 >= 0 && k1[i] !== t1) || (t2 >= 0 && k2[i] !== t2)) continue;
      if (c0[i] < n0 || c1[i] < n1 || c2[i] < n2 || c3[i] < n3 || c4[i] < n4 || c5[i] < n5) continue;
      const sum = c0[i] * w0 + c1[i] * w1 + c2[i] * w2 + c3[i] * w3 + c4[i] * w4 + c5[i] * w5 - wanted;
      const excess = rounded(sum);
      if (excess >= best[4]) continue;
      let at = Math.min(kept, 4);
      while (at > 0 && best[at - 1] > excess) {
        best[at] = best[at - 1];
        place[at] = place[at - 1];
        at -= 1;
      }
      best[at] = excess;
      place[at] = sorted[i];
      kept = Math.min(kept + 1, 5);
    }
    return Array.from(place.subarray(0, kept));
  };
}
