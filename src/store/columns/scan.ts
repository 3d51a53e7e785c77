import { presence } from './catalog.ts';
import type { SeriesName } from './catalog.ts';
import { decodeColumn } from './codec.ts';
import { between, compact, concat, filter, settle, unionOfKeys } from './column.ts';
import type { Column } from './column.ts';
import { wholeSpan } from './shard.ts';
import type { Span } from './shard.ts';
import type { Deletion, Piece, Snapshot } from './snapshot.ts';
import { tailColumns } from './tail-columns.ts';

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

/** The names of series: a catalog, or the part of it that a reader needs. */
export interface SeriesNames {
  names: ReadonlyMap<number, SeriesName>;
  greatest: number;
}

/** What a statement read, with all that it takes to decode it. */
export interface Stored {
  snapshot: Snapshot;
  catalog: SeriesNames;
  span: number;
}

/** The points of a piece that no deletion hides. */
export function decodePiece(
  piece: Piece,
  span: number,
  deletions: readonly Deletion[],
  sourceId: string,
  { from, to }: Span = wholeSpan,
): Column {
  if (piece.data === null) throw new Error('a piece was read without its data');
  const column = compact(between(decodeColumn(piece.data, piece.day * span), from, to));
  const hiding = hidingOf(deletions, piece, sourceId).filter(({ from, to }) => from <= piece.last && to > piece.first);
  if (hiding.length === 0) return column;
  return filter(column, (index) => !isHidden(hiding, column.keys[index] ?? 0));
}

/** The deletions that apply to a piece. */
function hidingOf(deletions: readonly Deletion[], { at, series }: Piece, sourceId: string): readonly Deletion[] {
  if (deletions.length === 0) return deletions;
  return deletions.filter((deletion) => deletion.at >= at && concerns(deletion, series, sourceId));
}

/** Slots have orders of their own, so that a deletion says nothing of others. */
function concerns(deletion: Deletion, series: number, sourceId: string | undefined): boolean {
  return (deletion.sourceId === null || deletion.sourceId === sourceId) && series % deletion.slots === deletion.slot;
}

function isHidden(deletions: readonly Deletion[], key: number): boolean {
  return deletions.some(({ from, to }) => key >= from && key < to);
}

/** Whether each value of a batch is still there, for `regroup`; undefined when nothing was deleted. */
export function survivors(
  at: number,
  deletions: readonly Deletion[],
  catalog: SeriesNames,
): ((series: number, key: number) => boolean) | undefined {
  const younger = deletions.filter((deletion) => deletion.at >= at);
  if (younger.length === 0) return undefined;
  return (series, key) => {
    const sourceId = catalog.names.get(series)?.sourceId;
    return !younger.some((one) => concerns(one, series, sourceId) && key >= one.from && key < one.to);
  };
}

/** All points of a snapshot within a range, each series settled, by source in the order of their ids. */
export function scan(stored: Stored, wanted: Wanted): SourceRows[] {
  return [...scanSources(stored, wanted)];
}

/** `scan`, one source after the other, so that only one has to be in memory. */
export function* scanSources({ snapshot, catalog, span }: Stored, wanted: Wanted): Generator<SourceRows> {
  const bySource = new Map<string, Map<number, SeriesParts>>();
  const partsOf = (series: number): SeriesParts | undefined => {
    const name = catalog.names.get(series);
    if (name === undefined) return undefined;
    let source = bySource.get(name.sourceId);
    if (source === undefined) bySource.set(name.sourceId, (source = new Map()));
    let parts = source.get(series);
    if (parts === undefined) source.set(series, (parts = { name, pieces: [], tail: undefined }));
    return parts;
  };
  for (const piece of snapshot.pieces) {
    if (piece.last >= wanted.from && piece.first < wanted.to) partsOf(piece.series)?.pieces.push(piece);
  }
  for (const [series, column] of tailOf(snapshot, catalog, wanted)) {
    const parts = partsOf(series);
    if (parts) parts.tail = column;
  }
  for (const sourceId of [...bySource.keys()].sort()) {
    const source = sourceRows(sourceId, bySource.get(sourceId)?.values() ?? [], snapshot.deletions, span, wanted);
    bySource.delete(sourceId);
    if (source.keys.length > 0) yield source;
  }
}

/** Where the points of one series are. */
interface SeriesParts {
  name: SeriesName;
  pieces: Piece[];
  tail: Column | undefined;
}

function sourceRows(
  sourceId: string,
  series: Iterable<SeriesParts>,
  deletions: readonly Deletion[],
  span: number,
  wanted: Span,
): SourceRows {
  const source: SourceRows = { sourceId, keys: new Float64Array(), fields: new Map(), metadata: undefined, presence: undefined };
  for (const { name, pieces, tail } of series) {
    const columns = pieces.map((piece) => decodePiece(piece, span, deletions, sourceId, wanted));
    // By itself, as it mostly comes after all pieces, which then stay as they are.
    if (tail) columns.push(settle(tail));
    const column = settle(concat(columns));
    if (column.keys.length === 0) continue;
    if (name.isMetadata && name.field === presence) source.presence = column;
    else if (name.isMetadata) source.metadata = column;
    else source.fields.set(name.field, column);
  }
  source.keys = keysOf(source);
  return source;
}

/** The keys of all columns of a source. */
function keysOf({ fields, metadata, presence: present }: SourceRows): Float64Array {
  const lists = [...fields.values()].map(({ keys }) => keys);
  for (const column of [metadata, present]) if (column) lists.push(column.keys);
  return unionOfKeys(lists);
}

/** The wanted points that are not folded yet, by series, in the order in which they were written. */
function tailOf({ batches, deletions }: Snapshot, catalog: SeriesNames, wanted: Wanted): Map<number, Column> {
  const { from, to } = wanted;
  const within = batches.filter(({ first, last }) => last >= from && first < to);
  if (within.length === 0) return new Map();
  const tail = within.map(({ at, first, last, cells }) => {
    const survives = survivors(at, deletions, catalog);
    if (survives === undefined && first >= from && last < to) return { cells };
    const keeps = (series: number, key: number): boolean => key >= from && key < to && (survives === undefined || survives(series, key));
    return { cells, keeps };
  });
  return tailColumns(tail, wantedSeries(catalog, wanted));
}

/** 1 for each number of a series that is wanted. */
export function wantedSeries(catalog: SeriesNames, { sourceIds, fields }: Wanted): Uint8Array {
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
