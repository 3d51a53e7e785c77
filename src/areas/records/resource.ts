import type { LongRecord, ShortRecord } from '../../../generated/client/types.gen.ts';
import type { KeyType, Point } from '../../store/store.ts';
import { longKey } from './keys.ts';
import type { StoredRecord } from './service.ts';

/** Numbered series show their number, fields of sources their name. */
const seriesName = (point: Point, field: string) => (point.sourceId === null ? Number(field) : field);

export function longRecord(keyType: KeyType, record: StoredRecord): LongRecord {
  const data = record.points.flatMap((point) =>
    Object.entries(point.values).map(([field, value]) => ({
      series_key: seriesName(point, field),
      value,
      ...(point.sourceId === null ? {} : { source_id: point.sourceId }),
    })),
  );
  return { key: longKey(keyType, record.key), data };
}

export function shortRecord(record: StoredRecord): ShortRecord {
  const d = record.points.flatMap((point) =>
    Object.entries(point.values).map(([field, v]) => ({
      sk: seriesName(point, field),
      v,
      ...(point.sourceId === null ? {} : { s: point.sourceId }),
    })),
  );
  return { k: record.key, d };
}
