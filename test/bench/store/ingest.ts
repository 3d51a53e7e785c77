import { seriesCount } from '../data-set.ts';
import { median, quantile, round, table } from '../figures.ts';
import { createCases } from './cases.ts';
import type { Case } from './cases.ts';
import { prepareLoad } from './loading.ts';
import { cpuBetween } from './stand.ts';
import type { Cpu, Stand } from './stand.ts';

const rounds = 3;
const mostPoints = 1_000_000;
const fewestPoints = 40_000;

/** A round of a case. */
interface Turn {
  perSecond: number;
  cpuPerMillion: Cpu & { load: number };
  peakBytes: number;
  latenciesMs: readonly number[];
}

/** How fast points come in, each way beside its yardstick of the same round. A round is a fifth of the whole bench's points. */
export async function measureIngest(stand: Stand, points: number): Promise<string> {
  const amount = Math.min(mostPoints, Math.max(fewestPoints, points / 5));
  const turns = new Map<Case, Turn[]>();
  const cases = await createCases(stand, amount);
  // The first round only warms up; each begins with another case.
  for (let turn = 0; turn <= rounds; turn++) {
    for (const step of cases.keys()) {
      const one = cases[(step + turn) % cases.length];
      if (!one) continue;
      const figures = await runTurn(stand, one, turn);
      if (turn > 0) turns.set(one, [...(turns.get(one) ?? []), figures]);
    }
  }
  return table(
    `Ingest over HTTP, median of ${rounds} rounds of ${round(amount)} points (${round(cases.at(-1)?.amount ?? 0)} for requests of one)`,
    ['', 'a second', '× yardstick', 'p50 ms', 'p99 ms', 'CPU s a million: server', 'database', 'load', 'peak MB'],
    cases.map((one) => [one.name, ...cells(one, turns)]),
  );
}

/** The load of one round. Its processor time counts until all that it left to do in the background is done. */
async function runTurn(stand: Stand, one: Case, turn: number): Promise<Turn> {
  const load = await prepareLoad(one.job((turn * one.amount) / seriesCount, one.amount));
  await stand.rest();
  stand.forgetPeak();
  const before = stand.cpu();
  const { wallMs, latenciesMs, cpuSeconds } = await load.begin();
  await stand.rest();
  const { server, database } = cpuBetween(before, stand.cpu());
  const millions = one.amount / 1e6;
  return {
    perSecond: (one.amount * 1000) / wallMs,
    cpuPerMillion: { server: server / millions, database: database / millions, load: cpuSeconds / millions },
    peakBytes: stand.peakBytes(),
    latenciesMs,
  };
}

function cells(one: Case, all: ReadonlyMap<Case, readonly Turn[]>): string[] {
  const own = all.get(one) ?? [];
  const yardstick = one.yardstick && all.get(one.yardstick);
  const ratios = own.map(({ perSecond }, turn) => perSecond / (yardstick?.[turn]?.perSecond ?? Number.NaN));
  const latencies = own.flatMap(({ latenciesMs }) => latenciesMs);
  const cpu = (of: 'server' | 'database' | 'load') => round(median(own.map(({ cpuPerMillion }) => cpuPerMillion[of])), 2);
  return [
    round(median(own.map(({ perSecond }) => perSecond))),
    yardstick ? round(median(ratios), 2) : '',
    round(quantile(latencies, 0.5), 1),
    round(quantile(latencies, 0.99), 1),
    cpu('server'),
    cpu('database'),
    cpu('load'),
    round(Math.max(...own.map(({ peakBytes }) => peakBytes)) / 1e6),
  ];
}
