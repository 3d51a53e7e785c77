import { regroup } from './batch.ts';
import { presence } from './catalog.ts';
import type { Catalog } from './catalog.ts';
import { decodeColumn } from './codec.ts';
import { between, concat, filter, settle, unionOfKeys } from './column.ts';
import type { Column } from './column.ts';
import type { Span } from './shard.ts';
import type { Deletion, Piece, Snapshot } from './snapshot.ts';

/** The points of one source within a range. */
export interface SourceRows {
  sourceId: string;
  /** Keys at which there is a point, ascending. */
  keys: Float64Array;
  fields: Map<string, Column>;
  metadata: Column | undefined;
  /** Has a key for each point that was written without values. */
  presence: Column | undefined;
}

/** Which series a scan wants; all when absent. Metadata is always wanted. */
export interface Wanted extends Span {
  sourceIds?: readonly string[];
  fields?: readonly string[];
}

/** The points of a piece that no deletion hides. */
export function decodePiece(piece: Piece, span: number, deletions: readonly Deletion[], sourceId: string): Column {
  if (piece.data === null) throw new Error('a piece was read without its data');
  const column = decodeColumn(piece.data, piece.day * span);
  const hiding = hidingOf(deletions, piece.at, sourceId).filter(({ from, to }) => from <= piece.last && to > piece.first);
  if (hiding.length === 0) return column;
  return filter(column, (index) => !isHidden(hiding, column.keys[index] ?? 0));
}

/** The deletions that apply to what was written up to `at`. */
function hidingOf(deletions: readonly Deletion[], at: number, sourceId: string): readonly Deletion[] {
  if (deletions.length === 0) return deletions;
  return deletions.filter((deletion) => deletion.at >= at && (deletion.sourceId === null || deletion.sourceId === sourceId));
}

function isHidden(deletions: readonly Deletion[], key: number): boolean {
  return deletions.some(({ from, to }) => key >= from && key < to);
}

/** Whether each value of a batch is still there, for `regroup`; undefined when nothing was deleted. */
export function survivors(
  at: number,
  deletions: readonly Deletion[],
  catalog: Catalog,
): ((series: number, key: number) => boolean) | undefined {
  const younger = deletions.filter((deletion) => deletion.at >= at);
  if (younger.length === 0) return undefined;
  return (series, key) => {
    const sourceId = catalog.names.get(series)?.sourceId;
    return !younger.some((one) => (one.sourceId === null || one.sourceId === sourceId) && key >= one.from && key < one.to);
  };
}

/** All points of a snapshot within a range, each series settled, by source in the order of their ids. */
export function scan(snapshot: Snapshot, catalog: Catalog, span: number, wanted: Wanted): SourceRows[] {
  const parts = new Map<number, Column[]>();
  const add = (series: number, column: Column): void => {
    const list = parts.get(series);
    if (list) list.push(column);
    else parts.set(series, [column]);
  };
  for (const piece of snapshot.pieces) {
    const name = catalog.names.get(piece.series);
    if (name) add(piece.series, decodePiece(piece, span, snapshot.deletions, name.sourceId));
  }
  for (const group of tailOf(snapshot, catalog, wanted)) add(group.series, group.column);

  const sources = new Map<string, SourceRows>();
  for (const [series, columns] of parts) {
    const name = catalog.names.get(series);
    const column = between(settle(concat(columns)), wanted.from, wanted.to);
    if (name === undefined || column.keys.length === 0) continue;
    let source = sources.get(name.sourceId);
    if (source === undefined)
      sources.set(
        name.sourceId,
        (source = { sourceId: name.sourceId, keys: column.keys, fields: new Map(), metadata: undefined, presence: undefined }),
      );
    if (name.isMetadata && name.field === presence) source.presence = column;
    else if (name.isMetadata) source.metadata = column;
    else source.fields.set(name.field, column);
  }
  const found = [...sources.values()].sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1));
  for (const source of found) source.keys = keysOf(source);
  return found;
}

/** The keys of all columns of a source. */
function keysOf({ fields, metadata, presence: present }: SourceRows): Float64Array {
  const lists = [...fields.values()].map(({ keys }) => keys);
  for (const column of [metadata, present]) if (column) lists.push(column.keys);
  return unionOfKeys(lists);
}

/** The wanted points that are not folded yet, by series, in the order in which they were written. */
function tailOf(snapshot: Snapshot, catalog: Catalog, wanted: Wanted): { series: number; column: Column }[] {
  if (snapshot.batches.length === 0) return [];
  const isWanted = wantedSeries(catalog, wanted);
  const batches = snapshot.batches.map(({ at, cells }) => ({ cells, survives: survivors(at, snapshot.deletions, catalog) }));
  const rules = new Map(batches.map(({ cells, survives }) => [cells, survives]));
  const hasRules = batches.some(({ survives }) => survives !== undefined);
  return regroup(
    batches.map(({ cells }) => cells),
    null,
    (cells, index) => {
      const series = cells.series[index] ?? 0;
      const key = cells.keys[index] ?? 0;
      if (key < wanted.from || key >= wanted.to || isWanted[series] !== 1) return false;
      return !hasRules || (rules.get(cells)?.(series, key) ?? true);
    },
  );
}

/** 1 for each number of a series that is wanted. */
function wantedSeries(catalog: Catalog, { sourceIds, fields }: Wanted): Uint8Array {
  const wanted = new Uint8Array(catalog.greatest + 1);
  const sources = sourceIds && new Set(sourceIds);
  const names = fields && new Set(fields);
  for (const [number, { sourceId, isMetadata, field }] of catalog.names) {
    if (sources && !sources.has(sourceId)) continue;
    if (names && !isMetadata && !names.has(field)) continue;
    wanted[number] = 1;
  }
  return wanted;
}
