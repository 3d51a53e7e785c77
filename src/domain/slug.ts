/** Slugs that would be taken for something else in a URL or in a talk. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  'admin',
  'api',
  'demo',
  'docs',
  'health',
  'me',
  'metrics',
  'new',
  'openapi',
  'playground',
  'status',
  'support',
  'system',
  'telltale',
  'user',
]);

const mostLength = 50;

/** A slug made from a name: ASCII letters and digits, the rest `-`. `noun` begins it where the name gives none, or a reserved one. */
export function slugOf(name: string, noun: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, mostLength)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' || reservedSlugs.has(slug) ? `${noun}-${slug}`.replace(/-$/, '') : slug;
}
