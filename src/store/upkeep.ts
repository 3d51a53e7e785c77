/** What background work did: values folded out of the log, and values rewritten. */
export interface Maintained {
  folded: number;
  merged: number;
}

export interface MaintainedAll extends Maintained {
  failures: { work: 'fold' | 'merge'; bucketId: string; error: unknown }[];
}

/** What was written and not yet brought into its final form. */
export interface Backlog {
  /** Values that are not folded yet, and the batches that hold them. */
  values: number;
  batches: number;
  /** The age of the oldest such batch; 0 when there is none. */
  oldestSeconds: number;
  /** How much longer than it should that batch waits; 0 when nothing is late. */
  lagSeconds: number;
  /** The bucket with the most unfolded values. Writes to a bucket are refused from `maxUnfolded` values on. */
  fullest: { bucketId: string; values: number } | null;
  maxUnfolded: number;
  /** Parts of days that still run, and of days that are over, which are merged once nothing comes any more. */
  openParts: number;
  closedParts: number;
}
