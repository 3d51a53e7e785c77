/** The check cannot be made on this target; said in the report, never taken for passed. */
export class Unreachable extends Error {}
