/** The path of a Chromium or Chrome, or undefined: CHROMIUM_PATH, then the usual places. */
export function findChromium(): string | undefined;
