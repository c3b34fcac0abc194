/** How the program ends. */
export const Exit = { DONE: 0, SOME_FAILED: 1, USAGE: 2, INTERRUPTED: 130 } as const;

/** A wrong option, configuration or dictionary: said before anything is written. */
export class UsageError extends Error {}
