// The same question in JavaScript: as one would write it, and as one writes it for speed. Each row takes the cheapest
// package that is large enough of each supplier; each system the supplier with which it costs least.

/** The list as objects. */
export function rows(text) {
  const [head, ...lines] = text.trim().split(/\r?\n/).map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at]])))
    .map((row) => ({ system: row['信息系统名称'], vcpu: Number(row.vCPU), memory: Number(row['内存(GB)']) }));
}

/** The packages of a catalog file, with what they cost a year in millionths. */
export function packages(catalog) {
  const micros = (text) => BigInt(Math.round(Number(text) * 1e6));
  return catalog.items.map((item) => {
    const amounts = Object.fromEntries(Object.entries(item.package).map(([code, text]) => [code, parseInt(text, 10)]));
    return { supplier: item.supplier, vcpu: amounts.vcpu, memory: amounts.memory, cost: Number(micros(item.price.amount) * 12n), code: item.code };
  });
}

/** As one would write it: the cheapest package of each supplier for one row. */
export function idiomatic(items, suppliers) {
  return (row) => suppliers.map((supplier) => items
    .filter((item) => item.supplier === supplier && item.vcpu >= row.vcpu && item.memory >= row.memory)
    .sort((a, b) => a.cost - b.cost)[0]?.cost ?? Infinity);
}

/** As one writes it for speed: sizes remembered, typed columns in the order of their price, the first that fits taken. */
export function tuned(items, suppliers) {
  const sorted = suppliers.map((supplier) => {
    const own = items.filter((item) => item.supplier === supplier).sort((a, b) => a.cost - b.cost);
    return { vcpu: Int32Array.from(own, (i) => i.vcpu), memory: Int32Array.from(own, (i) => i.memory), cost: Float64Array.from(own, (i) => i.cost) };
  });
  const known = new Map();
  return (row) => {
    const key = row.vcpu * 65_536 + row.memory;
    let found = known.get(key);
    if (found) return found;
    found = sorted.map(({ vcpu, memory, cost }) => {
      for (let at = 0; at < cost.length; at++) if (vcpu[at] >= row.vcpu && memory[at] >= row.memory) return cost[at];
      return Infinity;
    });
    known.set(key, found);
    return found;
  };
}

/** What all systems cost: a supplier with the fewest rows that nothing fits, then the cheapest. */
export function chosen(list, suppliers, costs) {
  const systems = new Map();
  for (const row of list) {
    let sums = systems.get(row.system);
    if (!sums) systems.set(row.system, (sums = suppliers.map(() => ({ unfit: 0, cost: 0 }))));
    costs(row).forEach((cost, at) => {
      if (cost === Infinity) sums[at].unfit += 1;
      else sums[at].cost += cost;
    });
  }
  let [cost, unfit] = [0, 0];
  for (const sums of systems.values()) {
    const best = sums.reduce((a, b) => (b.unfit - a.unfit || b.cost - a.cost) < 0 ? b : a);
    cost += best.cost;
    unfit += best.unfit;
  }
  return { cost, unfit };
}
