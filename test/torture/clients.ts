import { createChance } from './chance.ts';
import type { Chance } from './chance.ts';
import type { World } from './world.ts';

/** A request whose points are all stored or none. They stand at the seconds from `first` on. */
export interface Write {
  first: number;
  count: number;
  /** `unknown`: no answer, or one that does not tell whether it was stored. */
  outcome: 'stored' | 'unknown';
}

/** Somebody who writes to a source of his own, one request after the other. */
export interface Client {
  name: string;
  sourceId: string;
  writes: Write[];
  run(): Promise<void>;
}

/** The time of a client's first point: a day that is over, so that the background merges too. */
export const firstTime = Date.UTC(2026, 0, 5);
export const timeOf = (second: number): number => firstTime + second * 1000;

interface Kind {
  name: string;
  path: string;
  most: number;
  body(place: { bucketId: string; sourceId: string }, write: Write, number: number): unknown;
  /** Sends the same request again until it is answered, with an Idempotency-Key. */
  insists: boolean;
}

const seconds = ({ first, count }: Write): number[] => Array.from({ length: count }, (_, index) => first + index);

function listBody({ bucketId, sourceId }: { bucketId: string; sourceId: string }, write: Write, number: number): unknown {
  const dataPoints = seconds(write).map((second) => ({
    sourceId,
    timestamp: new Date(timeOf(second)).toISOString(),
    values: { second, number },
  }));
  return { bucketId, dataPoints };
}

const kinds: readonly Kind[] = [
  { name: 'lists', path: '/api/data/batch', most: 100, body: listBody, insists: false },
  { name: 'lists until answered', path: '/api/data/batch', most: 100, body: listBody, insists: true },
  {
    name: 'single points',
    path: '/api/data',
    most: 1,
    insists: false,
    body: ({ bucketId, sourceId }, { first }, number) => ({
      bucketId,
      sourceId,
      timestamp: new Date(timeOf(first)).toISOString(),
      values: { second: first, number },
    }),
  },
  {
    name: 'columns',
    path: '/api/data/columns',
    most: 500,
    insists: false,
    body: ({ bucketId, sourceId }, write, number) => ({
      bucketId,
      timestamps: seconds(write).map(timeOf),
      series: [
        { sourceId, field: 'second', values: seconds(write) },
        { sourceId, field: 'number', values: seconds(write).map(() => number) },
      ],
    }),
  },
];

/** One client of each kind, each with chance of its own, so that none depends on the others' pace. */
export async function createClients(world: World, seed: number): Promise<Client[]> {
  const clients: Client[] = [];
  for (const [index, kind] of kinds.entries())
    clients.push(createClient(world, createChance(seed + 1000 * (index + 1)), kind, await world.makeSource(kind.name)));
  return clients;
}

function createClient(world: World, chance: Chance, kind: Kind, sourceId: string): Client {
  const writes: Write[] = [];
  const place = { bucketId: world.bucketId, sourceId };
  const attempt = async (write: Write, number: number): Promise<void> => {
    const key = kind.insists ? `insist-${number}` : undefined;
    const answer = await world.send(kind.path, kind.body(place, write, number), key);
    if (answer?.status !== 201) return;
    write.outcome = 'stored';
    // Exactly once: also the answer of a repetition tells what the first did.
    const inserted = Number(/"inserted":(\d+)/.exec(answer.body)?.[1] ?? write.count);
    if (inserted !== write.count) world.complain(`${kind.name}: ${inserted} of ${write.count} points were new`);
  };
  return {
    name: kind.name,
    sourceId,
    writes,
    async run() {
      for (let [second, number] = [0, 0]; !world.isOver(); number++) {
        const write: Write = { first: second, count: chance.between(1, kind.most), outcome: 'unknown' };
        writes.push(write);
        second += write.count;
        await attempt(write, number);
        while (kind.insists && write.outcome === 'unknown' && !world.isOver()) await attempt(write, number);
      }
    },
  };
}
