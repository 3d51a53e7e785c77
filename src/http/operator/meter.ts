import type { WriteResult, Store } from '../../store/store.ts';

/** Upper bounds of the classes of request durations, in seconds. The last class has none. */
export const durationBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** What was counted of one operation since the start. */
export interface OperationCounts {
  /** Requests by the status of their answer. */
  statuses: Map<number, number>;
  /** Requests in each class of durations, not cumulative. */
  durations: Float64Array;
  /** The sum of the durations, in seconds. */
  seconds: number;
  /** Bytes of request bodies. */
  bytes: number;
}

/** The name under which everything outside the contract is counted: the pages of the docs, unknown paths, wrong methods. */
export const otherOperation = 'other';

/** Counts what a server process does. On the way of every request: no labels are hashed and nothing is allocated. */
export interface Meter {
  /** Bytes of a request body that were read. */
  received(operation: string, bytes: number): void;
  /** A request was answered. `milliseconds` is the time from its head to its answer. */
  answered(operation: string, status: number, milliseconds: number): void;
  readonly operations: ReadonlyMap<string, OperationCounts>;
  readonly stored: Readonly<StoredCounts>;
}

/** What was written to the store; a transaction that was undone later counts too. */
export interface StoredCounts {
  writes: number;
  inserted: number;
  updated: number;
}

/** A meter, and the store that counts with it. */
export function createMeter(store: Store): { meter: Meter; store: Store } {
  const operations = new Map<string, OperationCounts>();
  const stored: StoredCounts = { writes: 0, inserted: 0, updated: 0 };
  const countsOf = (operation: string): OperationCounts => {
    let counts = operations.get(operation);
    if (counts === undefined) {
      counts = { statuses: new Map(), durations: new Float64Array(durationBounds.length + 1), seconds: 0, bytes: 0 };
      operations.set(operation, counts);
    }
    return counts;
  };
  const count = (result: WriteResult): WriteResult => {
    stored.writes++;
    stored.inserted += result.inserted;
    stored.updated += result.updated;
    return result;
  };
  const meter: Meter = {
    received(operation, bytes) {
      countsOf(operation).bytes += bytes;
    },
    answered(operation, status, milliseconds) {
      const counts = countsOf(operation);
      counts.statuses.set(status, (counts.statuses.get(status) ?? 0) + 1);
      const seconds = milliseconds / 1000;
      counts.seconds += seconds;
      let index = 0;
      for (const bound of durationBounds) {
        if (seconds <= bound) break;
        index++;
      }
      counts.durations[index] = (counts.durations[index] ?? 0) + 1;
    },
    operations,
    stored,
  };
  const counting: Store = {
    ...store,
    write: async (db, bucket, points) => count(await store.write(db, bucket, points)),
    writeColumns: async (db, bucket, batch, ...more) => count(await store.writeColumns(db, bucket, batch, ...more)),
  };
  return { meter, store: counting };
}
