/** More values of a bucket than may wait have not been folded yet: the writer should come back later. `limit` is that bound. */
export class StoreBusy extends Error {
  readonly limit: number;
  constructor(limit: number) {
    super(`more than ${limit} values of the bucket wait to be folded`);
    this.limit = limit;
  }
}

/** A query would read more points than one query may: about `about` points, while `limit` is the bound. */
export class TooManyPoints extends Error {
  readonly limit: number;
  readonly about: number;
  constructor(limit: number, about: number) {
    super(`the query would read about ${about} points, more than ${limit}`);
    this.limit = limit;
    this.about = about;
  }
}

/** Values of another type than the field of the source has had; nothing of the write was stored. */
export class FieldTypeChange extends Error {
  /** The first of them. */
  readonly changes: readonly { sourceId: string; field: string; stored: FieldType; given: FieldType }[];
  constructor(changes: FieldTypeChange['changes']) {
    super('a field would change its type');
    this.changes = changes;
  }
}

/** The bucket was dropped, perhaps since the caller has read it; nothing was stored. */
export class BucketGone extends Error {
  constructor(bucketId: string) {
    super(`the bucket ${bucketId} was dropped`);
  }
}

export type FieldType = 'number' | 'string' | 'boolean';

/** A write would give the bucket more series (fields of sources) than it may have; nothing of it was stored. `limit` is that bound. */
export class TooManySeries extends Error {
  readonly limit: number;
  constructor(limit: number) {
    super(`the bucket would have more than ${limit} series`);
    this.limit = limit;
  }
}
