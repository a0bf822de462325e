// What was measured, as the READMEs tell it: a table in each language between two marks. Written with
// GOVCLOUD_BLESS=1, as every page that is printed from what the code finds.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, ROOT } from '../support/machine.js';

const BEGIN = '<!-- budgets: begin -->';
const END = '<!-- budgets: end -->';
const kb = (bytes) => Math.round(bytes / 1000);

/** A line of the table: what was measured (English, Chinese), the figures in both, goal, whether it is met. */
function lines(found, sizes) {
  const [script, module, later] = sizes.files.map((file) => kb(file.brotli));
  const { plain, form, ratios, choice, over } = found;
  const ms = (number) => [`${number} ms`, `${number} 毫秒`];
  const [en, zh] = [0, 1];
  const judged = (j) => [en, zh].map((l) => `${ms(j.best)[l]}${['; median ', '；中位数 '][l]}${ms(j.median)[l]}`);
  const two = (a, b) => [en, zh].map((l) => `${ms(a)[l]}${['; ', '；'][l]}${ms(b)[l]}`);
  return [
    [['to the first usable form, brotli (`cargo x build`)', '首个可用表单，brotli（`cargo x build`）'],
      [`${kb(sizes.brotli)} KB: script and styles ${script}, module ${module}`, `${kb(sizes.brotli)} KB：脚本和样式 ${script}，模块 ${module}`],
      '200 KB', sizes.brotli <= sizes.budget],
    [['loaded after the first paint, brotli', '首屏之后加载，brotli'],
      [`${later} KB: judging, fitting and handing in come here`, `${later} KB：核对、适配和提交在这一部分`]],
    [['500 rows of 8 fields, to rendered, beside a plain table', '500 行 × 8 个字段，到显示，与原生表格对比'],
      [`${form.rendered} ms, ${ratios.rendered} of ${plain.rendered} ms`, `${form.rendered} 毫秒，为 ${plain.rendered} 毫秒的 ${ratios.rendered}`],
      '0.5', ratios.rendered <= 0.5],
    [['a key to the next paint, p95, beside a plain table', '按键到下一帧，p95，与原生表格对比'],
      [`${form.p95} ms, ${ratios.key} of ${plain.p95} ms`, `${form.p95} 毫秒，为 ${plain.p95} 毫秒的 ${ratios.key}`],
      '0.3', ratios.key <= 0.3],
    [['all 500 rows read, fitted, priced and reviewed: 240 sizes, each in the catalog, 50 mistakes, each found', '500 行全部读取、适配、计价、核对：240 种规格，目录中都有，50 处错误全部查出'],
      judged(form.alike), 13, form.alike.best <= 13],
    [['the same where no two rows are alike: odd sizes to fit, 50 mistakes', '同上，每行都不相同：零散规格须适配，50 处错误'],
      judged(form.different), 13, form.different.best <= 13],
    [['characters lost while typing', '输入时丢失的字符'], [`${form.lost}`, `${form.lost}`], '0', form.lost === 0],
    [['a choice among 10,000 items opens: script; to the next paint', '打开 10,000 个目录项的选择框：脚本；到下一帧'],
      two(choice.open, choice.opened), 16, choice.open <= 16 && choice.opened <= 16],
    [['the same over a table of 500 rows', '同上，表中已有 500 行'],
      two(over.open, over.opened), 16, over.open <= 16 && over.opened <= 16],
    [['it filters a key: script, half of them; the longest', '每键过滤：脚本，中位数；最长'],
      two(choice.filter, choice.longest), 5, choice.filter <= 5],
  ];
}

function section(found, sizes, lang) {
  const all = lines(found, sizes);
  const goal = (goal) => {
    if (goal === undefined) return '';
    const unit = typeof goal === 'number' ? [' ms', ' 毫秒'][lang] : '';
    return goal === '0' ? '0' : `≤ ${goal}${unit}`;
  };
  const rows = all.map(([name, figures, most]) => `| ${name[lang]} | ${figures[lang]} | ${goal(most)} |`);
  const missed = all.filter(([, , most, met]) => most !== undefined && !met).map(([name]) => name[lang]);
  const head = [['', 'measured', 'goal'], ['', '实测', '目标']][lang];
  const how = [
    `Best of three runs of \`cargo x bench\` in Chromium on two cores, at a load of ${found.load}: ratios within one
run are worth more than the milliseconds.`,
    `由 \`cargo x bench\` 在两个核上用 Chromium 运行三次，取最好的一次，当时系统负载为 ${found.load}：同一次运行中的比值比毫秒数可信。`,
  ][lang];
  const verdict = missed.length === 0
    ? ['All goals are met.', '各项目标均已达到。'][lang]
    : [`Missed in this run: ${missed.join('; ')}.`, `本次未达到的目标：${missed.join('；')}。`][lang];
  return `${BEGIN}\n\n| ${head.join(' | ')} |\n|---|---|---|\n${rows.join('\n')}\n\n${how}${lang === 0 ? '\n' : ''}${verdict}\n\n${END}`;
}

/** Writes the figures into both READMEs. */
export function write(found) {
  const sizes = JSON.parse(readFileSync(join(DIST, 'sizes.json'), 'utf8'));
  for (const [lang, name] of ['README.md', 'README.zh-CN.md'].entries()) {
    const path = join(ROOT, name);
    const text = readFileSync(path, 'utf8');
    const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
    if (from < 0 || to < from) throw new Error(`${name} has no place for the figures`);
    writeFileSync(path, text.slice(0, from) + section(found, sizes, lang) + text.slice(to + END.length));
  }
}
