/** A change of the server's code, each in a file of its own, and where the compiler notices it. */
export interface Mutant {
  name: string;
  file: string;
  from: string;
  to: string;
  complains: string;
  error: number;
  says: string;
}

export const mutants: Mutant[] = [
  {
    name: "an area's handlers left out",
    file: 'src/areas/index.ts',
    from: '  ...recordHandlers,\n',
    to: '',
    complains: 'src/areas/index.ts',
    error: 2739,
    says: 'listRecords, deleteRecords, purgeBucket',
  },
  {
    name: 'another header than Location',
    file: 'src/areas/buckets/handlers.ts',
    from: 'headers: { Location: ',
    to: 'headers: { Link: ',
    complains: 'src/areas/buckets/handlers.ts',
    error: 2322,
    says: 'Location',
  },
  {
    name: 'a field left out of a resource',
    file: 'src/areas/sources/resource.ts',
    from: '  downsampling: row.downsampling,\n',
    to: '',
    complains: 'src/areas/sources/handlers.ts',
    error: 2322,
    says: 'downsampling',
  },
  {
    name: 'a time that is not text',
    file: 'src/areas/keys/resource.ts',
    from: 'createdAt: formatTimestamp(row.created_at.getTime())',
    to: 'createdAt: row.created_at',
    complains: 'src/areas/keys/handlers.ts',
    error: 2322,
    says: 'Date',
  },
  {
    name: 'a state left out',
    file: 'src/contract/runner/states.ts',
    from: '  source: makeSourceWithKeys,\n',
    to: '',
    complains: 'src/contract/runner/states.ts',
    error: 2741,
    says: 'source',
  },
  {
    name: 'a code that the catalogue lacks',
    file: 'src/domain/errors.ts',
    from: "new ApiError('not_found')",
    to: "new ApiError('gone')",
    complains: 'src/domain/errors.ts',
    error: 2345,
    says: 'gone',
  },
];
