/** Slugs that would be taken for something else in a URL or in a talk. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  'account',
  'accounts',
  'admin',
  'api',
  'app',
  'assets',
  'auth',
  'billing',
  'demo',
  'docs',
  'health',
  'help',
  'login',
  'logout',
  'mail',
  'me',
  'metrics',
  'new',
  'null',
  'openapi',
  'operator',
  'organizations',
  'owner',
  'playground',
  'root',
  'settings',
  'signup',
  'static',
  'status',
  'support',
  'system',
  'team',
  'telltale',
  'undefined',
  'user',
  'users',
  'www',
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
