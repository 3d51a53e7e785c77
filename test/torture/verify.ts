import { timeOf } from './clients.ts';
import type { Client } from './clients.ts';

/** What was found of what the clients sent. */
export interface Findings {
  /** Requests that were acknowledged, and those without a telling answer by what became of them. */
  acknowledged: number;
  unknownStored: number;
  unknownLost: number;
  points: number;
  /** Points of acknowledged requests that are not there, requests of which only a part is there, points that nobody sent or that are not as sent. */
  problems: string[];
}

/** Most points that one answer may hold. */
const pageSize = 10_000;

/** Reads all points of the clients' sources back, and compares. */
export async function verify(url: string, key: string, bucketId: string, clients: readonly Client[]): Promise<Findings> {
  const found: Findings = { acknowledged: 0, unknownStored: 0, unknownLost: 0, points: 0, problems: [] };
  for (const client of clients) {
    const end = client.writes.reduce((sum, { count }) => sum + count, 0);
    const there = new Map<number, number>();
    for (let from = 0; from < end; from += pageSize) {
      for (const { second, values } of await readPage(url, key, bucketId, client.sourceId, from)) {
        const [stored, number] = ['second', 'number'].map((name) => Number(new RegExp(`"${name}":(\\d+)[,}]`).exec(values)?.[1] ?? NaN));
        if (stored !== second) found.problems.push(`${client.name}: second ${second} holds ${values}`);
        there.set(second, number ?? NaN);
      }
    }
    found.points += there.size;
    judge(client, there, found);
    if (there.size > 0) found.problems.push(`${client.name}: ${there.size} points that nobody sent`);
  }
  return found;
}

/** Takes what belongs to the client's requests out of `there`. */
function judge({ name, writes }: Client, there: Map<number, number>, found: Findings): void {
  for (const [number, { first, count, outcome }] of writes.entries()) {
    let stored = 0;
    for (let second = first; second < first + count; second++) {
      if (there.get(second) === number) stored++;
      there.delete(second);
    }
    const what = `${name}: request ${number} with ${count} points`;
    if (outcome === 'stored') {
      found.acknowledged++;
      if (stored !== count) found.problems.push(`${what} was acknowledged, ${stored} are there`);
    } else if (stored === count) found.unknownStored++;
    else if (stored === 0) found.unknownLost++;
    else found.problems.push(`${what} was not acknowledged, ${stored} are there`);
  }
}

/** The points of a source at `pageSize` seconds, with their values as they stand in the answer. */
async function readPage(
  url: string,
  key: string,
  bucketId: string,
  sourceId: string,
  from: number,
): Promise<{ second: number; values: string }[]> {
  const time = (second: number) => new Date(timeOf(second)).toISOString();
  const query = {
    bucketId,
    sourceIds: [sourceId],
    startTime: time(from),
    endTime: time(from + pageSize),
    limit: pageSize,
    downsample: false,
  };
  const response = await fetch(`${url}/api/data/query`, {
    method: 'POST',
    headers: { 'X-API-Key': key, 'Content-Type': 'application/json' },
    body: JSON.stringify(query),
  });
  const body = await response.text();
  if (response.status !== 200) throw new Error(`the query answered ${response.status} ${body}`);
  return [...body.matchAll(/"timestamp":"([^"]+)"[^{]*"values":(\{[^}]*\})/g)].map(([, timestamp = '', values = '']) => ({
    second: (Date.parse(timestamp) - timeOf(0)) / 1000,
    values,
  }));
}
