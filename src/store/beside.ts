import type { Knex } from 'knex';

/** What one write stores beside its points, in the same transaction. */
export interface Beside {
  ledger: Ledger;
  /** Called once it is known that the transaction is committed, or why it is not. */
  settled(error?: unknown): void;
}

/**
 * Stores what belongs to writes. Writes to a bucket that come at once share a transaction, and with it each statement of the ledger.
 * Whoever gives a write something beside it learns its result before the transaction is committed, and waits for `settled`.
 */
export interface Ledger {
  /** Comes first in the transaction; answers for each entry null, or why its write is not made. */
  open(db: Knex, entries: readonly Beside[]): Promise<(Error | null)[]>;
  /** Comes last before the commit, for the entries whose writes were made. */
  close(db: Knex, entries: readonly Beside[]): Promise<void>;
}
