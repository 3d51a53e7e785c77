import type { KeyType } from '../../store/store.ts';

/** The columns of CSV that are no fields, where nothing else is said. */
export const reservedColumns: ReadonlySet<string> = new Set(['timestamp', 'key', 'sourceId', 'source', 'metadata']);

/** The column of the keys. */
export const keyColumnOf = (keyType: KeyType): 'timestamp' | 'key' => (keyType === 'timestamp' ? 'timestamp' : 'key');
