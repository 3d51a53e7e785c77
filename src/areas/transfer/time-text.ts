import { formatTimestamp } from '../../domain/time.ts';
import type { Key } from '../../store/store.ts';

/** Writes times as text. Points of many sources at one time follow each other, and the text of a time takes longest to make. */
export function createTimeText(): (key: Key) => string {
  let [last, text]: [Key | null, string] = [null, ''];
  return (key) => {
    if (key !== last) [last, text] = [key, formatTimestamp(Number(key))];
    return text;
  };
}
