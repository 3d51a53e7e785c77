import type { Knex } from 'knex';
import { decodeCells } from '../columns/batch.ts';
import type { Cells } from '../columns/batch.ts';
import { catalogFor } from '../columns/reader.ts';
import type { Names } from '../columns/reader.ts';
import { survivors } from '../columns/scan.ts';
import { expiry, shardOf } from '../columns/shard.ts';
import type { ShardRef } from '../columns/shard.ts';
import type { BucketRef, LoggedRecord, LogPage, Point } from '../store.ts';
import { readHeads } from './heads.ts';
import type { Head } from './heads.ts';
import { formatPlace, placeAfter } from './place.ts';
import type { Place } from './place.ts';
import { recordsOf } from './records.ts';
import { readTail } from './tail.ts';

/** About as many values come in one page; a write of one commit may have more, and then comes in several. */
const pageValues = 5000;

/** So many characters of text are as much as one value. */
const textPerValue = 50;

/** `StoreLog.read` on columns. */
export async function readLog(db: Knex, names: Names, bucket: BucketRef, now: number, place: Place): Promise<LogPage | null> {
  const heads = await readHeads(db, bucket, place.ats.length);
  if (heads === null) return null;
  // A bucket that was cut into slots has new ones, whose writes are all later.
  let next: Place = { ...place, ats: heads.map(({ slot, madeAt }) => place.ats[slot] ?? madeAt) };
  const page: LogPage = { records: [], place: '', hasMore: false, lostUntil: null };
  let room = pageValues;
  // Only one write can be seen in part, so that its slot comes first.
  for (const head of heads.sort((a, b) => Number(b.slot === place.part?.slot) - Number(a.slot === place.part?.slot))) {
    if (head.lastAt === next.ats[head.slot] && next.part === null) continue;
    page.hasMore ||= room <= 0;
    if (room <= 0) break;
    const read = await readSlotLog(db, names, bucket, now, next, head, room);
    next = read.place;
    room -= read.weight;
    page.records.push(...read.records);
    page.hasMore ||= read.hasMore;
    if (read.lostUntil !== null) page.lostUntil = Math.max(page.lostUntil ?? 0, read.lostUntil);
    if (next.part !== null) break;
  }
  return { ...page, place: formatPlace(next) };
}

interface SlotPage {
  records: LoggedRecord[];
  place: Place;
  weight: number;
  hasMore: boolean;
  lostUntil: number | null;
}

async function readSlotLog(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  place: Place,
  { slot, madeAt }: Head,
  most: number,
): Promise<SlotPage> {
  const shard = shardOf(bucket, slot);
  const after = place.ats[slot] ?? 0;
  // A copy: what is let go meanwhile is still needed for this page.
  const known = new Map(names.tails.of(shard.shardId));
  const tail = await readTail(db, shard, after, most, [...known.keys()]);
  const lost = { records: [], weight: 0 };
  if (tail.lostAt > after)
    return { ...lost, place: placeAfter(place, slot, tail.lostAt), hasMore: true, lostUntil: Math.ceil(tail.lostAt / 1000) };
  // A database that was put back knows nothing of what came later.
  if (after > tail.lastAt)
    return { ...lost, place: placeAfter(place, slot, tail.lastAt), hasMore: false, lostUntil: Math.ceil(after / 1000) };
  const catalog = await catalogFor(db, names, shard, { madeAt, greatest: tail.greatest });
  const oldest = expiry(bucket, now);
  const page: SlotPage = { records: [], place, weight: 0, hasMore: tail.hasMore, lostUntil: null };
  for (const { at, data } of tail.batches) {
    const cells = known.get(at) ?? decoded(names, shard, at, data);
    const survives = survivors(at, tail.deletions, catalog);
    const isThere = (series: number, key: number): boolean => key >= oldest && (survives?.(series, key) ?? true);
    const from = place.part?.slot === slot && at === after + 1 ? place.part.offset : 0;
    for (const { key, points, end } of recordsOf(cells, from, catalog, isThere)) {
      page.place = placeAfter(page.place, slot, at, end < cells.count ? end : undefined);
      page.weight += weightOf(points);
      if (points.length > 0) page.records.push({ key, points, place: formatPlace(page.place) });
      if (page.weight >= most) return { ...page, hasMore: true };
    }
    page.place = placeAfter(page.place, slot, at);
  }
  // Deletions have places in the order too; all writes up to here have been read.
  if (!tail.hasMore) page.place = placeAfter(page.place, slot, tail.lastAt);
  return page;
}

/** How many values there are; texts count for more. */
function weightOf(points: readonly Point[]): number {
  let weight = 1;
  for (const { values } of points) {
    for (const value of Object.values(values)) weight += typeof value === 'string' ? 1 + value.length / textPerValue : 1;
  }
  return weight;
}

/** A batch never changes, so that one reader decodes it for all. */
function decoded({ tails }: Names, { shardId }: ShardRef, at: number, data: Buffer | null): Cells {
  if (data === null) throw new Error('a batch of the log was read without its data');
  const cells = decodeCells(data);
  tails.keep(shardId, at, cells);
  return cells;
}
