import type { Cells } from './batch.ts';

/** The most values of unfolded batches that a process keeps in memory, about 25 bytes each. */
const mostValues = 2_000_000;

/** Unfolded batches that a process has decoded. A batch never changes, so that it is read and decoded once. */
export interface Tails {
  /** Those of a shard by their place in the order of writes. */
  of(shardId: string): ReadonlyMap<number, Cells>;
  keep(shardId: string, at: number, cells: Cells): void;
  forget(shardId: string): void;
}

const none: ReadonlyMap<number, Cells> = new Map();

export function createTails(): Tails {
  const shards = new Map<string, Map<number, Cells>>();
  let values = 0;

  function forget(shardId: string): void {
    for (const { count } of shards.get(shardId)?.values() ?? []) values -= count;
    shards.delete(shardId);
  }

  /** The oldest go first, from the shard that was kept first. */
  function makeRoom(): void {
    for (const [shardId, batches] of shards) {
      for (const [at, { count }] of batches) {
        if (values <= mostValues) return;
        batches.delete(at);
        values -= count;
      }
      shards.delete(shardId);
    }
  }

  return {
    of: (shardId) => shards.get(shardId) ?? none,
    keep(shardId, at, cells) {
      const batches = shards.get(shardId) ?? new Map<number, Cells>();
      if (batches.has(at)) return;
      shards.set(shardId, batches.set(at, cells));
      values += cells.count;
      makeRoom();
    },
    forget,
  };
}
