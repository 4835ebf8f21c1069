// Measures the engine by the query sets of tests/quality: node tests/js/quality.js SITE [SET.tsv]
"use strict";
const { readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");
const { gzipSync } = require("node:zlib");
const { openEngine } = require("./open-engine.js");

const FOLDER = join(__dirname, "../quality");

function readSet(name) {
  const [head, ...rows] = readFileSync(join(FOLDER, name), "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  const columns = head.split("\t");
  return rows.map((row) => {
    const cells = row.split("\t");
    const { query, relevant, grade, ...rest } = Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ""]));
    return { query, relevant: relevant.split("|"), grades: grade.split("|").map(Number), ...rest };
  });
}

const discounted = (gains) => gains.slice(0, 10).reduce((sum, gain, i) => sum + (2 ** gain - 1) / Math.log2(i + 2), 0);

/** nDCG@10 and success@10 of every query of a set; a passage is worth the best string it contains. */
async function measure(site, rows) {
  const passages = JSON.parse(readFileSync(join(site, "passages.json"), "utf8"));
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s/gu, "");
  const texts = new Map(passages.map(({ id, text }) => [id, plain(text)]));
  const measured = [];
  for (const { query, relevant, grades } of rows) {
    const wanted = relevant.map(plain);
    const gainOf = (id) => Math.max(0, ...wanted.map((form, i) => (texts.get(id).includes(form) ? (grades[i] ?? grades[0]) : 0)));
    const ideal = [...texts.keys()].map(gainOf).sort((a, b) => b - a);
    const engine = openEngine(site);
    const { hits } = await engine.search(query, { limit: 10 });
    const bytes = engine.fetched.reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).length, 0);
    const begin = performance.now();
    await engine.search(query, { limit: 20 });
    const again = performance.now();
    await engine.search(query, { limit: 20 });
    const gains = hits.map(({ id }) => gainOf(id));
    measured.push({
      query,
      // A query for which the corpus has nothing is not judged.
      isJudged: ideal[0] > 0,
      ndcg: ideal[0] > 0 ? discounted(gains) / discounted(ideal) : 1,
      success: gains.some((gain) => gain > 0),
      bytes,
      warm: performance.now() - again,
      gains,
    });
  }
  return measured;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const at = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];

/** One set's figures. */
async function report(site, name) {
  const measured = (await measure(site, readSet(name))).filter(({ isJudged }) => isJudged);
  const bytes = measured.map((one) => one.bytes);
  const warm = measured.map((one) => one.warm);
  return {
    name,
    n: measured.length,
    ndcg: mean(measured.map((one) => one.ndcg)),
    success: mean(measured.map((one) => Number(one.success))),
    bytes: { mean: Math.round(mean(bytes)), p95: at(bytes, 0.95) },
    warm: { p50: at(warm, 0.5), p95: at(warm, 0.95) },
    worst: measured
      .filter(({ ndcg }) => ndcg < 1)
      .sort((a, b) => a.ndcg - b.ndcg)
      .slice(0, 15)
      .map(({ query, ndcg, gains }) => `${ndcg.toFixed(2)} ${query} ${gains.join("")}`),
  };
}

async function main([site, name]) {
  if (name) {
    console.log(JSON.stringify(await report(site, name)));
    return;
  }
  for (const file of readdirSync(FOLDER).filter((one) => one.endsWith(".tsv")).sort()) {
    const { n, ndcg, success, bytes, warm, worst } = await report(site, file);
    console.log(
      `${file}\tn=${n}\tnDCG@10=${ndcg.toFixed(3)}\tsuccess@10=${(100 * success).toFixed(1)}%` +
        `\tindex kB mean ${(bytes.mean / 1000).toFixed(1)} p95 ${(bytes.p95 / 1000).toFixed(1)}` +
        `\twarm ms p50 ${warm.p50.toFixed(1)} p95 ${warm.p95.toFixed(1)}`,
    );
    for (const line of worst) console.log(`  ${line}`);
  }
}

if (require.main === module) main(process.argv.slice(2));
module.exports = { readSet, measure, report };
