import { stretches } from '../../domain/turns.ts';
import type { Steps } from '../../domain/turns.ts';
import type { ColumnBatch } from '../../store/store.ts';

/** Texts as one, because many small ones take long to cross from thread to thread. A length of -1 stands for null. */
interface PackedTexts {
  all: string;
  lengths: Int32Array<ArrayBuffer>;
}

/** A batch of columns in a form that crosses quickly from thread to thread: its arrays move, and it has few objects. */
export interface PackedColumns extends Omit<ColumnBatch, 'series' | 'texts'> {
  texts: PackedTexts;
  sources: PackedTexts;
  fields: PackedTexts;
  /** The source and the field of each series, by their places in `sources` and `fields`. */
  sourceOf: Int32Array<ArrayBuffer>;
  fieldOf: Int32Array<ArrayBuffer>;
}

export function packColumns({ series, texts, ...columns }: ColumnBatch): PackedColumns {
  const [sources, fields] = [new Map<string | null, number>(), new Map<string | null, number>()];
  const placeIn = (places: Map<string | null, number>, name: string | null): number => {
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    return place;
  };
  const sourceOf = Int32Array.from(series, ({ sourceId }) => placeIn(sources, sourceId));
  const fieldOf = Int32Array.from(series, ({ field }) => placeIn(fields, field));
  return { ...columns, texts: packTexts(texts), sources: packTexts([...sources.keys()]), fields: packTexts([...fields.keys()]), sourceOf, fieldOf };
}

export function* unpackColumns({ texts, sources, fields, sourceOf, fieldOf, ...columns }: PackedColumns): Steps<ColumnBatch> {
  const [ids, names] = [yield* unpackTexts(sources), yield* unpackTexts(fields)];
  const series: ColumnBatch['series'][number][] = [];
  yield* stretches(sourceOf.length, (from, to) => {
    for (let i = from; i < to; i++) series.push({ sourceId: ids[sourceOf[i] ?? -1] ?? null, field: names[fieldOf[i] ?? -1] ?? null });
  });
  const own = yield* unpackTexts(texts);
  return { ...columns, series, texts: own.map((text) => text ?? '') };
}

function packTexts(texts: readonly (string | null)[]): PackedTexts {
  return { all: texts.join(''), lengths: Int32Array.from(texts, (text) => text?.length ?? -1) };
}

function* unpackTexts({ all, lengths }: PackedTexts): Steps<(string | null)[]> {
  const texts: (string | null)[] = [];
  let at = 0;
  yield* stretches(lengths.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const length = lengths[i] ?? 0;
      texts.push(length < 0 ? null : all.slice(at, at + length));
      at += Math.max(0, length);
    }
  });
  return texts;
}
