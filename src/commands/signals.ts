/** Ctrl-C under `npm start` arrives twice, from the terminal and from npm: within this time it is still the first one. */
const sameSignalMs = 1000;

/**
 * Resolves with the first SIGINT or SIGTERM. A later one means that somebody does not want to wait: then `hurry` is called.
 */
export function nextStopSignal(hurry: () => void, now: () => number = performance.now.bind(performance)): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const handle = (signal: NodeJS.Signals): void => {
      if (firstAt !== undefined && now() - firstAt > sameSignalMs) hurry();
      firstAt ??= now();
      resolve(signal);
    };
    process.on('SIGINT', handle);
    process.on('SIGTERM', handle);
  });
}
