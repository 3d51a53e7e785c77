import type { Knex } from 'knex';

/**
 * Asked within the write, under the locks of the bucket, when series come to be or are used again: throws the reason why they may not, as
 * their source was deleted meanwhile. A deletion of a source that is not committed yet waits for the write, and then deletes its points.
 */
export type Confirm = (db: Knex) => Promise<void>;
