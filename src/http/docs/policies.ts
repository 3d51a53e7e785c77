/** What every page refuses: other hosts, plugins, another base, being framed. */
const common = "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Guides and error pages have no script at all. */
export const plainPolicy = `default-src 'none'; style-src 'self'; img-src 'self'; ${common}`;

/** The pages of accounts have a script of ours, which asks the API of this server. */
export const accountPolicy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; ${common}`;

/**
 * The reference is one file with its script and styles in it. It writes more styles while it runs, and searches in a
 * worker that it makes of a blob. `hashes` name its scripts, so that no other inline script would run.
 */
export const referencePolicy = (hashes: readonly string[]) =>
  `default-src 'self'; script-src ${hashes.join(' ')} 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; ` +
  `font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; ${common}`;

/** The playground's script is a file of ours; it writes its styles while it runs. */
export const playgroundPolicy =
  `default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; ` +
  `worker-src 'self' blob:; connect-src 'self'; ${common}`;
